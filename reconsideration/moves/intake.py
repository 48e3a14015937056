"""From the application to acceptance, or to the other ways in which an application ends."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lawgov.accounts.models import User
from lawgov.history import unrecorded
from lawgov.statutes.deadlines import NotAllowed
from lawgov.statutes.models import RuleSet
from reconsideration import clocks, numbering
from reconsideration.models import (
    Acceptance,
    Case,
    Channel,
    MoveRule,
    Option,
    Party,
    Procedure,
    Role,
    Setting,
    State,
    Verb,
)
from reconsideration.moves.engine import Step, move
from reconsideration.parties import check_applicants
from reconsideration.searching import index

if TYPE_CHECKING:
    from lawgov.organs.models import Organ

INTAKE_CLOCKS = ["acceptance_review", "supplement_notice", "supplement"]


@transaction.atomic
def receive(
    case: Case,
    *,
    organ: "Organ",
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
    if case.received_on > today:
        message = _("%(day)s lies in the future.")
        raise ValidationError({"received_on": message % {"day": case.received_on}})
    choose_rule_set(case, rule_set, rule_set_reason, by)
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
    start_review(case)
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


def start_review(case: Case) -> None:
    """The time for reviewing the application runs from receipt, or anew from the supplements."""
    clocks.start(case, "acceptance_review", case.review_from)
    if case.review_from == case.received_on:
        clocks.start(case, "supplement_notice", case.received_on)


def ends_intake(step: Step) -> None:
    """The application ends without being accepted."""
    step.case.intake_ended_on = step.on
    step.case.is_open = False
    clocks.end(step.case, ["acceptance_review"], step.on)
    clocks.drop_all(step.case, step.on)


def within_review(step: Step) -> None:
    """Raise if the time for reviewing has passed: then the law has accepted the case."""
    clock = clocks.running(step.case, "acceptance_review")
    if clock is not None and step.on > clock.due:
        message = _("The time for review ended on %(day)s: the case is deemed accepted.")
        raise ValidationError({"on": message % {"day": clock.due}})


@move(Verb.ASK_SUPPLEMENT, sources={State.RECEIVED}, to=State.SUPPLEMENT)
def ask_supplement(
    step: Step, *, items: str, notice_received_on: date, due: date | None = None
) -> None:
    """Ask once, in writing, for everything that is missing (T2)."""
    case = step.case
    asked = clocks.running(case, "supplement_notice")
    if asked is None:
        raise ValidationError({"items": _("Supplements are asked for once, all items together.")})
    if step.on > asked.due:
        message = _("Supplements could be asked for until %(day)s.")
        raise ValidationError({"on": message % {"day": asked.due}})
    if notice_received_on < step.on:
        message = _("The notice cannot be received before it is sent.")
        raise ValidationError({"notice_received_on": message})
    clocks.end(case, ["supplement_notice"], step.on)
    clocks.drop(case, ["acceptance_review"], step.on)
    if due is not None:
        clocks.start_fixed(case, "supplement", notice_received_on, due)
        return
    try:
        clocks.start(case, "supplement", notice_received_on)
    except NotAllowed as refusal:
        message = _("Under this rule set the notice sets the last day; enter it.")
        raise ValidationError({"due": message}) from refusal


@move(Verb.EXTEND_SUPPLEMENT, sources={State.SUPPLEMENT})
def extend_supplement(step: Step, *, due: date) -> None:
    """Give more time for supplements, for good reason (T3a)."""
    clock = clocks.running(step.case, "supplement")
    if clock is None or due <= clock.due:
        raise ValidationError({"due": _("The new last day must come after the old one.")})
    clocks.drop(step.case, ["supplement"], step.on)
    clocks.start_fixed(step.case, "supplement", clock.start, due)


@move(Verb.TAKE_SUPPLEMENT, sources={State.SUPPLEMENT}, to=State.RECEIVED)
def take_supplement(step: Step) -> None:
    """The supplements arrive; the review starts anew (T3)."""
    clocks.end(step.case, ["supplement"], step.on)
    step.case.review_from = step.on
    start_review(step.case)


@move(Verb.ABANDON, sources={State.SUPPLEMENT}, to=State.ABANDONED)
def abandon(step: Step) -> None:
    """No supplements in time and no good reason: the application counts as abandoned (T4)."""
    clock = clocks.running(step.case, "supplement")
    if clock is not None and step.on <= clock.due:
        message = _("Supplements may still come until %(day)s.")
        raise ValidationError({"on": message % {"day": clock.due}})
    ends_intake(step)


@move(Verb.ACCEPT, sources={State.RECEIVED}, to=State.ACCEPTED)
def accept(
    step: Step,
    *,
    procedure: str = Procedure.ORDINARY,
    simplified_ground: Option | None = None,
    second_handler: User | None = None,
) -> None:
    """Accept expressly (T5). Under rule set A the day of acceptance is that of receipt."""
    within_review(step)
    case = step.case
    if procedure == Procedure.SIMPLIFIED:
        if not Option.objects.of("simplified", rule_set=case.rule_set).exists():
            message = _("This rule set has no simplified procedure.")
            raise ValidationError({"procedure": message})
        if simplified_ground is None:
            message = _("The simplified procedure needs its ground.")
            raise ValidationError({"simplified_ground": message})
    case.procedure = procedure
    case.second_handler = second_handler or case.second_handler
    enter_acceptance(step, accepted_on(case, step.on), Acceptance.EXPRESS)


@move(Verb.DEEM_ACCEPTED, sources={State.RECEIVED}, to=State.ACCEPTED)
def deem_accepted(step: Step) -> None:
    """No refusal within the time for review: the law itself accepts (T6).

    From receipt under rule set A, on the last day of review under B.
    """
    clock = clocks.running(step.case, "acceptance_review")
    if clock is None or step.today <= clock.due:
        day = clock.due if clock else step.today
        raise ValidationError({"on": _("The review may go on until %(day)s.") % {"day": day}})
    step.on = clock.due
    step.case.procedure = Procedure.ORDINARY
    enter_acceptance(step, accepted_on(step.case, clock.due), Acceptance.DEEMED)


def accepted_on(case: Case, on: date) -> date:
    """The legal day of acceptance: of receipt if the rule set counts from there, else the act's."""
    return case.review_from if Setting.read("acceptance_from", case.rule_set) == "receipt" else on


