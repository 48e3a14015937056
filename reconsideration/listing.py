"""Pages of cases that cost the same at any size and depth."""

from collections import defaultdict
from datetime import date

from lawgov.lamps import Lamps
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


def lamps_on(today: date) -> Lamps:
    """The lamps of a day, by the office's settings."""
    rows = Setting.objects.filter(code__in=["red_days", "yellow_days"])
    return Lamps.by(today, dict(rows.values_list("code", "value")))
