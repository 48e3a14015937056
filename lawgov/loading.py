"""Loading fixtures: what is new is added, what an office has edited is left alone."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from lawgov.history import signed

REASON = "fixture"
T = TypeVar("T", bound=Model)


def _plain(value: Any) -> Any:
    """A related row as its key, anything else as it is."""
    return value.pk if isinstance(value, Model) else value


def read_csv(name: str) -> Iterator[dict[str, str]]:
    """The rows of a file in `fixtures/`."""
    with (fixtures() / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def read_yaml(name: str) -> Any:
    """The content of a file in `fixtures/`."""
    return yaml.safe_load((fixtures() / name).read_text(encoding="utf-8"))


def fixtures() -> Path:
    return Path(settings.FIXTURE_DIRS[0])


def day(text: str) -> date | None:
    """An ISO date, or nothing."""
    return date.fromisoformat(text) if text else None


class Loader:
    """Adds and updates rows, and counts what it did.

    A row whose last change in the history was made by a person is kept as
    that person left it; all others follow the fixture.
    """

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()

    def load(self, model: type[T], key: dict[str, Any], values: dict[str, Any]) -> T:
        """Make the row found by `key` have `values`."""
        row = model._default_manager.filter(**key).first()
        if row is None:
            row = model(**key, **values)
            self._save(row, "added")
            return row
        self._follow(row, values)
        return row

    def load_all(self, model: type[T], keys: list[str], rows: list[dict[str, Any]]) -> None:
        """Load many rows, found by `keys`, in a few queries."""
        names = [model._meta.get_field(key).attname for key in keys]  # type: ignore[union-attr]
        known = {
            tuple(getattr(row, name) for name in names): row for row in model._default_manager.all()
        }
        new = []
        for values in rows:
            key = tuple(_plain(values[name]) for name in keys)
            if key in known:
                self._follow(known[key], values)
            else:
                new.append(model(**values))
        if hasattr(model, "history"):
            bulk_create_with_history(new, model, default_change_reason=REASON)
        else:
            model._default_manager.bulk_create(new)
        if new:
            self.counts[model._meta.label, "added"] += len(new)

    def _follow(self, row: Model, values: dict[str, Any]) -> None:
        """Make a row say what the fixture says, unless a person has changed it."""
        names = {name: row._meta.get_field(name).attname for name in values}  # type: ignore[union-attr]
        if all(getattr(row, names[name]) == _plain(value) for name, value in values.items()):
            return
        if self._edited_by_a_person(row):
            self.counts[row._meta.label, "kept"] += 1
            return
        for name, value in values.items():
            setattr(row, name, value)
        self._save(row, "updated")

    def _save(self, row: Model, what: str) -> None:
        signed(row, reason=REASON).save()
        self.counts[row._meta.label, what] += 1

    def _edited_by_a_person(self, row: Model) -> bool:
        history = getattr(row, "history", None)
        last = history.first() if history is not None else None
        return last is not None and last.history_change_reason != REASON

    def summary(self) -> str:
        """What was done, in a line."""
        if not self.counts:
            return _("Nothing to load: all fixtures are there already.")
        parts = (f"{label}: {count} {what}" for (label, what), count in self.counts.items())
        return "; ".join(parts)
