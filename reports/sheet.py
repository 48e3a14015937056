"""One section of an open year as a form: last year's figure beside each field."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef

from lawgov.organs.models import Organ
from reports.changes import Change, compare
from reports.entry import Entry, EntryRefused, checks_of, current_figure, load_book
from reports.explaining import Explained, with_explanations
from reports.figures import Book, Key, Recorded
from reports.models import (
    AnnualReport,
    Draft,
    FollowUp,
    Indicator,
    Line,
    Observation,
    Scope,
    Section,
    Source,
)
from reports.numerals import Figure, read_figure, type_figure

if TYPE_CHECKING:
    from lawgov.accounts.models import User


@dataclass
class SheetRow:
    """One line of the form."""

    line: Line
    last: Recorded | None
    current: Observation | None
    text: str
    note: str
    version: int
    was: tuple[str, str] | None = None
    is_draft: bool = False
    is_sent: bool = False
    is_touched: bool = False
    figure: Figure | None = None
    errors: list[str] = field(default_factory=list)

    @property
    def change(self) -> Change:
        """The change from last year's figure to what is typed."""
        return compare(
            self.last,
            self.figure,
            old_indicator=self.last.indicator if self.last else None,
            new_indicator=self.line.indicator,
        )

    @property
    def entry(self) -> Entry:
        line = self.line
        return Entry(line.indicator, line.organ, line.scope, self.text, self.note, self.version)

    @property
    def key(self) -> Key:
        return Key(*self.line.key)

    @property
    def recorded(self) -> tuple[str, str]:
        """Figure and note as they are recorded."""
        if self.current is None:
            return "", ""
        return type_figure(current_figure(self.current)), self.current.note

    def says_the_same_as(self, draft: Draft) -> bool:
        """Whether a kept draft needs no change."""
        return (self.text, self.note, self.version) == (draft.text, draft.note, draft.version)

    def reset(self) -> None:
        """Show what is recorded."""
        self.text, self.note = self.recorded
        self.version = self.current.version if self.current else 0
        self.was = self.recorded

    def take(self, text: str, note: str, version: int, was_text: str | None, was_note: str) -> None:
        """Put in what was typed; a field that still says what it said is not touched.

        So a figure that somebody else has entered meanwhile is neither a
        conflict nor in danger from a form that merely showed its field.
        """
        self.is_sent = True
        if was_text is not None:
            self.is_touched = (text, note) != (was_text, was_note)
        else:
            self.is_touched = bool(text.strip() or note.strip() or version)
        if self.is_touched:
            self.text, self.note, self.version = text, note, version
        else:
            self.reset()
        self.errors = []
        self.read()

    def read(self) -> None:
        """Read the text; what cannot be read becomes an error at the field."""
        try:
            self.figure = read_figure(self.text, self.line.indicator)
        except ValidationError as error:
            self.figure, self.errors = None, list(error.messages)


@dataclass
class Progress:
    """How much of a section is there."""

    section: str
    done: int
    total: int

    @property
    def label(self) -> str:
        return str(Section(self.section).label)

    @property
    def percent(self) -> int:
        return self.done * 100 // self.total if self.total else 100

    @property
    def is_complete(self) -> bool:
        return self.done == self.total


