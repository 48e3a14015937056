"""How near a due day is, on every list of what is to be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from lawgov.listing import COUNTED, Page
from lawgov.statutes.names import name_of

LAMP_NAMES = {
    "overdue": _("Overdue"),
    "red": _("Urgent"),
    "yellow": _("Soon"),
    "green": _("In time"),
    "none": _("Nothing due"),
}


@dataclass(frozen=True)
class Lamps:
    """How near a day is: overdue, red, yellow or green."""

    today: date
    red: int
    yellow: int

    @classmethod
    def by(cls, today: date, settings: Mapping[str, str]) -> "Lamps":
        """The lamps of a day, by an office's settings `red_days` and `yellow_days`."""
        red, yellow = settings.get("red_days", "3"), settings.get("yellow_days", "7")
        return cls(today, int(red), int(yellow))

    def of(self, due: date | None) -> str:
        """The lamp of a due day."""
        if due is None:
            return "none"
        left = (due - self.today).days
        if left < 0:
            return "overdue"
        return "red" if left <= self.red else "yellow" if left <= self.yellow else "green"

    def last_day(self, lamp: str) -> date:
        """The last day that still has a lamp."""
        ahead = {"overdue": -1, "red": self.red, "yellow": self.yellow}[lamp]
        return self.today + timedelta(ahead)


def lit(shown: Page, lamps: Lamps, address: str) -> Page:
    """The rows with their lamps, the names of what is due, and the address of the record.

    `address` is where the records are, a key follows. Each name is looked up
    once, not once a row: a page is as quick as its loop.
    """
    names = {lamp: str(name) for lamp, name in LAMP_NAMES.items()}
    due = {code: name_of(code) for code in {row["due_code"] for row in shown.rows} if code}
    for row in shown.rows:
        row["lamp"] = lamps.of(row["due_on"])
        row["lamp_name"] = names[row["lamp"]]
        row["due_name"] = due.get(row["due_code"], "")
        row["address"] = f"{address}{row['pk']}/"
    return shown


def lit_clocks(record: Any, lamps: Lamps) -> list[dict[str, Any]]:
    """The deadlines of a record with their names and lamps, those that run first."""
    rows = record.clocks.order_by(F("ended_on").asc(nulls_first=True), "due", "pk")
    return [
        {"clock": clock, "name": name_of(clock.code), "lamp": lamps.of(clock.due),
         "lamp_name": LAMP_NAMES[lamps.of(clock.due)]}
        for clock in rows
    ]  # fmt: skip


def counts_of(rows: QuerySet[Any], lamps: Lamps) -> list[tuple[str, str, str]]:
    """How many are overdue, urgent and soon, counted up to a limit."""
    out = []
    first: date | None = None
    for lamp in ("overdue", "red", "yellow"):
        last = lamps.last_day(lamp)
        part = rows.filter(due_on__lte=last)
        if first is not None:
            part = part.filter(due_on__gt=first)
        number = len(part.order_by()[: COUNTED + 1].values_list("pk"))
        shown = f"{COUNTED}+" if number > COUNTED else str(number)
        out.append((lamp, str(LAMP_NAMES[lamp]), shown))
        first = last
    return out
