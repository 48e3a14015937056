"""The deadline engine: from a period and a start to a day, with every step explained.

Pure functions over a `WorkCalendar`; nothing here reads the database. The day
of the event is not counted. In a calendar period only the last day matters: if
it is not worked the period ends on the next working day, once, after all
extensions and exclusions. In a working-day period every day not worked is
passed over and every weekend day worked in exchange counts.
"""

import calendar as gregorian
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lawgov.statutes.calendar import FIRST, LAST, WorkCalendar
from lawgov.statutes.steps import Step

LATEST = date(LAST.year - 25, 1, 1)  # the longest periods from here on end in the calendar


class NotAllowed(ValueError):
    """The law has no such period, or does not allow what was asked of it."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


class Unit(Enum):
    """What a period is counted in."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    YEAR = "year"

    @property
    def label(self) -> Promise:
        labels = {
            "working_day": _("working days"),
            "calendar_day": _("calendar days"),
            "month": _("months"),
            "year": _("years"),
        }
        return labels[self.value]


@dataclass(frozen=True)
class Terms:
    """A period as the engine needs it; `lawgov.statutes.models.Period` says what each means."""

    code: str
    rule_set: str
    article: str
    length: int
    unit: Unit
    start_event: str = ""
    is_suspendable: bool = False
    is_excludable: bool = False
    max_extension: int | None = 0
    extension_by: str = ""
    cap_years: int | None = None
    counts_back: bool = False


class Span(NamedTuple):
    """Time that does not count: from the day of one event to the day of the other.

    As everywhere the day of the event itself is not affected: suspended on
    1 April and resumed on 20 May stops the clock for 49 days.
    """

    start: date
    end: date


@dataclass(slots=True)
class Deadline:
    """The last day of a period: `nominal` before and `due` after the roll-over."""

    terms: Terms
    start: date
    nominal: date
    due: date
    is_provisional: bool
    steps: list[Step] = field(default_factory=list)


def calculate(
    terms: Terms,
    start: date,
    calendar: WorkCalendar,
    *,
    suspensions: Sequence[Span] = (),
    exclusions: Sequence[Span] = (),
    extension: int = 0,
    content_known: date | None = None,
) -> Deadline:
    """The deadline of a period that starts with an event on `start`.

    Raises `NotAllowed` for a suspension, exclusion or extension that the law
    does not allow, or dates in the wrong order.
    """
    check_allowed(terms, start, suspensions, exclusions, extension, content_known)
    steps = [Step("rule", terms=terms), Step("start", day=start, text=terms.start_event)]
    first = start.toordinal()
    if terms.counts_back:
        return _backwards(terms, start, calendar, steps)
    length = terms.length + extension
    stopped = _stopped(first, suspensions, exclusions, steps)
    if terms.unit is Unit.WORKING_DAY:
        nominal = _working(first, length, calendar, stopped, steps)
    elif terms.unit is Unit.CALENDAR_DAY:
        nominal = _calendar(first, length, stopped)
    else:
        nominal = anniversary(start, length, terms.unit)
    if extension:
        steps.append(Step("extension", count=extension, text=terms.extension_by))
    steps.append(Step("nominal", count=length, day=date.fromordinal(nominal), terms=terms))
    if content_known is not None and terms.cap_years:
        nominal = _capped(nominal, content_known, terms.cap_years, steps)
    due = _rolled(nominal, calendar, steps)
    return _finished(terms, start, nominal, due, calendar, steps)


def check_allowed(
    terms: Terms,
    start: date,
    suspensions: Sequence[Span],
    exclusions: Sequence[Span],
    extension: int,
    content_known: date | None,
) -> None:
    """Raise `NotAllowed` for what the law does not provide for this period."""
    if not FIRST < start < LATEST:
        raise NotAllowed(_("%(day)s is outside the calendar.") % {"day": start})
    if suspensions or exclusions:
        _check_spans(terms, start, suspensions, exclusions)
    if extension < 0:
        raise NotAllowed(_("An extension cannot be negative."))
    if extension and terms.max_extension == 0:
        raise NotAllowed(_("The law does not allow this period to be extended."))
    if terms.max_extension is not None and extension > terms.max_extension:
        message = _("The law allows an extension of at most %(limit)s.")
        raise NotAllowed(message % {"limit": terms.max_extension})
    if content_known is not None and not terms.cap_years:
        raise NotAllowed(_("For this period the day of knowing the content has no effect."))


def _check_spans(
    terms: Terms, start: date, suspensions: Sequence[Span], exclusions: Sequence[Span]
) -> None:
    if suspensions and not terms.is_suspendable:
        raise NotAllowed(_("The law does not allow this period to be suspended."))
    if exclusions and not terms.is_excludable:
        raise NotAllowed(_("The law does not exclude any time from this period."))
    for span in [*suspensions, *exclusions]:
        if span.end <= span.start:
            raise NotAllowed(
                _("%(start)s to %(end)s: the end must come after the beginning.")
                % {"start": span.start, "end": span.end}
            )
        if span.start < start:
            raise NotAllowed(
                _("%(day)s lies before the period begins (%(start)s).")
                % {"day": span.start, "start": start}
            )


