"""The conditions that figures of normative work are made of: which records, by which day."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from lawgov.spans import Reach, Span, scope_of
from normative.models import (
    Act,
    Advice,
    CleanupItem,
    CleanupState,
    Document,
    Matter,
    MatterClock,
    MatterMove,
    State,
    Track,
)
from normative.statistics.asked import Question

Rows = Callable[[Question], Any]
OPINING = [Act.ISSUE, Act.CONCLUDE]


def within(name: str, span: Span) -> Q:
    """That a day falls into a span."""
    return Q(**{f"{name}__gte": span.start, f"{name}__lt": span.end})


def place_of(question: Question, track: str = "") -> Q:
    """Whose records are asked for; filings of the organ itself are those filed with it."""
    if track == Track.FILING and question.reach == Reach.OWN:
        return Q(receiver=question.organ.realm)
    return scope_of(question.organ, question.reach)


def matters(track: str, day: str, **more: Any) -> Rows:
    """The matters of a track with a day in the span."""

    def rows(question: Question) -> Any:
        found = Matter.objects.filter(place_of(question, track), within(day, question.span))
        return found.filter(track=track, **more)

    return rows


def documents(day: str, *conditions: Q, **more: Any) -> Rows:
    """The documents with a day in the span, entries struck out left aside."""

    def rows(question: Question) -> Any:
        found = Document.objects.filter(place_of(question), within(day, question.span))
        return found.exclude(state=State.VOID).filter(*conditions, **more)

    return rows


def in_force(*conditions: Q) -> Rows:
    """The documents in force on the last day of the span."""

    def rows(question: Question) -> Any:
        there = Document.objects.filter(place_of(question)).in_force(question.span.last)
        return there.filter(*conditions)

    return rows


def opined(track: str, **more: Any) -> Rows:
    """The matters of a track with an opinion or conclusion of the span.

    By the journal, which nothing takes back: a draft that is reviewed again
    years later still counts in the year of its first opinion.
    """

    def rows(question: Question) -> Any:
        moves = MatterMove.objects.filter(
            within("made_on", question.span), verb__in=OPINING, **more
        )
        found = Matter.objects.filter(place_of(question, track), track=track)
        return found.filter(pk__in=moves.values("matter"))

    return rows


def on_time(rows: Rows, code: str) -> Rows:
    """Those of which a deadline ended in the span and was met."""

    def found(question: Question) -> Any:
        ended = MatterClock.objects.filter(
            within("ended_on", question.span), code=code, is_met=True
        )
        return rows(question).filter(pk__in=ended.values("matter"))

    return found


def narrowed(rows: Rows, *conditions: Q) -> Rows:
    """Those that also keep some conditions."""
    return lambda question: rows(question).filter(*conditions)


def advice(*conditions: Q) -> Rows:
    """The points of opinions given in the span."""

    def rows(question: Question) -> Any:
        moves = MatterMove.objects.filter(within("made_on", question.span), verb__in=OPINING)
        there = Matter.objects.filter(scope_of(question.organ, question.reach))
        there = there.filter(pk__in=moves.values("matter"))
        return Advice.objects.filter(matter__in=there).filter(*conditions)

    return rows


def cleaned(*results: str) -> Rows:
    """The documents concluded in clean-ups that closed in the span."""

    def rows(question: Question) -> Any:
        done = Document.objects.filter(place_of(question))
        items = CleanupItem.objects.filter(
            within("cleanup__closed_on", question.span), cleanup__state=CleanupState.CLOSED,
            result__in=results,
        )  # fmt: skip
        return done.filter(pk__in=items.values("document"))

    return rows
