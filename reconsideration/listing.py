"""Pages of cases that cost the same at any size and depth."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from lawgov.organs.models import Organ
from reconsideration.models import CaseQuerySet, Party, Role, Setting, State

SIZE = 50
COUNTED = 1000
NAMED = 2
COLUMNS = [
    "pk", "number", "organ_id", "state", "respondent_name", "act_name", "received_on",
    "due_on", "due_code", "headcount", "handler__name", "closed_on", "is_open",
]  # fmt: skip
ORDERS = {
    "received": ("received_on", False),
    "due": ("due_on", True),
}


@dataclass
class Page:
    """Some rows, how many there are in all up to a limit, and where the next page begins."""

    rows: list[dict[str, Any]]
    count: int
    is_more: bool
    after: str

    @property
    def shown_count(self) -> str:
        return f"{COUNTED}+" if self.count > COUNTED else str(self.count)


class BadCursor(ValueError):
    """Where the page should begin is not readable."""


def page(cases: CaseQuerySet, *, order: str, after: str = "", size: int = SIZE) -> Page:
    """One page of cases, from where the last one ended: no offset, no join, no full count."""
    column, ascending = ORDERS[order]
    if order == "due":
        cases = cases.filter(due_on__isnull=False)
    count = len(cases.order_by()[: COUNTED + 1].values_list("pk"))
    sign = "" if ascending else "-"
    cases = cases.order_by(f"{sign}{column}", f"{sign}pk")
    if after:
        cases = beyond(cases, column, ">" if ascending else "<", after)
    found = list(cases.values(*COLUMNS)[: size + 1])
    rows, is_more = found[:size], len(found) > size
    names, applicants = organ_names(), applicants_of([row["pk"] for row in rows])
    for row in rows:
        row["applicants"] = "、".join(applicants[row["pk"]][:NAMED])
        row["more_applicants"] = max(0, row["headcount"] - NAMED)
        row["organ"] = names.get(row["organ_id"], "")
        row["state_label"] = State(row["state"]).label
    last = rows[-1] if rows else None
    return Page(rows, count, is_more, f"{last[column]}_{last['pk']}" if last and is_more else "")


def applicants_of(keys: list[int]) -> dict[int, list[str]]:
    """The applicants' names of the cases on a page, in one question."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Party.objects.filter(case__in=keys, role=Role.APPLICANT).order_by("pk")
    for key, name in rows.values_list("case_id", "name"):
        found[key].append(name)
    return found


def beyond(cases: CaseQuerySet, column: str, sign: str, after: str) -> Any:
    """The cases behind a place, compared as a row of two values so that one index serves."""
    day, _line, key = after.partition("_")
    try:
        values = [date.fromisoformat(day), int(key)]
    except ValueError as error:
        raise BadCursor(after) from error
    table = cases.model._meta.db_table
    where = f'("{table}"."{column}", "{table}"."id") {sign} (%s, %s)'
    return cases.extra(where=[where], params=values)


def organ_names() -> dict[int, str]:
    """The short names of all organs, kept for a minute."""
    names = cache.get("organ_names")
    if names is None:
        names = dict(Organ.objects.values_list("pk", "short_name"))
        cache.set("organ_names", names, 60)
    return names


@dataclass(frozen=True)
class Lamps:
    """How near a day is: overdue, red, yellow or green."""

    today: date
    red: int
    yellow: int

    @classmethod
    def on(cls, today: date) -> "Lamps":
        """The lamps of a day, by the office's settings."""
        values = dict(Setting.objects.filter(code__in=["red_days", "yellow_days"])
                      .values_list("code", "value"))  # fmt: skip
        return cls(today, int(values.get("red_days", 3)), int(values.get("yellow_days", 7)))

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


LAMP_NAMES = {
    "overdue": _("Overdue"),
    "red": _("Urgent"),
    "yellow": _("Soon"),
    "green": _("In time"),
    "none": _("Nothing due"),
}
