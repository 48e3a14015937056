"""Attached reviews that another app works on: asked for by moves, their answers taken by a move.

See `lawgov.attached`. Nothing here is needed where no app answers.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from lawgov.attached import Question
from reconsideration.models import UNDER_WAY, AttachedReview, Verb
from reconsideration.moves import make

if TYPE_CHECKING:
    from lawgov.accounts.models import User


def waiting(question: Question) -> AttachedReview | None:
    """The open review of a case under way that a question is about."""
    rows: Any = AttachedReview.objects.filter(
        case__organ=question.asker, case__number=question.case, case__state__in=UNDER_WAY,
        closed_on=None, clause=question.clause,
    )  # fmt: skip
    asked = (row for row in rows if " ".join(row.document.split()) == question.document)
    return next(asked, None)


def waits(question: Question) -> bool:
    """Whether the case still waits for the answer."""
    return waiting(question) is not None


def take(
    question: Question, *, is_lawful: bool, opinion: str, by: "User | None", on: date, today: date
) -> bool:
    """Close the review with the conclusion; how the case goes on is for its handler."""
    review = waiting(question)
    if review is None:
        return False
    outcome = AttachedReview.Outcome.LAWFUL if is_lawful else AttachedReview.Outcome.UNLAWFUL
    make(
        review.case, Verb.CLOSE_REVIEW, by=by, on=on, today=today, review=review,
        outcome=outcome.value, opinion=opinion,
    )  # fmt: skip
    return True
