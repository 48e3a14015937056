"""Before acceptance: supplements, and the ways in which an application ends unaccepted."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lawgov.statutes.models import Period
from reconsideration import clocks
from reconsideration.models import Case, Channel, Option, State, Verb
from reconsideration.moves.checks import check_ground, check_receipt
from reconsideration.moves.engine import Step, move
from reconsideration.moves.registration import FORWARDING, start_review


def ends_intake(step: Step) -> None:
    """The application ends without being accepted."""
    step.case.intake_ended_on = step.on
    step.case.is_open = False
    clocks.end(step.case, ["acceptance_review", *FORWARDING], step.on)
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
    too_early = _("The notice cannot be received before it is sent.")
    check_receipt(step, notice_received_on, "notice_received_on", too_early)
    clocks.end(case, ["supplement_notice"], step.on)
    clocks.drop(case, ["acceptance_review"], step.on)
    start_supplement(case, notice_received_on, due)


def start_supplement(case: Case, received_on: date, due: date | None) -> None:
    """The time for supplements: set by law where the rule set has it, else by the notice."""
    is_by_law = Period.objects.filter(code="supplement", rule_set=case.rule_set).exists()
    if is_by_law and due is not None:
        message = _("The law sets the last day; leave this empty.")
        raise ValidationError({"due": message})
    if is_by_law:
        clocks.start(case, "supplement", received_on)
    elif due is None:
        message = _("Under this rule set the notice sets the last day; enter it.")
        raise ValidationError({"due": message})
    else:
        clocks.start_fixed(case, "supplement", received_on, due)


@move(Verb.EXTEND_SUPPLEMENT, sources={State.SUPPLEMENT})
def extend_supplement(step: Step, *, due: date, why: str = "") -> None:
    """Give more time for supplements, for good reason and before the time has passed (T3a)."""
    clock = clocks.running(step.case, "supplement")
    if clock is None or due <= clock.due:
        raise ValidationError({"due": _("The new last day must come after the old one.")})
    if step.on > clock.due:
        message = _("The time ended on %(day)s; it can no longer be extended.")
        raise ValidationError({"on": message % {"day": clock.due}})
    clocks.drop(step.case, ["supplement"], step.on)
    clocks.start_fixed(step.case, "supplement", clock.start, due)


@move(Verb.TAKE_SUPPLEMENT, sources={State.SUPPLEMENT}, to=State.RECEIVED)
def take_supplement(step: Step) -> None:
    """The supplements arrive; the review starts anew (T3)."""
    clocks.end(step.case, ["supplement"], step.on)
    step.case.review_from = step.on
    start_review(step.case)


@move(Verb.ABANDON, sources={State.SUPPLEMENT}, to=State.ABANDONED)
def abandon(step: Step, *, note: str = "") -> None:
    """No supplements in time and no good reason: the application counts as abandoned (T4)."""
    clock = clocks.running(step.case, "supplement")
    if clock is not None and step.on <= clock.due:
        message = _("Supplements may still come until %(day)s.")
        raise ValidationError({"on": message % {"day": clock.due}})
    ends_intake(step)


@move(Verb.REFUSE, sources={State.RECEIVED}, to=State.NOT_ACCEPTED, may="sign_case")
def refuse(step: Step, *, ground: Option, competent: str = "") -> None:
    """Refuse acceptance in writing, with the ground (T7)."""
    within_review(step)
    check_ground(step.case, ground, Option.List.REFUSAL)
    if ground.effect == "competent" and not competent.strip():
        raise ValidationError({"competent": _("Name the organ that is competent.")})
    step.case.intake_ground = ground
    ends_intake(step)


@move(Verb.TELL_ELSEWHERE, sources={State.RECEIVED}, to=State.TOLD_ELSEWHERE)
def tell_elsewhere(step: Step, *, competent: str) -> None:
    """A lawful application at the wrong organ: tell which one is competent (T8, rule set A)."""
    within_review(step)
    ends_intake(step)


def nothing_to_forward(case: Case) -> str:
    """Why there is nothing to forward."""
    if case.state == State.ELEVATED and clocks.running(case, "elevation_files") is None:
        return _("No files are to be handed over.")
    return ""


@move(Verb.FORWARD, sources={State.RECEIVED, State.ELEVATED}, to=State.FORWARDED,
      guard=nothing_to_forward)  # fmt: skip
def forward(step: Step, *, addressee: str) -> None:
    """Forward to the competent organ and tell the applicant (T9).

    Of a case that the superior has taken up, hand over the files (T38, R26 40).
    """
    if step.case.state == State.ELEVATED:
        step.to = State.ELEVATED
        clocks.end(step.case, ["elevation_files"], step.on)
        return
    if step.case.channel not in {Channel.COUNTY, Channel.AGENCY}:
        message = _("Only what came through the county government or the agency is forwarded.")
        raise ValidationError({"addressee": message})
    ends_intake(step)


def not_through_agency(case: Case) -> str:
    """Why the agency cannot have corrected the act itself."""
    if case.channel == Channel.AGENCY:
        return ""
    return _("The application did not come through the agency that made the act.")


@move(Verb.SELF_CORRECT, sources={State.RECEIVED}, to=State.SELF_CORRECTED,
      guard=not_through_agency)  # fmt: skip
def self_correct(step: Step, *, what: str, told_on: date | None = None) -> None:
    """The agency revoked or altered its own penalty, in time, and told of it (T10, B2)."""
    period = Period.objects.of("agency_forward", rule_set=step.case.rule_set, on=step.on)
    until = clocks.last_day(period, step.case.received_on)
    if step.on > until:
        message = _("The agency could correct its act until %(day)s.")
        raise ValidationError({"on": message % {"day": until}})
    if told_on is not None:
        too_early = _("The notice cannot be received before it is sent.")
        check_receipt(step, told_on, "told_on", too_early)
    ends_intake(step)


@move(Verb.PERSIST, sources={State.SELF_CORRECTED}, to=State.RECEIVED)
def persist(step: Step) -> None:
    """The applicant persists after the agency's own correction; the review starts anew."""
    review_anew(step)


def review_anew(step: Step) -> None:
    """An application that had ended is reviewed again; supplements are asked for once in all."""
    case = step.case
    case.intake_ended_on, case.intake_ground, case.is_open = None, None, True
    case.review_from = step.on
    was_asked = case.moves.filter(verb=Verb.ASK_SUPPLEMENT).exists()
    start_review(case, may_ask=not was_asked)


@move(Verb.WITHDRAW_EARLY, sources={State.RECEIVED, State.SUPPLEMENT}, to=State.PRE_WITHDRAWN)
def withdraw_early(step: Step, *, was_mediated: bool = False) -> None:
    """The applicant withdraws before the case is accepted (T11)."""
    within_review(step)
    ends_intake(step)


@move(Verb.DECLINE_REPEAT, sources={State.RECEIVED, State.SUPPLEMENT}, to=State.NOT_HANDLED_AGAIN)
def decline_repeat(step: Step, *, earlier_case: Case) -> None:
    """A repeated application without new facts or reasons is not handled again (T12, B2)."""
    within_review(step)
    if earlier_case.pk == step.case.pk:
        raise ValidationError({"earlier_case": _("A case does not repeat itself.")})
    if earlier_case.organ_id != step.case.organ_id:
        raise ValidationError({"earlier_case": _("There is no such case.")})
    step.case.earlier_case = earlier_case
    ends_intake(step)
