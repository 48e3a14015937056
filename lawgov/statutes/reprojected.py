"""What a re-projection shows before it is made, and what it writes down."""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy


class ReprojectionBase(models.Model):
    """A deadline of an open record that a change of the calendar or of a rule has moved.

    The model of a record's journal adds foreign keys to the record and to its `clock`.
    """

    old_nominal = models.DateField(gettext_lazy("old nominal day"))
    old_due = models.DateField(gettext_lazy("old due day"))
    new_nominal = models.DateField(gettext_lazy("new nominal day"))
    new_due = models.DateField(gettext_lazy("new due day"))
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+",
        verbose_name=gettext_lazy("made by"),
    )  # fmt: skip
    made_at = models.DateTimeField(gettext_lazy("made at"), auto_now_add=True)
    reason = models.CharField(gettext_lazy("reason"), max_length=300)

    class Meta:
        abstract = True
        verbose_name = gettext_lazy("re-projected deadline")
        verbose_name_plural = gettext_lazy("re-projected deadlines")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.old_due} → {self.new_due}"


class Days(NamedTuple):
    """What a deadline says."""

    nominal: date
    due: date
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A deadline that the law as it stands now would give other days, or another standing."""

    record: int
    clock: int
    code: str
    old: Days
    new: Days

    @property
    def is_moved(self) -> bool:
        """Whether a day moves; otherwise it only becomes definite, or provisional."""
        return self.old[:2] != self.new[:2]

    @property
    def both(self) -> tuple[Days, Days]:
        """Before and after."""
        return self.old, self.new


@dataclass(frozen=True, slots=True)
class Fault:
    """A deadline that the law as it stands now does not allow as it is; it stays as it was."""

    record: int
    clock: int
    code: str
    reason: str


@dataclass(frozen=True)
class Preview:
    """All that re-projecting would change, by a version of the law."""

    version: str
    changes: list[Any]
    faults: list[Any]

    @property
    def moved(self) -> int:
        return sum(change.is_moved for change in self.changes)

    @property
    def restated(self) -> int:
        """How many keep their days and only become definite, or provisional."""
        return len(self.changes) - self.moved

    @property
    def records(self) -> int:
        return len({change.record for change in self.changes})

    @cached_property
    def token(self) -> str:
        """Stands for this preview and no other: the law's version, and what it changes."""
        lines = (f"{c.clock} {c.old} {c.new}" for c in self.changes)
        digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        return f"{self.version}-{digest}"


class Words(NamedTuple):
    """What is said of one kind of records, with `count` deadlines or `records` concerned."""

    records: Any  # what they are called
    lead: Any  # what is re-projected and what is not
    nothing: Any  # why there is nothing to change
    summary: Any  # `moved`, `restated`, `records`
    done: Any  # `count`, `records`
    effect: Any  # `count`
    stale: Any  # that the records have changed since the preview
