"""Which days, years and periods have changed since a version of the law."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from lawgov.statutes.models import CalendarDay, CalendarYear, Period


class Touched(NamedTuple):
    """The stretch of days that changed, if any did, and the periods that did."""

    first: date | None
    last: date | None
    periods: list[int]


class LawHistory:
    """The histories of the law, read once, to ask of several versions what came after them.

    Touched means changed or merely saved again: whoever asks computes anew
    and finds out whether anything differs.
    """

    def __init__(self) -> None:
        self.days = list(_entries(CalendarDay, "date"))
        self.years = list(_entries(CalendarYear, "year"))
        self.periods = list(_entries(Period, "id"))

    def since(self, version: str) -> Touched:
        """What was touched after a version; everything if the version is unknown."""
        days, years, periods = (int(part) for part in (version or "0.0.0").split("."))
        found = [day for entry, day in self.days if entry > days]
        for entry, year in self.years:
            if entry > years:
                found += [date(year, 1, 1), date(year, 12, 31)]
        touched = sorted({key for entry, key in self.periods if entry > periods})
        return Touched(min(found, default=None), max(found, default=None), touched)


def _entries(model: Any, field: str) -> Iterator[tuple[int, Any]]:
    """Each entry of a history with the value it set, and with the value it replaced."""
    rows = model.history.order_by("history_id").values_list("history_id", "id", field)
    before: dict[int, Any] = {}
    for entry, key, value in rows:
        yield entry, value
        yield entry, before.get(key, value)
        before[key] = value
