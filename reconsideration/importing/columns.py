"""The columns of a file of past cases, in the order of a case's life."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from lawgov.importing.columns import Column, Columns, Kind, called, of_field
from reconsideration.models import Case, Party


def of(
    name: str, kind: Kind = Kind.TEXT, *, of_model: type[models.Model] = Case, **more: Any
) -> Column:
    """A column that is a field of a case or party, under the field's own name."""
    return of_field(of_model, name, kind, **more)


EACH = _("Several are separated by 、 or ; in the order of the applicants; one stands for all.")
COLUMNS = Columns([
    of("number", is_required=True, example="晋政复〔2013〕12号"),
    of("received_on", Kind.DAY, is_required=True, example="2013-03-05",
       hint=_("The rule set is that of this day.")),
    of("posted_on", Kind.DAY),
    of("channel", Kind.CHOICE, is_required=True, example="当面递交书面申请"),
    Column("applicants", _("Applicants"), is_required=True, example="张三、李四", limit=2000,
           hint=_("Several are separated by 、 or ; — give those whose papers are known.")),
    Column("being", _("Kind of applicant"), Kind.CHOICE, is_required=True, example="公民",
           hint=EACH, is_open=True),
    Column("paper", called(Party, "paper"), Kind.CHOICE, is_required=True, example="居民身份证",
           hint=EACH, is_open=True),
    Column("paper_number", called(Party, "paper_number"), is_required=True, limit=2000,
           example="14010319750101001X、140103197501010010",
           hint=_("One for each applicant, in the same order.")),
    of("paper_note", of_model=Party,
       hint=_("Needed where the paper itself has a wrong check digit.")),
    of("headcount", Kind.NUMBER, example="2",
       hint=_("Empty: as many as are named.")),
    of("respondent_name", is_required=True, example="太原市公安局"),
    of("respondent_level", Kind.CHOICE, is_required=True),
    of("act_name", is_required=True, example="行政处罚决定"),
    of("act_number"),
    of("act_on", Kind.DAY),
    of("known_on", Kind.DAY),
    of("act_kind", Kind.CHOICE, is_required=True, example="行政处罚"),
    of("field", Kind.CHOICE, is_required=True, example="公安",
       hint=_("As the form of the year of receipt has it.")),
    of("request", is_required=True, example="请求撤销行政处罚决定"),
    Column("outcome", _("Outcome of the review of the application"), Kind.CHOICE, example="受理",
           hint=_("Empty: still under review.")),
    of("intake_ended_on", Kind.DAY, label=_("Dealt with on"),
       hint=_("Needed where the application was not accepted.")),
    Column("intake_ground", _("Ground of refusal"), Kind.CHOICE),
    of("accepted_on", Kind.DAY, example="2013-03-05",
       hint=_("Empty where the rule set counts from receipt: the day of receipt.")),
    of("acceptance", Kind.CHOICE, hint=_("Empty: express.")),
    of("procedure", Kind.CHOICE, hint=_("Empty: ordinary.")),
    of("extension_days", Kind.NUMBER, hint=_("At most as many as the rule set allows.")),
    Column("suspended_on", _("Suspended on"), Kind.DAY),
    Column("resumed_on", _("Resumed on"), Kind.DAY),
    Column("suspension_ground", _("Ground of suspension"), Kind.CHOICE),
    of("closed_on", Kind.DAY, example="2013-04-20"),
    of("closing", Kind.SEVERAL, example="维持", limit=500, is_open=True,
       hint=_("Several kinds of one decision are separated by ; — as the rule set has them.")),
    of("respondent_corrected", Kind.FLAG,
       hint=_("Only with mediation, withdrawal and settlement.")),
    of("compensation_granted", Kind.MONEY,
       hint=_("A sum, also 0, says that compensation was claimed.")),
    of("served_on", Kind.DAY),
    Column("state", _("State"), Kind.CHOICE,
           hint=_("Only for open cases; empty: as the other columns say.")),
    Column("handler", _("Account of the case handler"), hint=_("The name used to log in.")),
    of("archived_on", Kind.DAY),
])  # fmt: skip
BY_KEY = COLUMNS.by_key
