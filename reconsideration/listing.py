"""Pages of cases that cost the same at any size and depth."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from lawgov.listing import SIZE, Page, organ_names, page_of
from reconsideration.models import CaseQuerySet, Party, Role, Setting, State

NAMED = 2
COLUMNS = [
    "pk", "number", "organ_id", "state", "respondent_name", "act_name", "received_on",
    "due_on", "due_code", "headcount", "handler__name", "closed_on", "is_open",
]  # fmt: skip
ORDERS = {
    "received": ("received_on", False),
    "due": ("due_on", True),
}


def page(cases: CaseQuerySet, *, order: str, after: str = "", size: int = SIZE) -> Page:
    """One page of cases, from where the last one ended."""
    column, ascending = ORDERS[order]
    if order == "due":
        cases = cases.filter(due_on__isnull=False)
    shown = page_of(cases, COLUMNS, by=column, ascending=ascending, after=after, size=size)
    states = {state.value: str(state.label) for state in State}
    names, applicants = organ_names(), applicants_of([row["pk"] for row in shown.rows])
    for row in shown.rows:
        row["applicants"] = "、".join(applicants[row["pk"]][:NAMED])
        row["more_applicants"] = max(0, row["headcount"] - NAMED)
        row["organ"] = names.get(row["organ_id"], "")
        row["state_label"] = states[row["state"]]
    return shown


def applicants_of(keys: list[int]) -> dict[int, list[str]]:
    """The applicants' names of the cases on a page, in one question."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Party.objects.filter(case__in=keys, role=Role.APPLICANT).order_by("pk")
    for key, name in rows.values_list("case_id", "name"):
        found[key].append(name)
    return found


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
