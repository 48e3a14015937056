"""Rows of matters as lists show them."""

from datetime import date

from lawgov.lamps import Lamps
from lawgov.listing import SIZE, Page, organ_names, page_of
from normative.models import MatterQuerySet, Stage, Track, settings_of

COLUMNS = [
    "pk", "track", "stage", "title", "number", "filing_number", "organ_id", "receiver_id",
    "submitter_id", "submitter_name", "is_anonymous", "received_on", "concluded_on",
    "outcome__name", "due_on", "due_code", "reviewer__name",
]  # fmt: skip
ORDERS = {
    "received": ("received_on", False),
    "due": ("due_on", True),
}


def lamps_on(today: date) -> Lamps:
    """The lamps of a day, by the office's settings of that day."""
    return Lamps.by(today, settings_of(today))


def page(rows: MatterQuerySet, *, order: str, after: str = "", size: int = SIZE) -> Page:
    """One page of matters, from where the last one ended.

    Who suggested a review and wants not to be named stands in no list.
    """
    column, ascending = ORDERS[order]
    if order == "due":
        rows = rows.filter(due_on__isnull=False)
    shown = page_of(rows, COLUMNS, by=column, ascending=ascending, after=after, size=size)
    organs = organ_names()
    tracks = {track.value: str(track.label) for track in Track}
    stages = {stage.value: str(stage.label) for stage in Stage}
    for row in shown.rows:
        written = "" if row["is_anonymous"] else row["submitter_name"]
        row["submitter"] = organs.get(row["submitter_id"], "") or written
        row["body"] = organs.get(row["receiver_id"] or row["organ_id"], "")
        row["maker"] = organs.get(row["organ_id"], "") if row["receiver_id"] else ""
        row["track_label"] = tracks[row["track"]]
        row["stage_label"] = stages[row["stage"]]
    return shown
