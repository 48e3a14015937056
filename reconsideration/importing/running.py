"""Imports of past cases: how their rows are named, checked and written."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from django.core.exceptions import ValidationError

from lawgov.copying import Batch
from lawgov.importing.row import Line
from lawgov.importing.running import Imports
from reconsideration import numbering
from reconsideration.importing import rules
from reconsideration.importing.columns import COLUMNS
from reconsideration.importing.law import Law
from reconsideration.importing.row import Row
from reconsideration.importing.writing import Writer
from reconsideration.models import Case, ImportRun, Setting

NUMBER = list(COLUMNS.by_key).index("number")


class CaseWork:
    """What is done with the rows of one run."""

    size = 1000

    def __init__(self, run: ImportRun, at: datetime) -> None:
        self.organ = run.organ
        self.law = Law(run.organ)
        self.writer = Writer(run, self.law, at)

    def known(self, lines: list[Line]) -> set[str]:
        """Which of their numbers the organ has used already."""
        numbers = {line.names[0] for line in lines}
        rows = Case.objects.filter(organ=self.organ, number__in=numbers).order_by()
        return set(rows.values_list("number", flat=True))

    def check(self, line: Line, known: set[str], today: date) -> Row:
        return rules.check(self.law, line, taken=known, today=today)

    def batches(self, rows: list[Row]) -> Iterator[Batch]:
        return self.writer.batches(rows)

    def follow(self, rows: list[Row]) -> None:
        """The counters go on behind the numbers that were written."""
        self.writer.raise_series(rows)


class CaseImports(Imports):
    """Past cases of an organ, each known by its number."""

    runs = ImportRun
    columns = COLUMNS
    unique = ("number",)

    def most_megabytes(self) -> int:
        return int(Setting.read("import_max_mb") or self.megabytes)

    def naming(self, run: ImportRun) -> Callable[[list[str]], list[str]]:
        return lambda cells: [spelled(cells[NUMBER])]

    def work(self, run: ImportRun, at: datetime) -> CaseWork:
        return CaseWork(run, at)


def spelled(text: str) -> str:
    """A case number in its one spelling; nothing for what is none."""
    try:
        return numbering.normalised(text)
    except ValidationError:
        return ""


CASES = CaseImports()