class Sheet:
    """The lines of one section that a user may fill, with drafts over what is recorded."""

    def __init__(self, report: AnnualReport, user: "User", section: str) -> None:
        self.report, self.user, self.section = report, user, section
        self.lines = list(lines_for(report, user).filter(indicator__section=section))
        organs = {line.organ_id for line in self.lines}
        self.book = load_book(report.year, organs)
        drafts = Draft.objects.filter(user=user, line__report=report).select_related(
            "line__indicator"
        )
        self.drafts = {draft.line_id: draft for draft in drafts}
        self.lines.sort(
            key=lambda line: (line.organ.path, Scope.rank(line.scope), line.indicator_id)
        )
        self.rows = [self._row(line) for line in self.lines]
        for row in self.rows:
            row.read()

    def _row(self, line: Line) -> SheetRow:
        key = Key(*line.key)
        last = self.book.get(key, self.report.year - 1)
        recorded = self.book.get(key, self.report.year)
        current = recorded.observation if recorded else None
        if current is not None and current.source != Source.ENTERED:
            current = None
        row = SheetRow(line, last, current, "", "", 0)
        row.reset()
        draft = self.drafts.get(line.pk)
        if draft is not None:
            row.was = row.was if draft.version == row.version else None
            row.text, row.note, row.version = draft.text, draft.note, draft.version
            row.is_draft = True
        return row

    def take(self, typed: Mapping[str, str]) -> None:
        """Put in what was typed; fields that were not sent stay as they are."""
        for row in self.rows:
            name = str(row.line.pk)
            if f"value-{name}" not in typed:
                continue
            version = typed.get(f"version-{name}", "")
            row.take(
                typed[f"value-{name}"][:60],
                typed.get(f"note-{name}", "")[:300],
                int(version) if re.fullmatch(r"\d{1,9}", version) else 0,
                typed.get(f"was-{name}"),
                typed.get(f"was-note-{name}", ""),
            )

    def keep_drafts(self) -> None:
        """Keep what differs from the recorded figures; forget drafts that say the same."""
        stale = []
        for row in self.rows:
            if not row.is_sent:
                continue
            draft = self.drafts.get(row.line.pk)
            row.is_draft = row.is_touched and (row.text.strip(), row.note) != row.recorded
            if draft is not None and not row.is_draft:
                stale.append(draft.pk)
                del self.drafts[row.line.pk]
            elif row.is_draft and (draft is None or not row.says_the_same_as(draft)):
                # A character that no database takes is not worth losing the rest for.
                texts = {n: getattr(row, n).replace("\0", "") for n in ("text", "note")}
                values = {**texts, "version": row.version}
                self.drafts[row.line.pk], _created = Draft.objects.update_or_create(
                    line=row.line, user=self.user, defaults=values
                )
        if stale:
            Draft.objects.filter(pk__in=stale).delete()

    def forget_drafts(self) -> None:
        """Drop the drafts of this section, once they are recorded."""
        Draft.objects.filter(user=self.user, line__in=self.lines).delete()

    @property
    def touched(self) -> list[SheetRow]:
        """The rows in which somebody typed."""
        return [row for row in self.rows if row.is_touched]

    @property
    def entries(self) -> list[Entry]:
        return [row.entry for row in self.touched]

    def show(self, refusal: EntryRefused) -> None:
        """Put the messages of a refused entry at their fields.

        After a conflict the row carries the version that stands now, so that
        saving once more is a decision and not an accident.
        """
        rows = self.touched
        for position, messages in refusal.errors.items():
            rows[position].errors = messages
        for position, current in refusal.conflicts.items():
            rows[position].version = current.version if current else 0
            rows[position].current = current
            rows[position].was = rows[position].recorded

    @property
    def groups(self) -> Iterator[tuple[Organ, str, list[SheetRow]]]:
        """The rows by organ and scope, so that figures that belong together stand together."""
        for (organ, scope), found in groupby(self.rows, key=lambda r: (r.line.organ, r.line.scope)):
            yield organ, str(Scope(scope).label), list(found)

    def typed_book(self) -> Book:
        """The figures of record with everything that is only typed so far."""
        year = self.report.year
        for draft in self.drafts.values():
            try:
                figure = read_figure(draft.text, draft.line.indicator)
            except ValidationError:
                continue
            self.book.put(Key(*draft.line.key), year, figure)
        for row in self.rows:
            if not row.errors:
                self.book.put(row.key, year, row.figure)
        return self.book

    def checks(self) -> list[Explained]:
        """The identities that this section's figures take part in, broken ones first."""
        keys = {row.key for row in self.rows}
        found = checks_of(self.typed_book(), self.report.year)
        mine = [check for check in found if check.holds is not None and check.concerns(keys)]
        return with_explanations(mine, {line.organ_id: line.organ for line in self.lines})

    def ratios(self) -> list[tuple[Indicator, Organ, str, Recorded, Recorded | None]]:
        """The ratios that follow from this section's figures, with last year's."""
        year = self.report.year
        places = {(row.line.organ, row.line.scope) for row in self.rows}
        found = []
        for ratio in Indicator.objects.in_force(year).select_related("numerator", "denominator"):
            if ratio.numerator is None or ratio.section != self.section:
                continue
            for organ, scope in sorted(
                places, key=lambda place: (place[0].path, Scope.rank(place[1]))
            ):
                now = self.book.ratio(ratio, organ.pk, scope, year)
                last = self.book.ratio(ratio, organ.pk, scope, year - 1)
                if now is not None:
                    found.append((ratio, organ, scope, now, last))
        return found


def lines_for(report: AnnualReport, user: "User"):  # type: ignore[no-untyped-def]
    """The lines of a report that a user works with."""
    return (
        Line.objects.filter(report=report, organ__in=Organ.objects.visible_to(user))
        .select_related("indicator", "organ")
        .order_by("indicator_id", "organ__path", "pk")
    )


def progress_of(report: AnnualReport, user: "User") -> list[Progress]:
    """For each section how many of its lines have their figure, follow-ups included."""
    there = Observation.objects.filter(
        indicator__code=OuterRef("indicator__code"),
        organ=OuterRef("organ"),
        scope=OuterRef("scope"),
        year=report.year,
    )
    counts: dict[str, list[bool]] = {}
    lines = lines_for(report, user).annotate(is_there=Exists(there))
    for section, is_there in lines.values_list("indicator__section", "is_there"):
        counts.setdefault(section, []).append(is_there)
    for follow_up in (
        FollowUp.objects.visible_to(user).filter(report=report).only("outcome", "problem_id")
    ):
        section = Section.PROBLEMS if follow_up.problem_id else Section.PLANS
        is_there = follow_up.outcome != FollowUp.Outcome.UNANSWERED
        counts.setdefault(section, []).append(is_there)
    order = [section for section in Section.values if section in counts]
    return [Progress(key, sum(counts[key]), len(counts[key])) for key in order]