def enter_acceptance(step: Step, on: date, how: Acceptance) -> None:
    """The case is accepted: the time for the copy and for deciding starts."""
    case = step.case
    case.accepted_on = case.intake_ended_on = on
    case.acceptance = how
    if how == Acceptance.DEEMED:
        clocks.drop(case, ["acceptance_review"], step.on)
    clocks.end(case, ["acceptance_review"], step.on)
    clocks.drop(case, INTAKE_CLOCKS, step.on)
    clocks.start(case, clocks.simplified(case, "copy_to_respondent"), on)
    clocks.start(case, clocks.simplified(case, "decision"), on)
    step.recorded |= {"accepted_on": on.isoformat(), "acceptance": how.value}


@move(Verb.REFUSE, sources={State.RECEIVED}, to=State.NOT_ACCEPTED, may="sign_case")
def refuse(step: Step, *, ground: Option, competent: str = "") -> None:
    """Refuse acceptance in writing, with the ground (T7)."""
    within_review(step)
    step.case.intake_ground = ground
    ends_intake(step)


@move(Verb.TELL_ELSEWHERE, sources={State.RECEIVED}, to=State.TOLD_ELSEWHERE)
def tell_elsewhere(step: Step, *, competent: str) -> None:
    """A lawful application at the wrong organ: tell which one is competent (T8, rule set A)."""
    within_review(step)
    ends_intake(step)


@move(Verb.FORWARD, sources={State.RECEIVED}, to=State.FORWARDED)
def forward(step: Step, *, addressee: str) -> None:
    """Forward to the competent organ and tell the applicant (T9)."""
    if step.case.channel not in {Channel.COUNTY, Channel.AGENCY}:
        message = _("Only what came through the county government or the agency is forwarded.")
        raise ValidationError({"addressee": message})
    ends_intake(step)


@move(Verb.SELF_CORRECT, sources={State.RECEIVED}, to=State.SELF_CORRECTED)
def self_correct(step: Step, *, what: str) -> None:
    """The agency revoked or altered its own act after an application through it (T10, B2)."""
    ends_intake(step)


@move(Verb.PERSIST, sources={State.SELF_CORRECTED}, to=State.RECEIVED)
def persist(step: Step) -> None:
    """The applicant persists after the agency's own correction; the review starts anew."""
    step.case.intake_ended_on = None
    step.case.is_open = True
    step.case.review_from = step.on
    start_review(step.case)


@move(Verb.WITHDRAW_EARLY, sources={State.RECEIVED, State.SUPPLEMENT}, to=State.PRE_WITHDRAWN)
def withdraw_early(step: Step, *, was_mediated: bool = False) -> None:
    """The applicant withdraws before the case is accepted (T11)."""
    ends_intake(step)


@move(Verb.DECLINE_REPEAT, sources={State.RECEIVED}, to=State.NOT_HANDLED_AGAIN)
def decline_repeat(step: Step, *, earlier_case: Case) -> None:
    """A repeated application without new facts or reasons is not handled again (T12, B2)."""
    if earlier_case.pk == step.case.pk:
        raise ValidationError({"earlier_case": _("A case does not repeat itself.")})
    step.case.earlier_case = earlier_case
    ends_intake(step)


def find_repeats(case: Case, names: list[str]) -> Any:
    """Other cases of the same applicants about the same act, in the same organ."""
    same_act = {"act_name": case.act_name}
    if case.act_number:
        same_act = {"act_number": case.act_number}
    rows = Case.objects.filter(organ=case.organ, **same_act)
    rows = rows.filter(parties__name__in=names, parties__role=Role.APPLICANT)
    return rows.exclude(pk=case.pk).distinct().order_by("-received_on", "-pk")
