"""The deadlines of a case: started and ended by its moves, computed by the law's engine."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from lawgov.statutes.current import calendar_as_of, law_version, terms_as_of
from lawgov.statutes.deadlines import Deadline, NotAllowed, Span, calculate
from lawgov.statutes.models import Period
from reconsideration.models import Case, Clock, Option, Procedure, Stop

# Deadlines of the parties: shown, but no reminder to the office.
SILENT = {"litigation"}
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


def compute(clock: Clock, version: str = "", calendar_stops: Iterable[Stop] | None = None) -> None:
    """Set the days of a deadline by the law as it stands, or as it stood in a version."""
    if clock.period is None:
        return
    clock.calendar_version = version or law_version()
    deadline = deadline_of(clock, calendar_stops)
    clock.nominal, clock.due = deadline.nominal, deadline.due
    clock.is_provisional = deadline.is_provisional


def deadline_of(clock: Clock, calendar_stops: Iterable[Stop] | None = None) -> Deadline:
    """The deadline with every step, by the version of the law that the clock keeps."""
    assert clock.period is not None
    terms = terms_as_of(clock.period, clock.calendar_version)
    suspensions: list[Span] = []
    exclusions: list[Span] = []
    if terms.is_suspendable and clock.code in DECISIONS:
        stops = clock.case.stops.all() if calendar_stops is None else calendar_stops
        for stop in stops:
            if stop.ended_on is None:
                continue
            span = Span(stop.begun_on, stop.ended_on)
            (suspensions if stop.kind == Stop.Kind.SUSPENSION else exclusions).append(span)
    return calculate(
        terms,
        clock.start,
        calendar_as_of(clock.calendar_version),
        suspensions=suspensions,
        exclusions=exclusions if terms.is_excludable else (),
        extension=clock.extension,
    )


def end(case: Case, codes: Iterable[str], on: date) -> None:
    """End running deadlines: met if the day has not passed."""
    running = case.clocks.running().filter(code__in=list(codes))
    running.filter(due__gte=on).update(ended_on=on, is_met=True)
    running.filter(due__lt=on).update(ended_on=on, is_met=False)


def drop(case: Case, codes: Iterable[str], on: date) -> None:
    """End running deadlines that have lost their object, neither met nor missed."""
    case.clocks.running().filter(code__in=list(codes)).update(ended_on=on)


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
    """Compute the deadline for deciding again, after time was excluded or the case resumed."""
    clock = decision_clock(case)
    if clock is None:
        return None
    clock.case = case
    clock.extension = case.extension_days
    clock.is_stopped = case.stops.filter(kind=Stop.Kind.SUSPENSION, ended_on=None).exists()
    compute(clock)
    clock.save()
    return clock


def remind(case: Case) -> None:
    """Keep on the case the soonest day by which somebody must act; the caller saves it."""
    soonest = case.clocks.reminding().order_by("due", "pk").values_list("due", "code").first()
    case.due_on, case.due_code = soonest or (None, "")


def allowed_or_field(error: NotAllowed, field: str) -> ValidationError:
    """What the law does not allow, at the field it concerns."""
    return ValidationError({field: str(error.message)})


def terminating(ground: Option | None) -> bool:
    """Whether a ground of suspension turns into one of termination when it lasts."""
    return ground is not None and ground.effect == "terminates"


def overdue(on: date) -> Q:
    """Deadlines that had passed on a day."""
    return Q(due__lt=on)