def _stopped(
    first: int, suspensions: Sequence[Span], exclusions: Sequence[Span], steps: list[Step]
) -> list[tuple[int, int]]:
    """The stretches that do not count, each day once: from the day after `start` to `end`."""
    named = [("suspension", span) for span in suspensions]
    named += [("exclusion", span) for span in exclusions]
    merged: list[tuple[int, int]] = []
    if not named:
        return merged
    for kind, span in sorted(named, key=lambda pair: (pair[1], pair[0])):
        begin, end = span.start.toordinal() + 1, span.end.toordinal()
        if merged and begin <= merged[-1][1] + 1:
            gained = max(0, end - merged[-1][1])
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            gained = end - begin + 1
            merged.append((begin, end))
        steps.append(Step(kind, day=span.start, until=span.end, count=gained))
    return merged


def _working(
    first: int,
    length: int,
    calendar: WorkCalendar,
    stopped: list[tuple[int, int]],
    steps: list[Step],
) -> int:
    last = calendar.add(first, length)
    for begin, end in stopped:
        if begin > last + 1:
            _too_late(begin, last)
        used = calendar.between(first + 1, begin - 1) if begin > first + 1 else 0
        length -= used
        first = end
        last = calendar.add(first, length)
    _explain_days(steps[1].day_ordinal + 1, last, calendar, steps)
    return last


def _calendar(first: int, length: int, stopped: list[tuple[int, int]]) -> int:
    last = first + length
    for begin, end in stopped:
        if begin > last + 1:
            _too_late(begin, last)
        last += end - begin + 1
    return last


def _too_late(begin: int, last: int) -> None:
    raise NotAllowed(
        _("The period ended on %(last)s; nothing can stop it on %(day)s.")
        % {"last": date.fromordinal(last), "day": date.fromordinal(begin - 1)}
    )


def anniversary(start: date, length: int, unit: Unit) -> int:
    """The same date months or years later; the last day of the month where there is none."""
    months = start.year * 12 + start.month - 1 + length * (12 if unit is Unit.YEAR else 1)
    year, month = divmod(months, 12)
    last = gregorian.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last)).toordinal()


def _capped(nominal: int, known: date, years: int, steps: list[Step]) -> int:
    cap = anniversary(known, years, Unit.YEAR)
    steps.append(Step("cap", day=known, until=date.fromordinal(cap), count=years))
    return min(nominal, cap)


def _rolled(nominal: int, calendar: WorkCalendar, steps: list[Step]) -> int:
    due = calendar.roll(nominal)
    if due != nominal:
        name = calendar.name(nominal, due - 1)
        day, until = date.fromordinal(nominal), date.fromordinal(due)
        steps.append(Step("roll", day=day, until=until, text=name))
        if due % 7 in (6, 0):
            steps.append(Step("exchanged", day=until, text=calendar.name(due, due)))
    return due


def _backwards(terms: Terms, start: date, calendar: WorkCalendar, steps: list[Step]) -> Deadline:
    """The latest day that leaves the whole period between itself and `start`."""
    first = calendar.subtract(start.toordinal(), terms.length)
    nominal = first - 1
    _explain_days(first, start.toordinal() - 1, calendar, steps)
    day = date.fromordinal(nominal)
    steps.append(Step("back", count=terms.length, day=day, terms=terms))
    due = calendar.roll_back(nominal)
    if due != nominal:
        steps.append(Step("roll_back", day=day, until=date.fromordinal(due)))
    return _finished(terms, start, nominal, due, calendar, steps)


def _explain_days(first: int, last: int, calendar: WorkCalendar, steps: list[Step]) -> None:
    """Name what was passed over and what was counted though it is a weekend."""
    kept = calendar.kept
    for run in calendar.free_runs(first, last):
        steps.append(kept.get(run) or _named("skip", run, calendar))
    for day in calendar.exchanged(first, last):
        steps.append(kept.get((day, day)) or _named("exchanged", (day, day), calendar))


def _named(kind: str, run: tuple[int, int], calendar: WorkCalendar) -> Step:
    """A step about a run of days; the calendar keeps it, for the same runs come again and again."""
    day, until = map(date.fromordinal, run)
    step = Step(kind, day=day, until=until, text=calendar.name(*run))
    if kind == "exchanged":
        step = Step(kind, day=day, text=step.text)
    calendar.kept[run] = step
    return step


def _finished(
    terms: Terms,
    start: date,
    nominal: int,
    due: int,
    calendar: WorkCalendar,
    steps: list[Step],
) -> Deadline:
    first, last = counted_span(terms, start.toordinal(), nominal, due)
    is_provisional = not calendar.is_published(first, last)
    steps.append(Step("due", day=date.fromordinal(due)))
    if is_provisional:
        steps.append(Step("provisional", day=date.fromordinal(last)))
    return Deadline(
        terms, start, date.fromordinal(nominal), date.fromordinal(due), is_provisional, steps
    )


def counted_span(terms: Terms, start: int, nominal: int, due: int) -> tuple[int, int]:
    """From which to which day the calendar matters to a deadline."""
    counted = start if terms.unit is Unit.WORKING_DAY else nominal
    return (counted, due) if counted <= due else (due, counted)
