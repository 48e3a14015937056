"""A row while it is checked: its cells, what they say, what is wrong."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lawgov.importing.columns import Column, Columns
from lawgov.statutes.deadlines import NotAllowed

MOST_SEEN = 20_000


class Line(NamedTuple):
    """A row as it was read: its number in the file, and what was noticed while reading.

    `names` are those by which its record is known, each in its one spelling;
    `twice` says of a name which row before has the same.
    """

    number: int
    twice: dict[str, int]
    names: list[str]
    merged: list[str]
    cells: list[str]


class Fault(NamedTuple):
    """What is wrong with one cell."""

    row: int
    column: str
    value: str
    message: str


class Step(NamedTuple):
    """A move that a row tells of, as the journal keeps it."""

    verb: Any
    from_state: str
    to_state: str
    on: date
    recorded: dict[str, Any]
    article: str = ""


@dataclass
class Row:
    """What one row says of one record."""

    columns: ClassVar[Columns]
    same: ClassVar[Any] = gettext_lazy("Row %(row)s has the same number.")
    line: Line
    found: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    bad: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.cells = dict(zip(self.columns.by_key, self.line.cells, strict=True))

    def read(self, value: Callable[[Column, str], Any], seen: dict[str, dict[str, Any]]) -> None:
        """Read each cell by itself; words of lists, days and numbers once for all rows.

        `value` says what a cell says or raises `ValidationError`; `seen` keeps it
        by column.
        """
        for key, cell in self.cells.items():
            if not cell:
                continue
            known = seen.get(key)
            if known is not None and cell in known:
                self.found[key] = known[cell]
                continue
            try:
                found = value(self.columns.by_key[key], cell)
            except ValidationError as refusal:
                self.fault(key, refusal.messages[0])
                continue
            self.found[key] = found
            if known is not None and len(known) < MOST_SEEN:
                known[cell] = found

    def check_cells(self) -> None:
        """Faults at cells that are merged, and at those that no record can do without."""
        for key in self.line.merged:
            self.fault(key, _("The cell is merged with others; write its value into each row."))
        for key in self.columns.required:
            if not self.cells[key] and key not in self.bad:
                self.fault(key, _("This column is required."))

    def fault(self, key: str, message: Any, value: str | None = None) -> None:
        """Write down what is wrong, in the words of the file's own header."""
        shown = self.cells[key] if value is None else value
        head = self.columns.by_key[key].header
        self.faults.append(Fault(self.line.number, head, shown, str(message)))
        self.bad.add(key)

    def attempt(self, key: str, ask: Callable[..., Any], *arguments: Any) -> Any:
        """The answer, or a fault at a cell and nothing."""
        try:
            return ask(*arguments)
        except ValidationError as refusal:
            for message in refusal.messages:
                self.fault(key, message)
        except NotAllowed as refusal:
            self.fault(key, refusal.message)
        return None

    def needs(self, key: str) -> Any:
        """What a cell says; a fault where this record needs it and nothing stands there."""
        if key not in self.found and key not in self.bad:
            self.fault(key, _("This column is required here."))
        return self.found.get(key)

    def same_number(self, key: str, row: int) -> None:
        """A fault at a number that another row of the file has."""
        self.fault(key, self.same % {"row": row})
