"""The calendar of working days."""

from datetime import date, timedelta

import pytest

from lawgov.statutes.calendar import WorkCalendar
from lawgov.statutes.current import current_calendar
from lawgov.statutes.models import CalendarDay, CalendarYear


def o(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.fixture
def plain() -> WorkCalendar:
    """Plain weeks, nothing published."""
    return WorkCalendar({}, [])


def loop_add(calendar: WorkCalendar, day: int, count: int) -> int:
    """The slow way: one day after the other."""
    while count:
        day += 1
        count -= calendar.works(day)
    return day


def test_looking_up_agrees_with_counting_day_by_day(shipped):
    calendar = current_calendar()
    start = date(2013, 1, 1)

    for offset in range(0, 5100, 7):
        day = (start + timedelta(offset)).toordinal()
        for count in (1, 3, 5, 7, 10, 23):
            assert calendar.add(day, count) == loop_add(calendar, day, count)


def test_every_free_run_is_maximal_and_free(shipped):
    calendar = current_calendar()

    runs = calendar.free_runs(o("2024-01-01"), o("2024-12-31"))

    assert sum(last - first + 1 for first, last in runs) == 115
    for first, last in runs:
        assert not any(calendar.works(day) for day in range(first, last + 1))
        assert calendar.works(last + 1) or last == o("2024-12-31")


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2013-09-21", False),  # Mid-Autumn, Saturday
        ("2013-09-22", True),  # Sunday in exchange
        ("2024-02-09", True),  # New Year's Eve, an ordinary working day in 2024
        ("2026-02-14", True),  # Saturday in exchange
        ("2026-10-07", False),
    ],
)
def test_the_shipped_calendar_follows_the_notices(day, worked, shipped):
    assert current_calendar().works(o(day)) is worked


def test_rolling_stays_on_a_working_day(plain):
    assert plain.roll(o("2024-03-01")) == o("2024-03-01")
    assert plain.roll(o("2024-03-02")) == o("2024-03-04")
    assert plain.roll_back(o("2024-03-03")) == o("2024-03-01")


def test_a_corrected_holiday_counts_at_once(shipped):
    assert current_calendar().works(o("2026-11-25"))

    CalendarDay.objects.create(date=date(2026, 11, 25), kind="off", name="临时", source="test")

    assert not current_calendar().works(o("2026-11-25"))


def test_a_year_is_published_once_somebody_enters_it(shipped):
    first, last = o("2026-12-01"), o("2027-01-15")
    assert not current_calendar().is_published(first, last)

    CalendarYear.objects.create(year=2027, source="test")

    assert current_calendar().is_published(first, last)
