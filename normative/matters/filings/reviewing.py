"""The review of a registered filing: begun, consulted on, extended, concluded."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lawgov.lifecycle import Step
from lawgov.statutes import clocks
from normative.matters import working
from normative.matters.base import EXAMINE, SIGN, extend
from normative.matters.filings.machine import (
    CHECKED,
    FOLLOWED,
    REVIEW_TIME,
    REVIEWED,
    filings,
)
from normative.models import Act, Matter, Option, Result, Stage

if TYPE_CHECKING:
    from lawgov.accounts.models import User

CLEAN, TRANSFER = "clean", "transfer"  # effects of conclusions
BY_GOVERNMENT = {"order", "government"}


@filings.move(Act.START, sources={Stage.REGISTERED}, to=Stage.EXAMINING)
def begin(step: Step[Matter], *, note: str = "") -> None:
    """Start the review; who starts it works on it, unless somebody was appointed."""
    step.record.reviewer = step.record.reviewer or step.by


@filings.move(Act.CONSULT, sources={Stage.EXAMINING}, to=Stage.CONSULTING)
def consult(step: Step[Matter], **letter: Any) -> None:
    """Ask the maker to explain, ask others for opinions, hear experts."""
    working.ask_somebody(step, **letter)


@filings.move(Act.RESUME, sources={Stage.CONSULTING}, to=Stage.EXAMINING)
def resume(step: Step[Matter], *, note: str = "") -> None:
    """Go on with the review."""


@filings.move(Act.CONCLUDE, sources={Stage.EXAMINING}, to=Stage.CONCLUDED, may=EXAMINE)
def conclude(step: Step[Matter], *, conclusion: Option, summary: str = "") -> None:
    """Conclude the review, once something was found at every point of the day's law."""
    one = step.record
    working.require_points(one, step.on)
    check_grounds(one, conclusion)
    working.conclude(step, conclusion)
    one.summary = summary.strip()
    clocks.end(one, [REVIEW_TIME], step.on)


def check_grounds(matter: Matter, conclusion: Option) -> None:
    """Raise `ValidationError` for a conclusion that what was found does not bear."""
    failed = matter.points.exclude(result=Result.PASS).select_related("point").first()
    if conclusion.effect == CLEAN:
        if failed is not None:
            message = _("“%(point)s” does not pass: that is a problem.")
            raise ValidationError({"conclusion": message % {"point": failed.point}})
        if matter.advice.exists():
            message = _("Points were written down: take them back, or conclude otherwise.")
            raise ValidationError({"conclusion": message})
    elif failed is None and not matter.advice.exists():
        message = _("Nothing was found wrong: write down a point, or what does not pass.")
        raise ValidationError({"conclusion": message})


@filings.move(Act.REVIEW_AGAIN, sources={Stage.REPORTED}, to=Stage.EXAMINING)
def review_again(step: Step[Matter], *, note: str = "") -> None:
    """Review again what the maker has reported; the first conclusion stays in the journal."""
    one = step.record
    step.recorded |= {"concluded_on": one.concluded_on, "outcome": str(one.outcome)}
    one.reopen()
    one.handling = ""


@filings.move(Act.EXTEND, sources=REVIEWED, may=SIGN)
def lengthen(step: Step[Matter], *, days: int) -> None:
    """Lengthen the time for the review, as far as the law allows, with the reason."""
    if not step.reason.strip():
        raise ValidationError({"reason": _("Note the reason.")})
    extend(step.record, REVIEW_TIME, days)


@filings.move(Act.ASSIGN, sources=CHECKED | REVIEWED | FOLLOWED, may=EXAMINE)
def assign(step: Step[Matter], *, reviewer: "User") -> None:
    """Appoint who works on it."""
    working.appoint(step, reviewer)
