"""The statistics of normative work, filled: figures by group, rates, working days of reviews."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.functional import Promise

from lawgov.organs.models import Organ
from lawgov.spans import Reach
from lawgov.statutes.current import current_calendar
from normative.models import Matter, Track
from normative.statistics.asked import Question
from normative.statistics.columns import BY_CODE, COLUMNS, GROUPS, RATES, Column
from normative.statistics.conditions import place_of, within

Numbers = dict[str, int]


@dataclass(frozen=True)
class Rate:
    """A part of a whole; nothing where the whole is nothing."""

    code: str
    label: str | Promise
    part: int
    whole: int
    part_column: Column
    whole_column: Column

    @property
    def percent(self) -> Decimal | None:
        """The rate in per cent with two decimals, or nothing of nothing."""
        if not self.whole:
            return None
        exact = Decimal(self.part) * 100 / Decimal(self.whole)
        return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Statistics:
    """All figures of one question."""

    question: Question
    numbers: Numbers
    rates: list[Rate]
    review_days: Decimal | None

    @property
    def groups(self) -> list[tuple[str | Promise, list[tuple[Column, int]]]]:
        """The figures under the names of their groups."""
        return [
            (name, [(one, self.numbers[one.code]) for one in COLUMNS if one.group == group])
            for group, name in GROUPS.items()
        ]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was counted."""
        return not any(self.numbers.values())


def fill(question: Question) -> Statistics:
    """Count everything that is asked."""
    numbers = {column.code: column.count(question) for column in COLUMNS}
    return Statistics(question, numbers, rates_of(numbers), review_days(question))


def count(question: Question, codes: list[str]) -> Numbers:
    """Count some figures alone."""
    return {code: BY_CODE[code].count(question) for code in codes}


def rates_of(numbers: Numbers) -> list[Rate]:
    """Every rate from the figures it is made of."""
    return [
        Rate(code, label, numbers[part], numbers[whole], BY_CODE[part], BY_CODE[whole])
        for code, label, part, whole in RATES
    ]


def review_days(question: Question) -> Decimal | None:
    """The mean of working days from complete materials to the opinion, over drafts reviewed."""
    rows = Matter.objects.filter(
        place_of(question), within("concluded_on", question.span), complete_on__isnull=False,
        track__in=[Track.GOVERNMENT, Track.DEPARTMENT],
    )  # fmt: skip
    calendar = current_calendar()
    days = [
        calendar.between(start.toordinal() + 1, end.toordinal()) if end > start else 0
        for start, end in rows.values_list("complete_on", "concluded_on")
        if start is not None and end is not None
    ]
    if not days:
        return None
    mean = Decimal(sum(days)) / len(days)
    return mean.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def by_organ(question: Question, codes: list[str]) -> list[tuple[Any, bool, Numbers]]:
    """The same figures for the organ alone and for each one directly below, those that have any.

    An office of the organ has none of its own: what it does is the organ's.
    """
    realm = question.organ.realm
    below = realm.children.existing(question.span.last).exclude(kind__in=Organ.OFFICES)
    parts = [(realm, True), *((organ, False) for organ in below.order_by("path"))]
    found = []
    for organ, is_own in parts:
        reach = Reach.OWN if is_own else Reach.TERRITORY
        numbers = count(Question(organ, question.span, reach), codes)
        if any(numbers.values()):
            found.append((organ, is_own, numbers))
    return found
