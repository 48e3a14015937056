"""Checked rows as cases with parties, moves, deadlines and history, to be written at once."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from lawgov.copying import Batch
from lawgov.importing.row import Step
from lawgov.importing.tables import Keys, Values, blank
from lawgov.importing.writing import WriterBase
from reconsideration import clocks, numbering, searching
from reconsideration.importing.law import Law
from reconsideration.importing.row import Row
from reconsideration.importing.rules import year_of
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


class Writer(WriterBase):
    """Makes of the rows of one run what is written; inside the caller's transaction."""

    def __init__(self, run: ImportRun, law: Law, at: datetime) -> None:
        super().__init__(run, at)
        self.law = law
        placed = Case()
        placed.place_in(law.organ)
        scopes = ["organ_id", "province_id", "city_id", "county_id"]
        self.case = blank(Case) | {name: getattr(placed, name) for name in scopes}
        self.case |= {"created_at": at}
        self.move = blank(Move, "id") | self.moved
        self.patterns: dict[int, tuple[str, str]] = {}
        self.keys, self.party_keys = Keys(Case), Keys(Party)

    def batches(self, rows: list[Row]) -> Iterator[Batch]:
        """Rows of all tables, in the order in which they refer to one another, to be written."""
        keyed = list(zip(self.keys.take(len(rows)), rows, strict=True))
        yield from self.batch(Case, [self.case_of(row, key) for key, row in keyed])
        parties = self.parties_of([(key, p) for key, row in keyed for p in row.parties])
        yield from self.batch(Party, parties)
        for model, name in ((Ruling, "rulings"), (Stop, "stops"), (Clock, "clocks")):
            start = blank(model, "id")
            parts = [
                start | self.part_of(model, part) | {"case_id": key}
                for key, row in keyed for part in getattr(row, name)
            ]  # fmt: skip
            yield from self.batch(model, parts)
        moves = [self.move_of(row, step, key) for key, row in keyed for step in row.steps]
        yield from self.batch(Move, moves)

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
        keys = self.party_keys.take(len(parties))
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
        return self.move | {
            "case_id": case,
            "verb": step.verb.value,
            "from_state": str(step.from_state),
            "to_state": step.to_state,
            "made_on": step.on,
            "article": row.articles.get(step.verb, ""),
            "recorded": self.recorded(step.recorded, row.line.number),
        }

    def raise_series(self, rows: list[Row]) -> None:
        """Let the counters go on behind the numbers of the organ's own pattern."""
        last: dict[int, int] = defaultdict(int)
        for number in (row.case["number"] for row in rows):
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
