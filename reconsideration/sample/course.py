"""One case on its way: what the moves of the office would have written, computed in memory.

The states, articles and periods are those of the moves themselves; a test takes
the invented cases along the same way through the real moves and compares.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import models

from reconsideration.clocks import DECISIONS, SILENT, deadline_by
from reconsideration.models import Clock, Stop
from reconsideration.moves import RULES
from reconsideration.sample.dice import Dice
from reconsideration.sample.law import Book, Law, Version, ordinals
from reconsideration.sample.offices import Earlier, Office
from reconsideration.sample.sheets import Row, Sheets, iso, moment, told

SOURCES = {str(verb): {str(state) for state in rule.sources} for verb, rule in RULES.items()}
LEADS = {str(verb): str(rule.to) if rule.to else "" for verb, rule in RULES.items()}


class Later(Exception):
    """The next step lies in the future: the case stands as it is."""


class Made(NamedTuple):
    """A move as it was made."""

    verb: str
    was: str
    to: str
    on: int
    by: int | None
    at: str
    recorded: Row


@dataclass(slots=True)
class Timer:
    """One deadline while the case goes on."""

    code: str
    version: Version | None
    start: int
    nominal: int
    due: int
    subject: str = ""
    extension: int = 0
    is_provisional: bool = False
    is_stopped: bool = False
    ended: int | None = None
    is_met: bool | None = None


@dataclass
class Course:
    """A case, the day it has reached, and all that has been written of it."""

    law: Law
    book: Book
    office: Office
    sheets: Sheets
    dice: Dice
    today: int
    case: Row
    day: int
    state: str = "received"
    parties: list[Row] = field(default_factory=list)
    moves: list[Made] = field(default_factory=list)
    timers: list[Timer] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)
    stop_rows: list[Row] = field(default_factory=list)
    act: str = ""  # its kind
    words: list[str] = field(default_factory=list)  # what the act is searched by
    ending: str = ""  # what is to become of the case
    people: dict[str, int | None] = field(default_factory=dict)  # by duty
    earlier: Earlier | None = None
    reviewed_from: int = 0
    accepted: int = 0
    entered: int = 0  # the day of the move that accepted it
    closed: int = 0
    redo_days: int | None = None  # set by the decision; 0 where the law's own limit holds
    later: list[tuple[int, Callable[["Course"], None]]] = field(default_factory=list)

    # Days and moves.

    def wait(self, low: int, high: int) -> int:
        """Some days later, on a working day; the course has reached it."""
        self.day = self.law.worked(self.day + self.dice.between(low, high))
        return self.day

    def may(self, verb: str) -> bool:
        """Whether the rule set has a move and the case is where it can begin."""
        return verb in self.book.articles and self.state in SOURCES[verb]

    def move(
        self, verb: str, on: int, duty: str = "handle", *, to: str = "", known: int = 0,
        **recorded: Any,
    ) -> Row:  # fmt: skip
        """Make a move; raises `Later` for one of which not all is `known` by today."""
        if max(on, known) > self.today:
            raise Later
        if self.state not in SOURCES[verb]:
            raise ValueError(f"{verb}: {self.state}")
        was, self.state = self.state, to or LEADS[verb] or self.state
        self.day = max(self.day, on)
        return self.note(verb, was, on, self.people.get(duty), recorded)

    def note(self, verb: str, was: str, on: int, by: int | None, recorded: Row) -> Row:
        """Write a move down; what is recorded of it may still be added to."""
        made = Made(verb, was, self.state, on, by, moment(on, len(self.moves)), recorded)
        self.moves.append(made)
        return recorded

    def track(self, model: type[models.Model], **values: Any) -> Row:
        """A row beside the main course, with the beginning of its history."""
        sheet = self.sheets.by_model[model]
        row = sheet.add({"case_id": self.case["id"], **values})
        sheet.remember(row, "+", self.moves[-1].at, self.moves[-1].by)
        return row

    def changed(self, model: type[models.Model], row: Row, **values: Any) -> None:
        """A row that the last move has changed."""
        row |= values
        made = self.moves[-1]
        self.sheets.by_model[model].remember(row, "~", made.at, made.by)

    # Deadlines, as `reconsideration.clocks` keeps them.

    def start(self, code: str, on: int, subject: str = "") -> Timer:
        version = self.book.version(code, on)
        nominal, due, provisional = self.law.days(version, on)
        timer = Timer(code, version, on, nominal, due, subject, is_provisional=provisional)
        self.timers.append(timer)
        return timer

    def start_fixed(self, code: str, on: int, due: int) -> Timer:
        timer = Timer(code, None, on, due, due)
        self.timers.append(timer)
        return timer

    def start_days(self, code: str, on: int, days: int) -> Timer:
        nominal, due, provisional = self.law.own_days(code, self.book, days, on)
        timer = Timer(code, None, on, nominal, due, is_provisional=provisional)
        self.timers.append(timer)
        return timer

    def running(self, code: str) -> Timer | None:
        found = [one for one in self.timers if one.code == code and one.ended is None]
        return found[-1] if found else None

    def end(self, codes: Iterable[str], on: int) -> None:
        for timer in self.timers:
            if timer.ended is None and timer.code in codes:
                timer.ended, timer.is_met = on, timer.due >= on

    def drop(self, codes: Iterable[str], on: int, subject: str | None = None) -> None:
        for timer in self.timers:
            if timer.ended is None and timer.code in codes and subject in {None, timer.subject}:
                timer.ended = on

    def drop_all(self, on: int, but: Iterable[str] = ()) -> None:
        for timer in self.timers:
            if timer.ended is None and timer.code not in but:
                timer.ended = on

    def simplified(self, code: str) -> str:
        return f"{code}_simplified" if self.case["procedure"] == "simplified" else code

    @property
    def decision(self) -> Timer:
        """The deadline for deciding."""
        return next(t for t in reversed(self.timers) if t.ended is None and t.code in DECISIONS)

    def recompute(self) -> Timer:
        """The deadline for deciding, after time was excluded, added or stopped."""
        timer = self.decision
        assert timer.version is not None
        timer.extension = self.case["extension_days"]
        clock = Clock(
            code=timer.code, start=date.fromordinal(timer.start), extension=timer.extension
        )
        stops = [stop for stop in self.stops if stop.ended_on is not None]
        terms, calendar = timer.version.terms, self.law.calendar
        timer.nominal, timer.due, timer.is_provisional = ordinals(
            deadline_by(clock, terms, calendar, stops)
        )
        timer.is_stopped = any(
            stop.kind == Stop.Kind.SUSPENSION and stop.ended_on is None for stop in self.stops
        )
        return timer

    def stop(self, kind: str, begun: int, ended: int | None, **values: Any) -> None:
        """Time that does not count."""
        dates = {"begun_on": iso(begun), "ended_on": iso(ended) if ended else None}
        row = {"case_id": self.case["id"], "kind": kind, **dates, **values}
        self.stop_rows.append(self.sheets.stops.add(row))
        until = date.fromordinal(ended) if ended else None
        self.stops.append(Stop(kind=kind, begun_on=date.fromordinal(begun), ended_on=until))

    def go_on(self, on: int) -> None:
        """End the open suspension."""
        for stop, row in zip(self.stops, self.stop_rows, strict=True):
            if stop.ended_on is None:
                stop.ended_on, row["ended_on"] = date.fromordinal(on), iso(on)

    # The end: everything into the sheets.

    def write(self) -> None:
        """Write moves and deadlines, and on the case the soonest day by which to act."""
        key = self.case["id"]
        self.case |= {"state": self.state, "version": len(self.moves)}
        for verb, was, to, on, by, at, recorded in self.moves:
            article = self.book.articles[verb]
            self.sheets.move(key, verb, was, to, iso(on), by, at, article, told(recorded))
        soonest: Timer | None = None
        for timer in self.timers:
            self._write_timer(key, timer)
            reminds = timer.ended is None and not timer.is_stopped and timer.code not in SILENT
            if reminds and (soonest is None or timer.due < soonest.due):
                soonest = timer
        if soonest is not None:
            self.case |= {"due_on": iso(soonest.due), "due_code": soonest.code}

    def _write_timer(self, key: int, timer: Timer) -> None:
        ended, met, version = timer.ended, timer.is_met, timer.version
        self.sheets.clock(
            key, timer.code, version.pk if version else None, iso(timer.start), timer.extension,
            iso(timer.nominal), iso(timer.due), int(timer.is_provisional), int(timer.is_stopped),
            int(timer.code in SILENT and version is not None), self.law.version, timer.subject,
            iso(ended) if ended else None, None if met is None else int(met),
        )  # fmt: skip
