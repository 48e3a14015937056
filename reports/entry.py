"""Entering the figures of an open year: all of a form's figures, or none."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lawgov.history import signed
from lawgov.organs.models import Organ
from reports.figures import Book, Key
from reports.identities import Check, Checker
from reports.models import (
    AnnualReport,
    IdentityRule,
    Indicator,
    Line,
    Observation,
    Source,
    State,
)
from reports.numerals import Figure, read_figure, write_figure

if TYPE_CHECKING:
    from lawgov.accounts.models import User


@dataclass(frozen=True)
class Entry:
    """What somebody wants a figure to be, as typed, and the version they saw (0: none)."""

    indicator: Indicator
    organ: Organ
    scope: str
    text: str
    note: str = ""
    version: int = 0

    @property
    def key(self) -> Key:
        return Key(self.indicator.code, self.organ.pk, self.scope)


@dataclass
class EntryRefused(Exception):
    """Nothing was recorded. Messages by the entry's position; conflicts mean status 409."""

    errors: dict[int, list[str]] = field(default_factory=dict)
    conflicts: dict[int, Observation | None] = field(default_factory=dict)

    def add(self, position: int, message: str) -> None:
        self.errors.setdefault(position, []).append(message)

    @property
    def status(self) -> int:
        return 409 if self.conflicts else 400


@transaction.atomic
def record_figures(
    *, report: AnnualReport, by: "User", entries: Sequence[Entry], reason: str = ""
) -> list[Observation]:
    """Record the entries as the report's entered figures, all of them or none.

    The only way into an open year: pages, API and import come through here.
    Raises `Conflict` for a published report and `EntryRefused` for entries that
    cannot be read, are not in force, are not the user's to make, break an
    identity that must hold, or were changed by somebody else since.
    """
    report = AnnualReport.objects.select_for_update().get(pk=report.pk)
    report.require_open()
    refusal = EntryRefused()
    figures = read_entries(entries, report.year, by, refusal)
    existing = find_existing(report.year, entries)
    for position, entry in enumerate(entries):
        if position in figures:
            check_version(position, entry, figures[position], existing.get(entry.key), refusal)
    if not refusal.errors:
        check_identities(report.year, entries, figures, refusal)
    if refusal.errors:
        raise refusal
    return [
        observation
        for position, entry in enumerate(entries)
        if (observation := _record(report, by, entry, figures[position], existing, reason))
    ]


def read_entries(
    entries: Sequence[Entry], year: int, by: "User", refusal: EntryRefused
) -> dict[int, Figure | None]:
    """Read each entry; what cannot be accepted goes into `refusal`."""
    organs = set(Organ.objects.visible_to(by).values_list("pk", flat=True))
    figures: dict[int, Figure | None] = {}
    seen: set[Key] = set()
    for position, entry in enumerate(entries):
        try:
            check_allowed(entry, year, organs)
            if entry.key in seen:
                raise ValidationError(_("This figure is there twice."))
            seen.add(entry.key)
            figure = read_figure(entry.text, entry.indicator)
            if figure is None and entry.note.strip():
                raise ValidationError(_("Write a figure beside the note, or that there is none."))
            figures[position] = figure
        except ValidationError as error:
            refusal.errors[position] = error.messages
    return figures


def check_allowed(entry: Entry, year: int, organs: set[int]) -> None:
    """Raise `ValidationError` for a figure that this user or this year cannot have."""
    indicator, organ = entry.indicator, entry.organ
    if organ.pk not in organs:
        raise ValidationError(_("%(organ)s is not within your organ.") % {"organ": organ})
    if not indicator.is_in_force(year):
        message = _("“%(indicator)s” is not in force in %(year)s: it counts %(years)s.")
        years = f"{indicator.valid_from}–{(indicator.valid_until or 0) - 1}"
        if indicator.valid_until is None:
            years = _("from %(year)s on") % {"year": indicator.valid_from}
        raise ValidationError(message % {"indicator": indicator, "year": year, "years": years})
    if indicator.origin == Indicator.Origin.COMPUTED:
        message = _("“%(indicator)s” is computed from other figures; it is not entered.")
        raise ValidationError(message % {"indicator": indicator})
    if not organ.existed_in(year):
        message = _("%(organ)s did not exist in %(year)s.")
        raise ValidationError(message % {"organ": organ, "year": year})


