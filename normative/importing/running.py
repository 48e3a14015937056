"""Imports of past documents: how their rows are named, checked and written."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from django.db.models import F

from lawgov.copying import Batch
from lawgov.importing.columns import plain
from lawgov.importing.row import Line
from lawgov.importing.running import Imports
from lawgov.numbers import one_spelling
from normative.importing import rules
from normative.importing.columns import COLUMNS
from normative.importing.law import Law, Taken
from normative.importing.row import Row
from normative.importing.writing import Writer
from normative.models import ImportRun, Setting

NUMBER, REGISTERED, MAKER = (
    list(COLUMNS.by_key).index(key) for key in ("number", "register_number", "organ")
)


class DocumentWork:
    """What is done with the rows of one run."""

    size = 500

    def __init__(self, run: ImportRun, at: datetime) -> None:
        self.law = Law(run)
        self.writer = Writer(run, at)

    def known(self, lines: list[Line]) -> Taken:
        return self.law.known(lines)

    def check(self, line: Line, known: Taken, today: date) -> Row:
        return rules.check(self.law, line, known, today)

    def batches(self, rows: list[Row]) -> Iterator[Batch]:
        return self.writer.batches(rows)

    def follow(self, rows: list[Row]) -> None:
        """Nothing: no duty to file arises, and no series of numbers goes on."""


class DocumentImports(Imports):
    """Past documents, each known by its maker and number and by its register number."""

    runs = ImportRun
    columns = COLUMNS
    unique = ("number_taken", "number_elsewhere", "register_taken")
    most_at_once = 15_000

    def most_megabytes(self) -> int:
        rows = Setting.objects.filter(code="import_max_mb")
        last = rows.order_by(F("effective_from").asc(nulls_first=True)).last()
        return int(last.value) if last else self.megabytes

    def naming(self, run: ImportRun) -> Callable[[list[str]], list[str]]:
        """The number with its maker, the number alone, the register number."""
        named = Law(run).named

        def names(cells: list[str]) -> list[str]:
            number = one_spelling(cells[NUMBER])
            word = plain(cells[MAKER] or run.organ.code)
            maker = named[word][0].code if len(named.get(word, ())) == 1 else word
            return [f"{maker} {number}" if number else "", number, one_spelling(cells[REGISTERED])]

        return names

    def work(self, run: ImportRun, at: datetime) -> DocumentWork:
        return DocumentWork(run, at)


DOCUMENTS = DocumentImports()
