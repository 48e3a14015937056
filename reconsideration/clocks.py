"""The deadlines of a case: started and ended by its moves, computed by the law's engine."""

from collections.abc import Iterable
from copy import copy
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q

from lawgov.statutes import clocks as kernel
from lawgov.statutes.calendar import WorkCalendar
from lawgov.statutes.clocks import (
    drop,
    drop_all,
    end,
    last_day,
    period_of,
    remind,
    running,
    start_days,
    start_fixed,
    take,
)
from lawgov.statutes.current import calendar_as_of, law_version, terms_as_of
from lawgov.statutes.deadlines import Deadline, NotAllowed, Span, Terms, calculate
from lawgov.statutes.models import Period
from reconsideration.models import Case, Clock, Option, Procedure, Stop

__all__ = [
    "drop", "drop_all", "end", "last_day", "remind", "running", "start_days", "start_fixed",
]  # fmt: skip

# Deadlines of the parties: shown, but no reminder to the office.
SILENT = {"litigation", "announcement_service"}
DECISIONS = ["decision", "decision_simplified"]


def simplified(case: Case, code: str) -> str:
    """The code of a period in the case's procedure."""
    return f"{code}_simplified" if case.procedure == Procedure.SIMPLIFIED else code


def start(case: Case, code: str, on: date, *, subject: str = "", variant: str = "") -> Clock:
    """Start a deadline with an event; raises `NotAllowed` where the rule set has no such period."""
    period = period_of(case, code, on, variant)
    clock = Clock(case=case, code=code, period=period, start=on, subject=subject)
    clock.is_silent = code in SILENT
    compute(clock)
    clock.save()
    return clock


def compute(clock: Clock, version: str = "") -> None:
    """Set the days of a deadline by the law as it stands, or as it stood in a version."""
    if clock.period is None:
        return
    clock.calendar_version = version or law_version()
    take(clock, deadline_of(clock))


def deadline_of(clock: Clock) -> Deadline:
    """The deadline with every step, by the version of the law that the clock keeps."""
    assert clock.period is not None
    terms = terms_as_of(clock.period, clock.calendar_version)
    return deadline_by(clock, terms, calendar_as_of(clock.calendar_version))


def deadline_by(
    clock: Clock, terms: Terms, calendar: WorkCalendar, stops: Iterable[Stop] | None = None
) -> Deadline:
    """The deadline by given terms and calendar; `stops` spares the query for those of the case."""
    suspensions, exclusions = uncounted(clock, terms, calendar, stops)
    return calculate(
        terms,
        clock.start,
        calendar,
        suspensions=suspensions,
        exclusions=exclusions,
        extension=clock.extension,
    )


def unextended(clock: Clock) -> date:
    """The last day that a deadline would have without its extension."""
    plain = copy(clock)
    plain.extension = 0
    return deadline_of(plain).due


def uncounted(
    clock: Clock, terms: Terms, calendar: WorkCalendar, stops: Iterable[Stop] | None
) -> tuple[list[Span], list[Span]]:
    """The suspensions and exclusions that move a deadline: those begun while it ran.

    A case may be suspended after its time has ended; that does not bring the time back.
    """
    spans: dict[str, list[Span]] = {Stop.Kind.SUSPENSION: [], Stop.Kind.EXCLUSION: []}
    if not terms.is_suspendable or clock.code not in DECISIONS:
        return [], []
    rows = clock.case.stops.all() if stops is None else stops
    ended = [(stop.begun_on, stop.ended_on, stop.kind) for stop in rows if stop.ended_on]
    for begun_on, ended_on, kind in sorted(ended):
        if kind == Stop.Kind.EXCLUSION and not terms.is_excludable:
            continue
        so_far = calculate(
            terms, clock.start, calendar, suspensions=spans[Stop.Kind.SUSPENSION],
            exclusions=spans[Stop.Kind.EXCLUSION], extension=clock.extension,
        )  # fmt: skip
        if clock.start <= begun_on <= so_far.nominal:
            spans[kind].append(Span(begun_on, ended_on))
    return spans[Stop.Kind.SUSPENSION], spans[Stop.Kind.EXCLUSION]


def decision_clock(case: Case) -> Clock | None:
    """The deadline for deciding."""
    rows = case.clocks.running().filter(code__in=DECISIONS)
    return rows.select_related("period__rule_set").last()


def recompute_decision(case: Case) -> Clock | None:
    """Compute the deadline for deciding again, after time was excluded or the case resumed.

    By the law that the deadline runs by: what a correction of the law moves is
    previewed and written down by re-projection, never by a move in passing.
    """
    clock = decision_clock(case)
    if clock is None:
        return None
    clock.case = case
    clock.extension = case.extension_days
    clock.is_stopped = case.stops.filter(kind=Stop.Kind.SUSPENSION, ended_on=None).exists()
    compute(clock, clock.calendar_version)
    clock.save()
    return clock


def remind_all(keys: list[int]) -> None:
    """Keep on many cases what `remind` keeps on one, and save it."""
    kernel.remind_all(Clock, "case", keys)


def allowed_or_field(error: NotAllowed, field: str) -> ValidationError:
    """What the law does not allow, at the field it concerns."""
    return ValidationError({field: str(error.message)})


def terminating(ground: Option | None) -> bool:
    """Whether a ground of suspension turns into one of termination when it lasts."""
    return ground is not None and ground.effect == "terminates"


def overdue(on: date) -> Q:
    """Deadlines that had passed on a day."""
    return Q(due__lt=on)


def filing_limit(case: Case) -> list[tuple[str, Deadline]]:
    """Until when this application could be made, as far as the days typed allow to say.

    The ordinary limit runs from knowing the act, at most a year from knowing its
    content where rights were not told; the outer limit from the act itself
    (L99 9; L23 20, 21). What was posted in time is in time.
    """
    calendar = calendar_as_of(law_version())
    found = []
    asked: list[tuple[str, date | None, str]] = [
        ("filing", case.known_on, ""),
        ("filing_outer", case.act_on, "real_estate" if case.is_real_estate else ""),
    ]
    for code, day, variant in asked:
        rows = Period.objects.filter(code=code, rule_set=case.rule_set, variant=variant)
        if day is None or not rows.exists():
            continue
        terms = Period.objects.of(code, rule_set=case.rule_set, on=day, variant=variant).terms
        known = case.content_known_on if terms.cap_years else None
        found.append((code, calculate(terms, day, calendar, content_known=known)))
    return found
