"""Registering an application: its rule set, number, parties and first deadlines."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lawgov.accounts.models import User
from lawgov.history import unrecorded
from lawgov.organs.models import Organ
from lawgov.statutes.deadlines import NotAllowed
from lawgov.statutes.models import RuleSet
from reconsideration import clocks, numbering
from reconsideration.models import Case, Channel, MoveRule, Party, Role, Setting, State, Verb
from reconsideration.parties import check_applicants
from reconsideration.searching import index

FORWARDING = ["forward", "agency_forward"]


@transaction.atomic
def receive(
    case: Case,
    *,
    organ: Organ,
    parties: list[Party],
    by: User,
    today: date,
    number: str = "",
    rule_set: RuleSet | None = None,
    rule_set_reason: str = "",
) -> Case:
    """Register an application (T1): rule set by the day of receipt, number, first deadlines.

    Raises `ValidationError` for an application without an identified applicant,
    for dates that cannot be, and for another rule set without right and reason.
    """
    check_days(case, today)
    choose_rule_set(case, rule_set, rule_set_reason, by)
    check_channel(case)
    check_applicants(case, parties)
    case.place_in(organ)
    case.review_from = case.received_on
    case.state = State.RECEIVED  # the only state that no move leads to
    case.number = (
        number
        or numbering.take_number(organ=organ, kind=numbering.CASE, year=case.received_on.year).text
    )
    index(case, parties)
    case.full_clean()
    case.save()
    for party in parties:
        party.case = case
        party.save()
    try:
        start_review(case, may_ask=True)
        start_forwarding(case)
    except NotAllowed as refusal:
        raise clocks.allowed_or_field(refusal, "received_on") from refusal
    end_handing_over(case)
    clocks.remind(case)
    unrecorded(case).save(update_fields=["due_on", "due_code"])
    article = MoveRule.objects.filter(verb=Verb.RECEIVE, rule_set=case.rule_set).first()
    case.moves.create(
        verb=Verb.RECEIVE,
        to_state=State.RECEIVED,
        made_on=case.received_on,
        made_by=by,
        article=article.article if article else "",
        recorded={"channel": case.channel, "number": case.number},
        reason=rule_set_reason,
    )
    return case


def check_days(case: Case, today: date) -> None:
    """The days of an application in their order; raises `ValidationError` at the wrong one."""
    if case.received_on > today:
        message = _("%(day)s lies in the future.")
        raise ValidationError({"received_on": message % {"day": case.received_on}})
    if case.posted_on and case.posted_on > case.received_on:
        message = _("An application cannot be posted after it is received.")
        raise ValidationError({"posted_on": message})
    for name in ("act_on", "known_on", "content_known_on"):
        day = getattr(case, name)
        if day and day > case.received_on:
            raise ValidationError({name: _("This day lies after the application.")})
        if day and case.act_on and day < case.act_on:
            raise ValidationError({name: _("An act cannot be known before it is made.")})


def check_channel(case: Case) -> None:
    """An application came by a way that its rule set knows (L99 11, 15; L23 22, 32)."""
    known = Setting.read("channels", case.rule_set).split()
    if known and case.channel not in known:
        message = _("Rule set %(rule_set)s has no “%(kind)s”.")
        values = {"rule_set": case.rule_set.code, "kind": case.get_channel_display()}
        raise ValidationError({"channel": message % values})


def choose_rule_set(case: Case, chosen: RuleSet | None, reason: str, by: User) -> None:
    """Freeze the rule set on the case: that of the day of receipt, or another with a reason."""
    try:
        by_law = RuleSet.objects.all().in_force(case.received_on)
    except NotAllowed as refusal:
        raise clocks.allowed_or_field(refusal, "received_on") from refusal
    case.rule_set = chosen or by_law
    if case.rule_set == by_law:
        return
    if not by.has_perm("reconsideration.override_rule_set"):
        raise ValidationError({"rule_set": _("You may not choose another rule set.")})
    if not reason.strip():
        raise ValidationError({"rule_set_reason": _("Another rule set needs a reason.")})
    case.rule_set_reason = reason


def start_review(case: Case, *, may_ask: bool = False) -> None:
    """The time for reviewing the application runs from receipt, or anew from the supplements.

    Supplements can be asked for in the same time, once.
    """
    clocks.start(case, "acceptance_review", case.review_from)
    if may_ask:
        clocks.start(case, "supplement_notice", case.review_from)


def start_forwarding(case: Case) -> None:
    """The time for forwarding runs where the application came to the forwarding organ itself.

    That is a county government (L99 18) or the agency that made the penalty (L23 32);
    at the competent organ, to which they forward, nothing is to be forwarded.
    """
    is_county = case.organ.level == Organ.Level.COUNTY
    is_government = case.organ.kind == Organ.Kind.GOVERNMENT
    if case.channel == Channel.COUNTY and is_government and is_county:
        clocks.start(case, "forward", case.received_on)
    if case.channel == Channel.AGENCY and not is_government:
        clocks.start(case, "agency_forward", case.received_on)


def end_handing_over(case: Case) -> None:
    """A case that was taken up has arrived: the time for handing over its files ends (R26 40)."""
    lower = case.earlier_case
    if lower is None or lower.state != State.ELEVATED:
        return
    clocks.end(lower, ["elevation_files"], case.received_on)
    clocks.remind(lower)
    unrecorded(lower).save(update_fields=["due_on", "due_code"])


def find_repeats(case: Case, names: list[str]) -> Any:
    """Other cases of the same applicants about the same act, in the same organ."""
    same_act = {"act_name": case.act_name}
    if case.act_number:
        same_act = {"act_number": case.act_number}
    rows = Case.objects.filter(organ=case.organ, **same_act)
    rows = rows.filter(parties__name__in=names, parties__role=Role.APPLICANT)
    return rows.exclude(pk=case.pk).distinct().order_by("-received_on", "-pk")
