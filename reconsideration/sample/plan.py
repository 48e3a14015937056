"""When invented cases arrive, and at which office."""

from dataclasses import dataclass
from datetime import date

from lawgov.organs.models import Organ
from reconsideration.sample.dice import Dice, Wheel
from reconsideration.sample.offices import Office

# How many cases come to an office, by its level.
SHARES = {
    Organ.Level.PROVINCE: 14.0,
    Organ.Level.PREFECTURE: 5.0,
    Organ.Level.COUNTY: 1.0,
}
WEEKEND = 0.03  # of what comes on a working day


@dataclass
class Plan:
    """For each case the day on which it arrives and the place of its office in the list."""

    days: list[int]
    offices: list[int]


def governments(organ: Organ | None) -> list[Organ]:
    """The governments that decide cases: one, or all of the province."""
    rows = Organ.objects.filter(kind=Organ.Kind.GOVERNMENT, level__in=SHARES)
    if organ is not None:
        rows = rows.filter(pk=organ.pk)
    return list(rows.select_related("parent__parent").order_by("code"))


def plan_cases(
    dice: Dice, offices: list[Office], count: int, years: tuple[int, int], today: date
) -> Plan:
    """Cases arrive mostly on working days, more of them every year, at offices that exist."""
    first = date(years[0], 1, 1).toordinal()
    last = min(date(years[1], 12, 31), today).toordinal()
    span = range(first, last + 1)
    weights = [
        (WEEKEND if day % 7 in (6, 0) else 1) * growth(date.fromordinal(day).year) for day in span
    ]
    days = sorted(dice.choices(span, weights, k=count))
    wheels = {year: office_wheel(offices, year) for year in range(years[0], years[1] + 1)}
    return Plan(days, [wheels[date.fromordinal(day).year].spin(dice) for day in days])


def growth(year: int) -> float:
    """How much more there is in a year than in 2013; the revised law has doubled it."""
    return 1 + 0.1 * (year - 2013) + (2.2 if year >= 2024 else 0)


def office_wheel(offices: list[Office], year: int) -> Wheel[int]:
    """The places of the offices that exist in a year, by how much comes to them."""
    return Wheel(
        (place, SHARES[Organ.Level(office.organ.level)])
        for place, office in enumerate(offices)
        if office.organ.existed_in(year)
    )
