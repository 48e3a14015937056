"""Writing checked rows as cases with parties, moves, deadlines and history, many at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from operator import itemgetter
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from reconsideration import clocks, numbering, searching
from reconsideration.importing.law import Law
from reconsideration.importing.row import Row, Step
from reconsideration.importing.rules import year_of
from reconsideration.importing.tables import Values, blank, insert, reserve
from reconsideration.models import (
    Case,
    Clock,
    ImportRun,
    Move,
    Party,
    Ruling,
    Stop,
)

if TYPE_CHECKING:
    from django.db import models

SERIAL = 98_765_432_101  # stands in the pattern of numbers for any serial number


@dataclass
class Writer:
    """Writes the rows of one run; inside the caller's transaction."""

    run: ImportRun
    law: Law
    at: datetime

    def __post_init__(self) -> None:
        placed = Case()
        placed.place_in(self.law.organ)
        scopes = ["organ_id", "province_id", "city_id", "county_id"]
        self.case = blank(Case) | {name: getattr(placed, name) for name in scopes}
        self.case |= {"created_at": self.at}
        self.move = blank(Move, "id") | {
            "made_by_id": self.run.made_by_id, "made_at": self.at, "reason": _("Imported"),
        }  # fmt: skip
        self.signed = {
            "history_date": self.at,
            "history_change_reason": _("Import %(run)s") % {"run": self.run.pk},
            "history_type": "+",
            "history_user_id": self.run.made_by_id,
        }
        self.patterns: dict[int, tuple[str, str]] = {}

    def write(self, rows: list[Row]) -> None:
        """Write rows and everything that belongs to them."""
        if not rows:
            return
        keyed = list(zip(reserve(Case, len(rows)), rows, strict=True))
        self.insert(Case, (self.case_of(row, key) for key, row in keyed))
        self.insert(Party, self.parties_of([(key, p) for key, row in keyed for p in row.parties]))
        for model, name in ((Ruling, "rulings"), (Stop, "stops"), (Clock, "clocks")):
            start = blank(model, "id")
            self.insert(model, (
                start | self.part_of(model, part) | {"case_id": key}
                for key, row in keyed for part in getattr(row, name)
            ))  # fmt: skip
        self.insert(Move, (
            self.move_of(row, step, key) for key, row in keyed for step in row.steps
        ))  # fmt: skip
        self.raise_series([row.case["number"] for row in rows])

    def insert(self, model: "type[models.Model]", rows: Iterable[Values]) -> None:
        """Write rows of one table, and the first entry of the history of each.

        Rows are made while they are written: nothing may be asked of the database then.
        """
        names = [field.attname for field in model._meta.concrete_fields]
        if not hasattr(model, "history"):
            names.remove("id")
            insert(model, names, map(itemgetter(*names), rows))
            return
        made = list(rows)
        insert(model, names, map(itemgetter(*names), made))
        history: Any = model.history.model
        kept = {field.attname for field in history._meta.concrete_fields}
        names = [name for name in names if name in kept]
        pick, signed = itemgetter(*names), tuple(self.signed.values())
        insert(history, [*names, *self.signed], ((*pick(row), *signed) for row in made))

    def case_of(self, row: Row, key: int) -> Values:
        """The case as it stands, and what it is found by."""
        values = self.case | row.case
        values["id"] = key
        values["due_on"], values["due_code"] = soonest(row.clocks)
        shown: Any = SimpleNamespace(**{name: values[name] for name in INDEXED})
        for party in row.parties:
            party.initials = initials(party.name)
        searching.index(shown, row.parties)
        values["search_text"], values["search_pairs"] = shown.search_text, shown.search_pairs
        return values

    def parties_of(self, parties: list[tuple[int, Any]]) -> list[Values]:
        start = blank(Party)
        keys = reserve(Party, len(parties))
        return [
            start | vars(party) | {"id": key, "case_id": case}
            for key, (case, party) in zip(keys, parties, strict=True)
        ]

    def part_of(self, model: "type[models.Model]", part: Any) -> Values:
        """What a ruling, a stop or a clock holds of its own."""
        if model is Ruling:
            return {"kind_id": part}
        return part | {"calendar_version": self.law.version} if model is Clock else part

    def move_of(self, row: Row, step: Step, case: int) -> Values:
        """A move of the journal, with its article and where it was read."""
        read = {"import": self.run.pk, "row": row.line.number}
        return self.move | {
            "case_id": case,
            "verb": step.verb.value,
            "from_state": str(step.from_state),
            "to_state": step.to_state,
            "made_on": step.on,
            "article": row.articles.get(step.verb, ""),
            "recorded": step.recorded | read,
        }

    def raise_series(self, numbers: list[str]) -> None:
        """Let the counters go on behind the numbers of the organ's own pattern."""
        last: dict[int, int] = defaultdict(int)
        for number in numbers:
            year = year_of(number)
            last[year] = max(last[year], self.serial_of(number, year))
        for year, serial in sorted(last.items()):
            if serial:
                numbering.raise_to(self.law.organ, numbering.CASE, year, serial)

    def serial_of(self, number: str, year: int) -> int:
        """The serial number within the organ's own series, or 0."""
        if year not in self.patterns:
            text = numbering.written(
                organ=self.law.organ, kind=numbering.CASE, year=year, serial=SERIAL
            )
            before, _serial, behind = text.translate(numbering.BRACKETS).partition(str(SERIAL))
            self.patterns[year] = (before, behind)
        before, behind = self.patterns[year]
        middle = number.removeprefix(before).removesuffix(behind)
        is_own = number == f"{before}{middle}{behind}" and middle.isdecimal()
        return int(middle) if is_own else 0


initials = lru_cache(maxsize=50_000)(searching.initials)  # names repeat
INDEXED = ["number", "respondent_name", "act_name", "act_number"]


def soonest(cells: list[Values]) -> tuple[date | None, str]:
    """The soonest day by which somebody must act, by the rule of `clocks.remind`."""
    running = [
        (cell["due"], place, cell["code"])
        for place, cell in enumerate(cells)
        if cell.get("ended_on") is None and not cell.get("is_stopped")
        and cell["code"] not in clocks.SILENT
    ]  # fmt: skip
    if not running:
        return None, ""
    due, _place, code = min(running)
    return due, code
