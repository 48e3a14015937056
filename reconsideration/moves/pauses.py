"""Time that stops and goes on again, and more time."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reconsideration import clocks
from reconsideration.models import UNDER_WAY, Case, Option, Procedure, State, Stop, Verb
from reconsideration.moves.checks import check_ground
from reconsideration.moves.engine import Step, move

RUNNING = UNDER_WAY - {State.SUSPENDED}


@move(Verb.SUSPEND, sources=RUNNING, to=State.SUSPENDED)
def suspend(
    step: Step,
    *,
    ground: Option,
    expected_until: date | None = None,
    note: str = "",
    both_agree: bool = False,
) -> None:
    """Suspend on one of the grounds; the time for deciding stops (T24).

    A pause for mediation or settlement needs the consent of both sides (L23 39(6)).
    """
    check_ground(step.case, ground, Option.List.SUSPENSION)
    if expected_until and expected_until <= step.on:
        raise ValidationError({"expected_until": _("The end must come after the beginning.")})
    if ground.effect == "mediation" and not both_agree:
        message = _("A pause for mediation needs the consent of applicant and respondent.")
        raise ValidationError({"both_agree": message})
    if ground.effect == "review" and not open_reviews(step.case):
        message = _("Open the attached review: that suspends the case.")
        raise ValidationError({"ground": message})
    stop_time(step, ground, expected_until, note)


def stop_time(step: Step, ground: Option, until: date | None = None, note: str = "") -> None:
    """The time for deciding stands still; where the ground ends a case, another time runs."""
    case = step.case
    case.stops.create(
        kind=Stop.Kind.SUSPENSION, ground=ground, begun_on=step.on, expected_until=until, note=note
    )
    step.recorded["state_before"] = case.state
    clocks.recompute_decision(case)
    if clocks.terminating(ground):
        clocks.start(case, "suspension_termination", step.on)


def open_reviews(case: Case) -> bool:
    """Whether a document is under review."""
    return case.attached_reviews.filter(closed_on=None).exists()


def is_under_review(case: Case) -> str:
    """Why a case with a document under review cannot be resumed yet (L23 39(9))."""
    return _("The attached review is still open.") if open_reviews(case) else ""


@move(Verb.RESUME, sources={State.SUSPENDED}, to=State.REVIEW, guard=is_under_review)
def resume(step: Step) -> None:
    """The cause has ended: the remaining days run from the day after (T25)."""
    stop = step.case.stops.get(kind=Stop.Kind.SUSPENSION, ended_on=None)
    if step.on <= stop.begun_on:
        raise ValidationError({"on": _("The end must come after the beginning.")})
    stop.ended_on = step.on
    stop.save()
    clocks.drop(step.case, ["suspension_termination"], step.on)
    step.to = state_behind(step.case)
    clock = clocks.recompute_decision(step.case)
    if clock is not None:
        step.recorded["due"] = clock.due.isoformat()


def state_behind(case: Case) -> State:
    """Where a suspended case goes on: where it stood, or further by what came meanwhile."""
    begun = case.moves.filter(to_state=State.SUSPENDED).exclude(from_state=State.SUSPENDED).last()
    if begun is None:
        return State.REVIEW
    meanwhile = case.moves.filter(pk__gt=begun.pk).values_list("verb", flat=True)
    if Verb.TAKE_REPLY in meanwhile:
        return State.REVIEW
    if Verb.SEND_COPY in meanwhile:
        return State.AWAIT_REPLY
    return State(begun.from_state)


def cannot_extend(case: Case) -> str:
    """Why the time for deciding cannot be extended."""
    if case.procedure == Procedure.SIMPLIFIED:
        return _("The simplified procedure cannot be extended.")
    clock = clocks.decision_clock(case)
    most = clock.period.max_extension if clock and clock.period else 0
    if most is not None and case.extension_days >= most:
        return _("The case has been extended already.")
    return ""


@move(Verb.EXTEND, sources=RUNNING, may="sign_case", guard=cannot_extend)
def extend(step: Step, *, days: int, notice_sent_on: date | None = None, why: str = "") -> None:
    """Extend the time for deciding, before it ends, and tell the parties (T37).

    All extensions together keep within the law's limit, and each is approved
    before the time would have ended without any.
    """
    case = step.case
    clock = clocks.decision_clock(case)
    assert clock is not None
    until = clocks.unextended(clock)
    if step.on > until:
        message = _("The time ended on %(day)s; it can no longer be extended.")
        raise ValidationError({"on": message % {"day": until}})
    if days < 1:
        raise ValidationError({"days": _("An extension has at least one day.")})
    if notice_sent_on and notice_sent_on < step.on:
        message = _("The parties cannot be told before the extension.")
        raise ValidationError({"notice_sent_on": message})
    case.extension_days += days
    try:
        clocks.recompute_decision(case)
    except ValueError as refusal:
        raise ValidationError({"days": str(refusal)}) from refusal
