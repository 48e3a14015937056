"""Publishing the calendar of a year: read from a file, checked whole, put in place of the old.

The file is a table in CSV with the columns date, kind and name: one row for
each day off and for each weekend day worked in exchange, as the State
Council's notice lists them.
"""

import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lawgov.history import signed
from lawgov.statutes.calendar import FIRST, LAST
from lawgov.statutes.current import take_turns
from lawgov.statutes.forms import DayField
from lawgov.statutes.models import CalendarDay, CalendarYear

if TYPE_CHECKING:
    from lawgov.accounts.models import User

COLUMNS = ["date", "kind", "name"]
MAX_BYTES = 200_000
KINDS = {
    "off": CalendarDay.Kind.OFF,
    "放假": CalendarDay.Kind.OFF,
    "work": CalendarDay.Kind.WORK,
    "上班": CalendarDay.Kind.WORK,
    "调休上班": CalendarDay.Kind.WORK,
}


class Day(NamedTuple):
    """One row of the file."""

    kind: str
    name: str


@dataclass
class YearFile:
    """A year's calendar that may be published, and what should be looked at first."""

    year: int
    days: dict[date, Day] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def read_year(content: bytes, *, year: int | None = None) -> YearFile:
    """The calendar in a file; raises `ValidationError` with every fault and its row."""
    found = YearFile(year or 0)
    seen: dict[date, int] = {}
    faults = [
        _("Row %(row)s: %(fault)s") % {"row": number, "fault": fault}
        for number, cells in _rows(content)
        for fault in _take(found, seen, number, cells)
    ]
    if faults:
        raise ValidationError(faults)
    if not found.days:
        raise ValidationError(_("The file has no days."))
    found.warnings = _missing(found)
    return found


def _rows(content: bytes) -> list[tuple[int, dict[str, str]]]:
    """The rows that hold something, by column, with their numbers in the file."""
    try:
        lines = list(csv.reader(io.StringIO(_decoded(content), newline="")))
    except csv.Error as error:
        raise ValidationError(_("The file is not a table in CSV.")) from error
    header = [cell.strip().lower() for cell in lines[0]] if lines else []
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        message = _("Row 1 names the columns %(columns)s; missing: %(missing)s.")
        names = {"columns": ", ".join(COLUMNS), "missing": ", ".join(missing)}
        raise ValidationError(message % names)
    blank = dict.fromkeys(COLUMNS, "")
    return [
        (number, blank | dict(zip(header, (cell.strip() for cell in line), strict=False)))
        for number, line in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in line)
    ]


def _decoded(content: bytes) -> str:
    """The text of a file as office programs write it, in Unicode or in the national encoding."""
    if len(content) > MAX_BYTES:
        raise ValidationError(_("The file is too large for the calendar of a year."))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValidationError(_("The file is not a table in CSV."))


def _take(found: YearFile, seen: dict[date, int], number: int, cells: dict[str, str]) -> list[str]:
    """Take a row into the calendar; says what is wrong with it."""
    kind, name, faults = KINDS.get(cells["kind"]), cells["name"], []
    if kind is None:
        faults.append(_("The kind is “off” or “work”, not “%(kind)s”.")
                      % {"kind": _short(cells["kind"])})  # fmt: skip
    longest = CalendarDay._meta.get_field("name").max_length or 0
    if not 0 < len(name) <= longest:
        message = _("The holiday needs a name of at most %(count)s characters.")
        faults.append(message % {"count": longest})
    day = _day(cells["date"])
    if day is None:
        return [*faults, _("“%(text)s” is not a day.") % {"text": _short(cells["date"])}]
    found.year = found.year or day.year
    faults += _problems(day, kind, found.year)
    if day in seen:
        message = _("%(day)s stands in row %(row)s already.")
        faults.append(message % {"day": day, "row": seen[day]})
    seen.setdefault(day, number)
    found.days[day] = Day(kind.value if kind else "", name)
    return faults


def _short(text: str) -> str:
    """What was read, short enough for a message."""
    return text if len(text) <= 30 else f"{text[:30]}…"


def _day(text: str) -> date | None:
    try:
        return DayField().clean(text)
    except ValidationError:
        return None


def _problems(day: date, kind: CalendarDay.Kind | None, year: int) -> list[str]:
    """What is wrong with a day that can be read."""
    if not FIRST <= day <= LAST:
        return [_("%(day)s is outside the calendar.") % {"day": day}]
    if day.year != year:
        return [_("%(day)s is not in %(year)s.") % {"day": day, "year": year}]
    if kind == CalendarDay.Kind.WORK and day.isoweekday() < 6:
        return [_("%(day)s is no weekend day; it is worked anyway.") % {"day": day}]
    return []


def _missing(file: YearFile) -> list[str]:
    """The holidays of the last published year that the file lacks: perhaps rows were lost."""
    last = CalendarYear.objects.filter(year__lt=file.year).order_by("-year").first()
    if last is None:
        return []
    before = CalendarDay.objects.of_years(last.year, last.year).order_by("date")
    usual = dict.fromkeys(
        name for day in before.filter(kind=CalendarDay.Kind.OFF) for name in day.name.split("、")
    )
    here = "、".join(day.name for day in file.days.values())
    message = _("%(name)s is missing; %(year)s had it.")
    return [message % {"name": name, "year": last.year} for name in usual
            if name.removesuffix("节") not in here]  # fmt: skip


@transaction.atomic
def publish(file: YearFile, *, source: str, by: "User | None" = None) -> Counter[str]:
    """Make the year's days those of the file and the year a published one; counts what changed.

    Days that stay as they are get no entry in the history, so that the same
    file twice is no change of the law. Raises `ValidationError` without a source.
    """
    take_turns()
    CalendarYear(year=file.year, source=source).clean_fields()
    reason = _("Calendar of %(year)s: %(source)s") % {"year": file.year, "source": source}
    counts: Counter[str] = Counter()
    days = CalendarDay.objects.of_years(file.year, file.year).order_by("date")
    known = {day.date: day for day in days}
    for at, new in sorted(file.days.items()):
        day = known.pop(at, None) or CalendarDay(date=at)
        values = {"kind": new.kind, "name": new.name, "source": source}
        counts[_keep(day, values, by, reason)] += 1
    for day in known.values():
        signed(day, by=by, reason=reason).delete()
        counts["removed"] += 1
    year = CalendarYear.objects.filter(year=file.year).first() or CalendarYear(year=file.year)
    _keep(year, {"source": source}, by, reason)
    return counts


def _keep(row: Any, values: dict[str, str], by: "User | None", reason: str) -> str:
    """Save the row with its values, if it has other ones; says what was done."""
    done = "changed" if row.pk else "added"
    if row.pk and all(getattr(row, name) == value for name, value in values.items()):
        return "kept"
    for name, value in values.items():
        setattr(row, name, value)
    signed(row, by=by, reason=reason).save()
    return done


def summary(file: YearFile, counts: Counter[str]) -> str:
    """What publishing did, in a line."""
    message = _("%(year)s is published: %(added)s days added, %(changed)s changed, "
                "%(removed)s removed, %(kept)s kept.")  # fmt: skip
    names = ("added", "changed", "removed", "kept")
    return message % {"year": file.year, **{name: counts[name] for name in names}}
