"""Of whom the attached reviews of a case are asked, where another app answers."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from lawgov import attached
from lawgov.organs.models import Organ
from reconsideration.models import AttachedReview, Case

if TYPE_CHECKING:
    from reconsideration.moves.engine import Step


def question_of(case: Case, review: AttachedReview) -> attached.Question:
    """What a review asks."""
    return attached.Question(case.organ, case.number, review.document, review.clause)


def ask(step: "Step", review: AttachedReview, *, of: Organ, on: date, due: date | None) -> None:
    """Ask an organ for the review; the deadline of the case is the deadline there."""
    question = question_of(step.case, review)
    attached.ask(question, of=of, by=step.by, on=on, today=step.today, due=due)


def organ_named(text: str, on: date) -> Organ | None:
    """The organ of this name on a day, if one alone has it."""
    name = "".join(text.split())
    rows = Organ.objects.existing(on)
    found = list(rows.filter(Q(name=name) | Q(short_name=name) | Q(aliases__contains=name)))
    exact = [one for one in found if name in {one.name, one.short_name, *one.aliases.split("|")}]
    return exact[0] if len(exact) == 1 else None


def call_off(step: "Step", review: AttachedReview, reason: str) -> None:
    """Nobody waits for this review any more."""
    question = question_of(step.case, review)
    attached.call_off(question, by=step.by, on=step.on, today=step.today, reason=reason)


def call_off_all(step: "Step") -> None:
    """The case has ended: nobody waits for its reviews any more."""
    reason = _("Case %(number)s has ended.") % {"number": step.case.number}
    for review in step.case.attached_reviews.filter(closed_on=None):
        call_off(step, review, reason)
