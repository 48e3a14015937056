"""Suggestions for review (审查建议): whose they are, whether to review, and the answer."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lawgov.lifecycle import Step
from lawgov.organs.models import Organ
from lawgov.statutes import clocks
from normative.matters.base import EXAMINE, Matters, open_matter, start
from normative.matters.working import appoint, ask_somebody, require_points
from normative.matters.working import conclude as set_conclusion
from normative.models import Act, Matter, Option, Stage, Track

if TYPE_CHECKING:
    from lawgov.accounts.models import User

ANSWER = "suggestion_answer"
OPEN = {
    Stage.RECEIVED, Stage.ACCEPTED, Stage.EXAMINING, Stage.CONSULTING, Stage.CONCLUDED,
}  # fmt: skip

suggestions = Matters(Track.SUGGESTION)


@transaction.atomic
def open_suggestion(
    matter: Matter, *, organ: Organ, by: "User | None", on: date, today: date
) -> Matter:
    """Register a suggestion for review that an organ has received; the time to answer runs.

    Who suggests it is named, unless the identity is withheld. Raises
    `ValidationError` at the field.
    """
    matter.track = Track.SUGGESTION
    if not matter.proposer:
        raise ValidationError({"proposer": _("Say who suggests it.")})
    matter.submitter_name = " ".join(matter.submitter_name.split())
    if not matter.submitter_name and not matter.is_anonymous:
        message = _("Name who suggests it, or note that the identity is withheld.")
        raise ValidationError({"submitter_name": message})
    if matter.document is None and not matter.title.strip():
        raise ValidationError({"title": _("Name the document, or choose it from the register.")})
    if not matter.request.strip():
        raise ValidationError({"request": _("Note the reasons given.")})
    open_matter(matter, organ=organ.realm, stage=Stage.RECEIVED, by=by, on=on, today=today)
    start(matter, ANSWER, on)
    clocks.remind(matter)
    matter.save()
    return matter


@suggestions.move(Act.JUDGE, sources={Stage.RECEIVED}, to=Stage.ACCEPTED)
def judge(step: Step[Matter], *, note: str = "") -> None:
    """Confirm that the document is one that this organ reviews."""


@suggestions.move(
    Act.PASS_ON, sources={Stage.RECEIVED, Stage.ACCEPTED}, to=Stage.PASSED_ON, may=EXAMINE
)
def pass_on(step: Step[Matter], *, addressee: str) -> None:
    """Pass the suggestion on to the organ that is competent; here it is done with."""
    if not addressee.strip():
        raise ValidationError({"addressee": _("Name the organ that is competent.")})
    answered(step)


@suggestions.move(Act.START, sources={Stage.ACCEPTED}, to=Stage.EXAMINING)
def begin(step: Step[Matter]) -> None:
    """Start the review; who starts it works on it, unless somebody was appointed."""
    step.record.reviewer = step.record.reviewer or step.by


@suggestions.move(
    Act.NOT_START, sources={Stage.RECEIVED, Stage.ACCEPTED}, to=Stage.NOT_STARTED, may=EXAMINE
)
def not_start(step: Step[Matter]) -> None:
    """Do not start a review; the proposer is told why."""
    if not step.reason.strip():
        raise ValidationError({"reason": _("Note the reason that the proposer is told.")})
    step.record.summary = step.reason.strip()
    answered(step)


@suggestions.move(Act.CONSULT, sources={Stage.EXAMINING}, to=Stage.CONSULTING)
def consult(step: Step[Matter], **letter: Any) -> None:
    """Ask the maker to explain, ask others for opinions, hear experts."""
    ask_somebody(step, **letter)


@suggestions.move(Act.RESUME, sources={Stage.CONSULTING}, to=Stage.EXAMINING)
def resume(step: Step[Matter], *, note: str = "") -> None:
    """Go on with the review."""


@suggestions.move(Act.CONCLUDE, sources={Stage.EXAMINING}, to=Stage.CONCLUDED, may=EXAMINE)
def conclude(step: Step[Matter], *, conclusion: Option, summary: str) -> None:
    """Conclude the review, once something was found at every point."""
    require_points(step.record, step.on)
    set_conclusion(step, conclusion)
    step.record.summary = summary.strip()


@suggestions.move(Act.FEED_BACK, sources={Stage.CONCLUDED}, to=Stage.ANSWERED)
def feed_back(step: Step[Matter], *, note: str = "") -> None:
    """Tell the proposer the result; the time to answer ends."""
    answered(step)


@suggestions.move(Act.ASSIGN, sources=OPEN, may=EXAMINE)
def assign(step: Step[Matter], *, reviewer: "User") -> None:
    """Appoint who works on it."""
    appoint(step, reviewer)


@suggestions.move(Act.WITHDRAW, sources=OPEN - {Stage.CONCLUDED}, to=Stage.WITHDRAWN)
def withdraw(step: Step[Matter]) -> None:
    """The proposer withdraws the suggestion; nothing is left to answer."""
    if not step.reason.strip():
        raise ValidationError({"reason": _("Note the reason.")})


def answered(step: Step[Matter]) -> None:
    """The proposer has the answer: the time for it was kept, or not."""
    step.record.answered_on = step.on
    clocks.end(step.record, [ANSWER], step.on)
