"""How a document stands on a day, computed from its dates; and the lights of its term."""

import calendar as gregorian
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from normative.models.choices import Standing, State

FOREVER = date(9999, 12, 31)
ONE_DAY = timedelta(1)


class Life(NamedTuple):
    """The days that decide how a document stands.

    `expires_on` is the last day of its term, `ended_on` the first day on which
    a decision has taken it out of force.
    """

    state: str
    published_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    ended_on: date | None = None
    suspended_on: date | None = None
    amended_on: date | None = None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Life":
        """The life of a document read as a row of values."""
        return cls(**{name: row[name] for name in cls._fields})

    @property
    def last_day(self) -> date:
        """The last day in force, as far as it is known."""
        ends = [self.ended_on - ONE_DAY] if self.ended_on else []
        return min([FOREVER, *ends, *([self.expires_on] if self.expires_on else [])])

    def standing(self, on: date, *, alert_days: int) -> Standing:
        """How the document stands on a day; near the end of its term it is about to expire."""
        if self.state == State.VOID:
            return Standing.VOID
        if self.published_on is None or on < self.published_on:
            return Standing.DRAFT
        if self.ended_on is not None and self.ended_on <= on:
            return Standing(self.state)
        if self.expires_on is not None and self.expires_on < on:
            return Standing.LAPSED
        return self._standing_in_time(on, alert_days)

    def _standing_in_time(self, on: date, alert_days: int) -> Standing:
        if self.effective_on is not None and on < self.effective_on:
            return Standing.COMING
        if self.state == State.SUSPENDED and self.suspended_on and self.suspended_on <= on:
            return Standing.SUSPENDED
        if self.expires_on is not None and (self.expires_on - on).days <= alert_days:
            return Standing.EXPIRING
        if self.amended_on is not None and self.amended_on <= on:
            return Standing.AMENDED
        return Standing.IN_FORCE


def last_day_of_term(effective_on: date, years: int) -> date:
    """The last day of a term of years: 5 years from 1 May 2013 end on 30 April 2018."""
    year = min(effective_on.year + years, date.max.year)
    last = gregorian.monthrange(year, effective_on.month)[1]
    if effective_on.day > last:
        return date(year, effective_on.month, last)  # 29 February: its last day is the 28th
    return date(year, effective_on.month, effective_on.day) - ONE_DAY


@dataclass(frozen=True)
class Lights:
    """How near the end of a term is, by the office's three alerts."""

    today: date
    far: int
    near: int
    urgent: int

    @classmethod
    def on(cls, today: date, settings: Mapping[str, str]) -> "Lights":
        """The lights of a day, by the settings of that day."""
        far, near, urgent = (
            int(settings.get(f"alert_{name}_days", usual))
            for name, usual in (("far", 180), ("near", 90), ("urgent", 30))
        )
        return cls(today, far, near, urgent)

    def of(self, expires_on: date | None) -> str:
        """The light of the last day of a term."""
        if expires_on is None:
            return "none"
        left = (expires_on - self.today).days
        if left < 0:
            return "overdue"
        limits = (("red", self.urgent), ("yellow", self.near), ("soon", self.far))
        return next((light for light, days in limits if left <= days), "green")

    @property
    def until(self) -> date:
        """The last day of a term that is about to expire."""
        return self.today + timedelta(self.far)


LIGHT_NAMES = {
    "overdue": _("Expired"),
    "red": _("Expires very soon"),
    "yellow": _("Expires soon"),
    "soon": _("To be evaluated"),
    "green": _("Within its term"),
    "none": _("No term stated"),
}
