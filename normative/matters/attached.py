"""Attached reviews (附带审查): a case has asked about a clause, the conclusion goes back to it."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lawgov import attached as seam
from lawgov.lifecycle import Step
from lawgov.statutes import clocks
from normative.matters.base import EXAMINE, SIGN, Matters
from normative.matters.working import appoint, ask_somebody, conclude, require_points
from normative.models import Act, Matter, Option, Stage, Track

if TYPE_CHECKING:
    from lawgov.accounts.models import User

CLOCK = "attached_review"
LAWFUL = "clean"  # the effect of the conclusion that the clause is lawful
OPEN = {
    Stage.RECEIVED, Stage.EXAMINING, Stage.CONSULTING, Stage.SECOND_CHECK, Stage.OPINION,
}  # fmt: skip

attached = Matters(Track.ATTACHED)


def question_of(matter: Matter) -> seam.Question | None:
    """What the case has asked; nothing where no case of a known organ did."""
    if matter.submitter is None or not matter.origin:
        return None
    return seam.Question(matter.submitter, matter.origin, matter.title, matter.clause)


@attached.move(Act.START, sources={Stage.RECEIVED}, to=Stage.EXAMINING)
def begin(step: Step[Matter]) -> None:
    """Start the review; who starts it works on it, unless somebody was appointed."""
    step.record.reviewer = step.record.reviewer or step.by


@attached.move(Act.CONSULT, sources={Stage.EXAMINING}, to=Stage.CONSULTING)
def consult(step: Step[Matter], **letter: Any) -> None:
    """Ask the maker to explain, ask others for opinions, hear experts."""
    ask_somebody(step, **letter)


@attached.move(Act.RESUME, sources={Stage.CONSULTING}, to=Stage.EXAMINING)
def resume(step: Step[Matter], *, note: str = "") -> None:
    """Go on with the review."""


@attached.move(Act.PROPOSE, sources={Stage.EXAMINING}, to=Stage.SECOND_CHECK)
def propose(step: Step[Matter], *, summary: str) -> None:
    """Propose the conclusion with its grounds, once something was found at every point."""
    require_points(step.record, step.on)
    step.record.summary = summary.strip()


@attached.move(Act.RETURN, sources={Stage.SECOND_CHECK}, to=Stage.EXAMINING, may=EXAMINE)
def give_back(step: Step[Matter]) -> None:
    """The proposal goes back with what is to be changed."""
    if not step.reason.strip():
        raise ValidationError({"reason": _("Note the reason.")})


@attached.move(Act.ISSUE, sources={Stage.SECOND_CHECK}, to=Stage.OPINION, may=SIGN)
def issue(
    step: Step[Matter], *, conclusion: Option, summary: str = "", outcome_number: str = ""
) -> None:
    """Issue the conclusion; never by the person who has proposed it."""
    one = step.record
    require_points(one, step.on)
    if step.by is not None and step.by in {one.reviewer, proposer_of(one)}:
        raise ValidationError(_("Who has proposed the conclusion cannot issue it."))
    conclude(step, conclusion)
    one.second_reviewer = step.by
    one.summary = summary.strip() or one.summary
    one.outcome_number = outcome_number.strip()


def proposer_of(matter: Matter) -> "User | None":
    """Who has proposed the conclusion, whoever works on it now."""
    move = matter.moves.filter(verb=Act.PROPOSE).select_related("made_by").last()
    return move.made_by if move is not None else None


@attached.move(Act.FEED_BACK, sources={Stage.OPINION}, to=Stage.ANSWERED)
def feed_back(step: Step[Matter], *, note: str = "") -> None:
    """Send the conclusion to the case that has asked; there the review is closed with it."""
    one = step.record
    assert one.outcome is not None
    one.answered_on = step.on
    clocks.end(one, [CLOCK], step.on)
    question = question_of(one)
    if question is not None:
        step.recorded["was_waited_for"] = seam.answer(
            question, is_lawful=one.outcome.effect == LAWFUL,
            opinion=one.summary or one.outcome.name, by=step.by, on=step.on, today=step.today,
        )  # fmt: skip


@attached.move(Act.ASSIGN, sources=OPEN, may=EXAMINE)
def assign(step: Step[Matter], *, reviewer: "User") -> None:
    """Appoint who works on it."""
    appoint(step, reviewer)


def is_waited_for(matter: Matter) -> str:
    """Why the review cannot be given up: the case still waits for it."""
    question = question_of(matter)
    if question is not None and seam.waits(question):
        return _("Case %(number)s still waits for the answer.") % {"number": matter.origin}
    return ""


@attached.move(Act.WITHDRAW, sources=OPEN, to=Stage.WITHDRAWN, guard=is_waited_for)
def withdraw(step: Step[Matter]) -> None:
    """The case has ended, or the review was closed there: nobody waits for an answer."""
    if not step.reason.strip():
        raise ValidationError({"reason": _("Note the reason.")})
