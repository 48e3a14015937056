"""Due days without their explanation, for many deadlines at once; equal to the engine's."""

from collections.abc import Iterable
from datetime import date

from lawgov.statutes.calendar import WorkCalendar
from lawgov.statutes.deadlines import Terms, Unit, anniversary, counted_span


def bare_days(terms: Terms, start: int, calendar: WorkCalendar) -> tuple[int, int, bool]:
    """Nominal day, due day and whether they are provisional, as `calculate` gives them.

    For a period that nothing stops or lengthens, in ordinals and without the explanation.
    """
    if terms.counts_back:
        nominal = calendar.subtract(start, terms.length) - 1
        due = calendar.roll_back(nominal)
        return nominal, due, not calendar.is_published(*counted_span(terms, start, nominal, due))
    if terms.unit is Unit.WORKING_DAY:
        nominal = calendar.add(start, terms.length)
    elif terms.unit is Unit.CALENDAR_DAY:
        nominal = start + terms.length
    else:
        nominal = anniversary(date.fromordinal(start), terms.length, terms.unit)
    due = calendar.roll(nominal)
    return nominal, due, not calendar.is_published(*counted_span(terms, start, nominal, due))


def due_days(terms: Terms, starts: Iterable[date], calendar: WorkCalendar) -> list[date]:
    """The due days of a period that nothing stops or lengthens, for any number of starts."""
    day_of, before, days = date.fromordinal, calendar.before, calendar.days
    if terms.counts_back or terms.unit not in (Unit.WORKING_DAY, Unit.CALENDAR_DAY):
        return [day_of(bare_days(terms, day.toordinal(), calendar)[1]) for day in starts]
    if terms.unit is Unit.CALENDAR_DAY:
        shift = terms.length - calendar.base
        return [day_of(days[before[day.toordinal() + shift]]) for day in starts]
    shift, index = 1 - calendar.base, terms.length - 1
    return [day_of(days[before[day.toordinal() + shift] + index]) for day in starts]
