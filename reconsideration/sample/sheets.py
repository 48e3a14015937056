"""Rows gathered as plain values and written many at a time: COPY on PostgreSQL."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from json.encoder import encode_basestring
from operator import itemgetter
from typing import Any

from django.db import connection, models

from lawgov.copying import Batch, as_text
from reconsideration.models import (
    AttachedReview,
    Case,
    Clock,
    Consultation,
    Hearing,
    Investigation,
    Lawsuit,
    Letter,
    Move,
    Party,
    Ruling,
    Service,
    Stay,
    Stop,
    ViewsHeard,
)

# In the order in which they refer to one another.
TABLES: list[type[models.Model]] = [
    Case, Party, Move, Clock, Stop, Ruling, ViewsHeard, Hearing, Investigation, Stay,
    AttachedReview, Consultation, Service, Letter, Lawsuit,
]  # fmt: skip
Row = dict[str, Any]


def written_tables() -> list[type[models.Model]]:
    """All tables that invented cases are written in, with those of their history."""
    histories = [model.history.model for model in TABLES if hasattr(model, "history")]
    return [*TABLES, *histories]


encode = json.JSONEncoder(ensure_ascii=False).encode
# The minutes of an office's day in universal time: from nine o'clock in Shanghai on.
MINUTES = [f" {1 + minute // 60:02}:{minute % 60:02}:00" for minute in range(480)]


def told(recorded: Row) -> str:
    """What a move records, as the journal keeps it; what is empty is left out."""
    words = [
        f'"{name}": {encode_basestring(value) if type(value) is str else plain(value)}'
        for name, value in recorded.items()
        if value not in (None, "")
    ]
    return "{" + ", ".join(words) + "}"


def plain(value: Any) -> str:
    """Anything but a text, as JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return encode(value)


@cache
def iso(day: int) -> str:
    """A day as the database takes it."""
    return date.fromordinal(day).isoformat()


def moment(day: int, minute: int = 0) -> str:
    """A moment of an office's day."""
    return iso(day) + MINUTES[minute]


class Sheet:
    """The rows of one table, as dictionaries by attribute, until they are written."""

    def __init__(self, model: type[models.Model], first: int = 0, step: int = 1) -> None:
        meta = model._meta
        fields = meta.concrete_fields
        assert meta.pk is not None
        self.table, self.key = meta.db_table, meta.pk.attname
        self.columns = [str(field.column) for field in fields]
        self.pick = itemgetter(*[field.attname for field in fields])
        self.blank: Row = {field.attname: blank(field) for field in fields}
        last = model._default_manager.aggregate(last=models.Max("pk"))["last"]
        self.next, self.step = (last or 0) + 1 + first, step
        self.rows: list[Row] = []
        self.lines: list[tuple[Any, ...]] = []
        manager = getattr(model, "history", None)
        self.history = Sheet(manager.model, first, step) if manager is not None else None

    def add(self, values: Row) -> Row:
        """A new row; it may be changed until it is written."""
        row = self.blank | values
        row[self.key] = self.next
        self.next += self.step
        self.rows.append(row)
        return row

    def liner(self, *names: str) -> Callable[..., None]:
        """A quick way to add finished rows, of which only these attributes differ."""
        others = [name for name in self.blank if name not in {*names, self.key}]
        given = [*names, self.key, *others]
        order = itemgetter(*[given.index(name) for name in self.blank])
        rest = tuple(self.blank[name] for name in others)

        def add(*values: Any) -> None:
            self.lines.append(order((*values, self.next, *rest)))
            self.next += self.step

        return add

    def remember(self, row: Row, kind: str, at: str, by: int | None) -> None:
        """The row as it stands now, in its history."""
        if self.history is not None:
            who = {"history_date": at, "history_type": kind, "history_user_id": by}
            self.history.add(row | who)

    def taken(self) -> Iterator[Batch]:
        """The rows so far, to be written; the sheet begins anew."""
        if self.rows or self.lines:
            rows = [*map(self.pick, self.rows), *self.lines]
            self.rows, self.lines = [], []
            batch = Batch(self.table, self.columns, rows)
            yield as_text(batch) if connection.vendor == "postgresql" else batch
        if self.history is not None:
            yield from self.history.taken()


def blank(field: Any) -> Any:
    """What a column holds unless something is said."""
    value = field.get_default()
    if isinstance(value, bool):
        return int(value)
    return encode(value) if isinstance(value, dict) else value


MOVE = ["case_id", "verb", "from_state", "to_state", "made_on", "made_by_id", "made_at", "article",
        "recorded"]  # fmt: skip
CLOCK = [
    "case_id", "code", "period_id", "start", "extension", "nominal", "due", "is_provisional",
    "is_stopped", "is_silent", "calendar_version", "subject", "ended_on", "is_met",
]  # fmt: skip


class Sheets:
    """All tables that a case is written in; of several sheets each takes its share of the keys."""

    def __init__(self, first: int = 0, step: int = 1) -> None:
        self.by_model = {model: Sheet(model, first, step) for model in TABLES}
        self.cases = self.by_model[Case]
        self.parties = self.by_model[Party]
        self.move = self.by_model[Move].liner(*MOVE)
        self.clock = self.by_model[Clock].liner(*CLOCK)
        self.stops = self.by_model[Stop]
        self.rulings = self.by_model[Ruling]

    def taken(self) -> list[Batch]:
        """Everything gathered, to be written."""
        return [batch for sheet in self.by_model.values() for batch in sheet.taken()]
