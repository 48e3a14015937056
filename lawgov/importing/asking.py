"""What an import asks of the law, each question of the database once."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError

from lawgov.importing.columns import Columns
from lawgov.statutes.deadlines import NotAllowed

T = TypeVar("T")


class Asking:
    """Answers that are kept; between two days on which a rule changes all days have one.

    Each question goes to the same querysets as everywhere else, so that a file
    of ten years asks a few dozen questions, not one a row.
    """

    def __init__(self, columns: Columns) -> None:
        self.kept: dict[Any, Any] = {}
        self.days: dict[str, list[date]] = {}
        # What cells of these columns were found to say: ledgers repeat their words.
        self.seen: dict[str, dict[str, Any]] = {key: {} for key in columns.repeated}

    def once(self, key: Any, ask: Callable[[], T]) -> T:
        """The answer to a question, asked the first time only; a refusal is kept as well."""
        if key not in self.kept:
            try:
                self.kept[key] = ask()
            except (NotAllowed, ValidationError) as refusal:
                self.kept[key] = refusal
        if isinstance(self.kept[key], Exception):
            raise self.kept[key]
        return self.kept[key]

    def turn(self, name: str, on: date) -> int:
        """Between which two changes of a kind of rule a day lies."""
        if name not in self.days:
            self.days[name] = sorted({day for day in self.changes(name) if day is not None})
        return bisect_right(self.days[name], on)

    def changes(self, name: str) -> Iterable[date | None]:
        """The days on which a kind of rule changes."""
        raise NotImplementedError
