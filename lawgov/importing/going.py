"""Rows of a run checked while those before them are written."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from django.db import connections

from lawgov import copying
from lawgov.copying import Batch
from lawgov.importing import reading
from lawgov.importing.models import ImportRunBase
from lawgov.importing.row import Line


class Work(Protocol):
    """What an app does with the rows of one run; `size` is how many at a time."""

    size: int

    def known(self, lines: list[Line]) -> Any:
        """What the records in the database mean for these rows: which numbers are taken."""

    def check(self, line: Line, known: Any, today: date) -> Any:
        """A row with its faults."""

    def batches(self, rows: list[Any]) -> Iterator[Batch]:
        """What is written for good rows, in the order in which it refers to one another."""

    def follow(self, rows: list[Any]) -> None:
        """What follows from rows that are written."""


class Asked(NamedTuple):
    """The next rows, and what the database knows of them already."""

    lines: list[Line]
    known: Any


class Going:
    """A run while it goes on; inside a transaction that is all of a step or nothing."""

    def __init__(self, run: ImportRunBase, work: Work, behind: copying.Writer) -> None:
        self.run, self.work, self.behind = run, work, behind
        self.after = self.last = 0
        self.asked: Asked | None = None

    def checked(self, after: int, last: int, today: date) -> Iterator[list[Any]]:
        """The rows from one to another, some at a time, each checked."""
        self.after, self.last = after, last
        check = self.work.check
        while self.after < self.last:
            asked = self.asked or self.ask()
            self.after += len(asked.lines)
            self.asked = None
            yield [check(line, asked.known, today) for line in asked.lines]

    def ask(self) -> Asked:
        count = min(self.work.size, self.last - self.after)
        lines = reading.lines(rows_of(self.run), self.after, count) if count else []
        return Asked(lines, self.work.known(lines))

    def write(self, rows: list[Any]) -> None:
        """Write rows while the next ones are checked.

        What these need of the database is asked before. A number that stands in
        both is no matter: reading noticed it.
        """
        batches = list(self.work.batches(rows)) if rows else []
        self.asked = self.ask()
        self.work.follow(rows)
        self.behind.put(batches)


@contextmanager
def going_on(run: ImportRunBase, work: Work) -> Iterator[Going]:
    """Go on with a run; at the end everything is written."""
    connection = connections["default"]  # of this thread, also in that of the writer
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # References are checked with each batch, not remembered to the end.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with copying.behind(connection) as behind:
        yield Going(run, work, behind)


def rows_of(run: ImportRunBase) -> Path:
    """Where the plain rows of a run's file stand while it goes on."""
    return Path(run.file.path).with_suffix(".rows")
