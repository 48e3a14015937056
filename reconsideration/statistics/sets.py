"""The stocks and flows that columns are parts of, each one condition on a case.

Stocks are taken at a day, whatever has happened since, so that the form of a
past period never changes. Periods are half-open.
"""

from collections.abc import Callable
from datetime import date

from django.db.models import Q

from reconsideration.models import Lawsuit, Letter
from reconsideration.statistics.spans import Span


def within(name: str, span: Span) -> Q:
    """That a day falls into a span."""
    return Q(**{f"{name}__gte": span.start, f"{name}__lt": span.end})


def not_before(name: str, day: date) -> Q:
    """That a day has not come before another one, if it has come at all."""
    return Q(**{name: None}) | Q(**{f"{name}__gte": day})


def pending(day: date) -> Q:
    """Accepted before a day and not closed before it: the stock that the day begins with."""
    return Q(accepted_on__lt=day) & not_before("closed_on", day)


def unreviewed(day: date) -> Q:
    """Received before a day, and by then neither accepted nor otherwise dealt with."""
    return Q(received_on__lt=day) & not_before("intake_ended_on", day)


def opinions(name: str, span: Span) -> Q:
    """That an opinion letter has a day in a span."""
    return Q(letters__kind=Letter.Kind.OPINION) & within(f"letters__{name}", span)


def carried_out(span: Span) -> Q:
    """That an opinion letter was reported as carried out in a span."""
    return opinions("fed_back_on", span) & Q(letters__is_carried_out=True)


def sued(span: Span) -> Q:
    """That a first lawsuit was filed over the case in a span."""
    rows = Lawsuit.objects.filter(within("filed_on", span), stage=Lawsuit.Stage.FIRST)
    return Q(pk__in=rows.values("case"))


SETS: dict[str, Callable[[Span], Q]] = {
    "received": lambda span: within("received_on", span),
    "accepted": lambda span: within("accepted_on", span),
    "closed": lambda span: within("closed_on", span),
    "carried_in": lambda span: pending(span.start),
    "pending": lambda span: pending(span.end),
    "unreviewed_before": lambda span: unreviewed(span.start),
    "unreviewed": lambda span: unreviewed(span.end),
    "ended": lambda span: Q(accepted_on=None) & within("intake_ended_on", span),
    "sued": sued,
    "attached": lambda span: within("attached_reviews__opened_on", span),
    "opinions": lambda span: opinions("issued_on", span),
    "carried_out": carried_out,
    "opinions_so_far": lambda span: opinions("issued_on", span.so_far),
    "carried_out_so_far": lambda span: carried_out(span.so_far),
    "previous_carried_in": lambda span: pending(span.previous.start),
    "previous_accepted": lambda span: within("accepted_on", span.previous),
    "previous_closed": lambda span: within("closed_on", span.previous),
}

# What one pass over an index finds: the condition that it runs by, and the columns it fills.
PASSES: list[tuple[Callable[[Span], Q], list[str]]] = [
    (
        lambda span: Q(accepted_on__lt=span.end) & not_before("closed_on", span.previous.start),
        ["carried_in", "accepted", "closed", "pending",
         "previous_carried_in", "previous_accepted", "previous_closed"],
    ),
    (
        lambda span: Q(received_on__lt=span.end)
        & (Q(received_on__gte=span.start) | not_before("intake_ended_on", span.start)),
        ["received", "unreviewed_before", "unreviewed", "headcount",
         "received_accepted", "received_otherwise"],
    ),
]  # fmt: skip

# Sets whose cases are mostly the same, and found one by one: read once for all of them.
TOGETHER = [
    ["opinions", "carried_out", "opinions_so_far", "carried_out_so_far"],
]
