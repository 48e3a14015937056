"""Working days, without a database: counted by look-up, never day by day."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import accumulate, pairwise
from typing import Any

FIRST, LAST = date(1995, 1, 1), date(2075, 12, 31)


class WorkCalendar:
    """Monday to Friday, less days off, plus weekend days worked in exchange.

    `exceptions` maps days to (whether worked, name of the holiday). Years that
    are not `published` count as plain weeks; whatever reaches into them is
    provisional.
    """

    def __init__(
        self, exceptions: Mapping[date, tuple[bool, str]], published: Iterable[int]
    ) -> None:
        self.published = frozenset(published)
        exceptions = {day: what for day, what in exceptions.items() if FIRST <= day <= LAST}
        self.names = {day.toordinal(): name for day, (_worked, name) in exceptions.items()}
        self.base = FIRST.toordinal()
        self.flags = bytearray(
            day % 7 not in (6, 0) for day in range(self.base, LAST.toordinal() + 1)
        )
        for day, (worked, _name) in exceptions.items():
            self.flags[day.toordinal() - self.base] = worked
        # before[i]: working days before day i; days[k]: the k-th working day.
        self.before = [0]
        self.days: list[int] = []
        for index, flag in enumerate(self.flags):
            self.before.append(self.before[-1] + flag)
            if flag:
                self.days.append(self.base + index)
        self.runs = self._find_runs()
        self.run_starts = [begin for begin, _end in self.runs]
        self.run_ends = [end for _begin, end in self.runs]
        # unknown[i]: days of unpublished years before day i.
        years = (date.fromordinal(self.base + index).year for index in range(len(self.flags)))
        self.unknown = [0, *accumulate(year not in self.published for year in years)]
        self.kept: dict[tuple[int, int], Any] = {}  # what is said of a run of days
        self.weekends = sorted(d for d in self.names if d % 7 in (6, 0) and self.works(d))

    def _find_runs(self) -> list[tuple[int, int]]:
        """The runs of days not worked, from the first of the calendar to the last."""
        worked = [self.base - 1, *self.days, self.base + len(self.flags)]
        return [(day + 1, after - 1) for day, after in pairwise(worked) if after > day + 1]

    def works(self, day: int) -> bool:
        """Whether a day (as an ordinal) is worked."""
        return bool(self.flags[day - self.base])

    def add(self, day: int, count: int) -> int:
        """The `count`-th working day after a day; the day itself is not counted."""
        return self.days[self.before[day - self.base + 1] + count - 1]

    def subtract(self, day: int, count: int) -> int:
        """The `count`-th working day before a day; the day itself is not counted."""
        return self.days[self.before[day - self.base] - count]

    def roll(self, day: int) -> int:
        """The day itself if it is worked, else the first working day after it."""
        return self.days[self.before[day - self.base]]

    def roll_back(self, day: int) -> int:
        """The day itself if it is worked, else the last working day before it."""
        return self.days[self.before[day - self.base + 1] - 1]

    def between(self, first: int, last: int) -> int:
        """How many working days lie from one day to another, both included."""
        return self.before[last - self.base + 1] - self.before[first - self.base]

    def free_runs(self, first: int, last: int) -> list[tuple[int, int]]:
        """The runs of days not worked from one day to another, both included."""
        begin = bisect_right(self.run_ends, first - 1)
        runs = self.runs[begin : bisect_right(self.run_starts, last)]
        if runs and (runs[0][0] < first or runs[-1][1] > last):
            return [(max(start, first), min(end, last)) for start, end in runs]
        return runs

    def exchanged(self, first: int, last: int) -> list[int]:
        """The weekend days worked in exchange from one day to another, both included."""
        start = bisect_left(self.weekends, first)
        return self.weekends[start : bisect_left(self.weekends, last + 1)]

    def is_published(self, first: int, last: int) -> bool:
        """Whether the calendar of every year from one day to another is published."""
        return self.unknown[last - self.base + 1] == self.unknown[first - self.base]

    def name(self, first: int, last: int) -> str:
        """What the days off from one day to another are called; a plain weekend has no name."""
        found = dict.fromkeys(self.names[d] for d in range(first, last + 1) if d in self.names)
        return "、".join(found)
