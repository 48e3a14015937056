"""The deadlines of a case: started and ended by its moves, computed by the law's engine."""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from lawgov.statutes.calendar import WorkCalendar
from lawgov.statutes.current import calendar_as_of, law_version, terms_as_of
from lawgov.statutes.deadlines import Deadline, NotAllowed, Span, Terms, Unit, calculate
from lawgov.statutes.models import Period
from reconsideration.models import Case, Clock, Option, Procedure, Stop
from reconsideration.models.journal import ClockQuerySet

# Deadlines of the parties: shown, but no reminder to the office.
SILENT = {"litigation", "announcement_service"}
DECISIONS = ["decision", "decision_simplified"]


def simplified(case: Case, code: str) -> str:
    """The code of a period in the case's procedure."""
    return f"{code}_simplified" if case.procedure == Procedure.SIMPLIFIED else code


def start(case: Case, code: str, on: date, *, subject: str = "", variant: str = "") -> Clock:
    """Start a deadline with an event; raises `NotAllowed` where the rule set has no such period."""
    period = Period.objects.of(code, rule_set=case.rule_set, on=on, variant=variant)
    clock = Clock(case=case, code=code, period=period, start=on, subject=subject)
    clock.is_silent = code in SILENT
    compute(clock)
    clock.save()
    return clock


def start_fixed(case: Case, code: str, on: date, due: date, *, subject: str = "") -> Clock:
    """Start a deadline whose last day the organ itself has set, in a notice or a decision."""
    if due < on:
        raise ValidationError({"due": _("The last day cannot lie before the beginning.")})
    return Clock.objects.create(
        case=case, code=code, start=on, nominal=due, due=due, subject=subject,
        calendar_version=law_version(),
    )  # fmt: skip


def start_days(case: Case, code: str, on: date, days: int, *, subject: str = "") -> Clock:
    """Start a deadline of as many calendar days as the organ itself has set in a decision."""
    terms = Terms(code, case.rule_set.code, "", days, Unit.CALENDAR_DAY)
    deadline = calculate(terms, on, calendar_as_of(law_version()))
    return Clock.objects.create(
        case=case, code=code, start=on, nominal=deadline.nominal, due=deadline.due,
        is_provisional=deadline.is_provisional, subject=subject, calendar_version=law_version(),
    )  # fmt: skip


def last_day(period: Period, on: date) -> date:
    """The last day of a period that began with an event, without keeping it."""
    return calculate(period.terms, on, calendar_as_of(law_version())).due


def compute(clock: Clock, version: str = "") -> None:
    """Set the days of a deadline by the law as it stands, or as it stood in a version."""
    if clock.period is None:
        return
    clock.calendar_version = version or law_version()
    deadline = deadline_of(clock)
    clock.nominal, clock.due = deadline.nominal, deadline.due
    clock.is_provisional = deadline.is_provisional


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


def running_of(case: Case, codes: Iterable[str], subject: str | None) -> ClockQuerySet:
    """The running deadlines of some codes, or those of one subject among them."""
    rows = case.clocks.running().filter(code__in=list(codes))
    return rows if subject is None else rows.filter(subject=subject)


def end(case: Case, codes: Iterable[str], on: date, *, subject: str | None = None) -> None:
    """End running deadlines, or those of one subject: met if the day has not passed."""
    running = running_of(case, codes, subject)
    running.filter(due__gte=on).update(ended_on=on, is_met=True)
    running.filter(due__lt=on).update(ended_on=on, is_met=False)


def drop(case: Case, codes: Iterable[str], on: date, *, subject: str | None = None) -> None:
    """End running deadlines that have lost their object, neither met nor missed."""
    running_of(case, codes, subject).update(ended_on=on)


def drop_all(case: Case, on: date, *, but: Iterable[str] = ()) -> None:
    """End every running deadline but some, as an ended case does."""
    case.clocks.running().exclude(code__in=list(but)).update(ended_on=on)


def running(case: Case, code: str) -> Clock | None:
    """The deadline of a code that runs now."""
    return case.clocks.running().filter(code=code).select_related("period__rule_set").last()


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


def remind(case: Case) -> None:
    """Keep on the case the soonest day by which somebody must act; the caller saves it."""
    soonest = case.clocks.reminding().order_by("due", "pk").values_list("due", "code").first()
    case.due_on, case.due_code = soonest or (None, "")


def remind_all(keys: list[int]) -> None:
    """Keep on many cases what `remind` keeps on one, and save it; those it changes alone."""
    soonest: dict[int, tuple[date | None, str]] = dict.fromkeys(keys, (None, ""))
    rows = Clock.objects.reminding().filter(case__in=keys).order_by("-due", "-pk")
    soonest.update((key, (due, code)) for key, due, code in rows.values_list("case", "due", "code"))
    changed: defaultdict[tuple[date | None, str], list[int]] = defaultdict(list)
    for key, *kept in Case.objects.filter(pk__in=keys).values_list("pk", "due_on", "due_code"):
        if tuple(kept) != soonest[key]:
            changed[soonest[key]].append(key)
    for (due, code), some in changed.items():
        Case.objects.filter(pk__in=some).update(due_on=due, due_code=code)


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