def find_existing(year: int, entries: Sequence[Entry]) -> dict[Key, Observation]:
    """The entered figures that the entries would change."""
    rows = Observation.objects.for_list().filter(
        year=year,
        source=Source.ENTERED,
        organ__in={entry.organ.pk for entry in entries},
        indicator__code__in={entry.indicator.code for entry in entries},
    )
    return {Key(row.indicator.code, row.organ_id, row.scope): row for row in rows}


def check_version(
    position: int,
    entry: Entry,
    figure: Figure | None,
    current: Observation | None,
    refusal: EntryRefused,
) -> None:
    """Refuse an entry made on an older figure than the one that stands now.

    Entering the very figure that stands already is no conflict.
    """
    if (current.version if current else 0) == entry.version:
        return
    if current is not None and stands_already(entry, figure, current):
        return
    if current is None:
        refusal.add(position, _("Somebody has removed this figure meanwhile. Your text is kept."))
    else:
        message = _("%(who)s changed this to %(figure)s on %(when)s. Your text is kept.")
        when = date_format(timezone.localtime(current.recorded_at), "DATETIME_FORMAT")
        shown = write_figure(current_figure(current), "%" if current.unit == "%" else "")
        who = current.recorded_by or _("Somebody")
        refusal.add(position, message % {"who": who, "figure": shown, "when": when})
    refusal.conflicts[position] = current


def stands_already(entry: Entry, figure: Figure | None, current: Observation) -> bool:
    """Whether the entry says what is recorded; a stale form without a note keeps the note."""
    is_stale = entry.version != current.version
    same_note = entry.note == current.note or (is_stale and not entry.note)
    return figure == current_figure(current) and same_note


def current_figure(observation: Observation) -> Figure:
    """The figure that an observation states."""
    return Figure(observation.value, observation.precision, observation.state)


def check_identities(
    year: int,
    entries: Sequence[Entry],
    figures: dict[int, Figure | None],
    refusal: EntryRefused,
) -> None:
    """Refuse entries that break an identity which must hold (severity error)."""
    book = load_book(year, {entry.organ.pk for entry in entries})
    for position, entry in enumerate(entries):
        book.put(entry.key, year, figures[position])
    keys = {entry.key for entry in entries}
    for check in checks_of(book, year):
        if check.is_error and check.concerns(keys):
            typed = [p for p, entry in enumerate(entries) if check.concerns({entry.key})]
            filled = [position for position in typed if figures[position] is not None]
            for position in filled or typed:
                refusal.add(position, describe(check))


def describe(check: Check) -> str:
    """A check in words and numbers, for the field it concerns."""
    return f"{check.rule}：{check.words}（{check.sentence}）"


def load_book(year: int, organs: set[int] | None = None) -> Book:
    """The stated figures of record of a year and the one before it.

    What is computed from cases stands beside them and is compared with them;
    it is not mixed into sums of what people stated.
    """
    stated = Observation.objects.for_list().exclude(source=Source.COMPUTED)
    rows = stated.filter(year__in=[year - 1, year])
    return Book(rows if organs is None else rows.filter(organ__in=organs))


def checks_of(book: Book, year: int) -> list[Check]:
    """All identities of a year over a book."""
    indicators = Indicator.objects.in_force(year).select_related("numerator", "denominator")
    return Checker(IdentityRule.objects.all(), indicators, book).check(year)


def _record(
    report: AnnualReport,
    by: "User",
    entry: Entry,
    figure: Figure | None,
    existing: dict[Key, Observation],
    reason: str,
) -> Observation | None:
    current = existing.get(entry.key)
    if current and stands_already(entry, figure, current):
        return current
    if current is None and figure is None:
        return None
    row = current or Observation(
        indicator=entry.indicator,
        organ=entry.organ,
        report=report,
        year=report.year,
        scope=entry.scope,
        source=Source.ENTERED,
        section=entry.indicator.section,
        version=0,
    )
    signed(row, by=by, reason=reason)
    if figure is None:
        row.delete()
        return None
    row.indicator = entry.indicator
    row.value, row.precision, row.state = figure.value, figure.precision, State(figure.state)
    row.note, row.recorded_by = entry.note, by
    row.version += 1
    row.save()
    Line.objects.get_or_create(
        report=report, indicator=entry.indicator, organ=entry.organ, scope=entry.scope
    )
    return row
