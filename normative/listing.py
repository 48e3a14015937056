"""Rows of documents as lists show them: how each stands today, and its light."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from lawgov.listing import Page, organ_names, page_of
from normative.evaluating import evaluated_on
from normative.models import (
    LIGHT_NAMES,
    DocumentQuerySet,
    Life,
    Lights,
    Standing,
    settings_of,
)

COLUMNS = ["pk", "title", "number", "register_number", "maker_name", "organ_id", "dated_on",
           "suspended_clauses", *Life._fields]  # fmt: skip
SIGHTS = {
    "urgent": _("Ends within %(days)s days"),
    "near": _("Ends within %(days)s days"),
    "far": _("Ends within %(days)s days"),
    "expired": _("Ended by its term"),
    "unlimited": _("No term stated"),
}


def lights_on(today: date) -> Lights:
    """The lights of a day, by the office's settings of that day."""
    return Lights.on(today, settings_of(today))


def page(
    rows: DocumentQuerySet,
    *,
    lights: Lights,
    by: str = "dated_on",
    ascending: bool = False,
    after: str = "",
) -> Page:
    """A page of documents, each with how it stands on the day of the lights."""
    shown = page_of(rows, COLUMNS, by=by, ascending=ascending, after=after)
    names = organ_names()
    for row in shown.rows:
        add_standing(row, lights)
        row["organ"] = names.get(row["organ_id"], "")
    return shown


def add_standing(row: dict[str, Any], lights: Lights) -> None:
    """Add to a row how it stands, and the light of its term while it is in force."""
    standing = Life.of(row).standing(lights.today, alert_days=lights.far)
    over = {Standing.REPEALED, Standing.ANNULLED, Standing.VOID, Standing.DRAFT}
    row["standing"] = standing.value
    row["standing_name"] = standing.label
    row["light"] = "" if standing in over else lights.of(row["expires_on"])
    row["light_name"] = LIGHT_NAMES.get(row["light"], "")


def expiring(rows: DocumentQuerySet, sight: str, *, lights: Lights, after: str = "") -> Page:
    """A page of what somebody has to look at before, or after, its term ends."""
    today = lights.today
    if sight == "unlimited":
        shown = page(rows.unlimited(today), lights=lights, after=after)
    elif sight == "expired":
        shown = page(rows.expired(today), lights=lights, by="expires_on", after=after)
    else:
        found = rows.expiring(today, today + timedelta(getattr(lights, sight)))
        shown = page(found, lights=lights, by="expires_on", ascending=True, after=after)
    days = evaluated_on(row["pk"] for row in shown.rows)
    for row in shown.rows:
        row["evaluated_on"] = days.get(row["pk"])
    return shown


def sights(lights: Lights) -> list[tuple[str, str]]:
    """The lists of terms, each with its name."""
    return [
        (code, str(name) % {"days": getattr(lights, code, "")}) for code, name in SIGHTS.items()
    ]
