"""The calendar and periods as they stand in the database now."""

from datetime import date
from typing import NamedTuple

from django.db.models import Max

from lawgov.statutes.calendar import WorkCalendar
from lawgov.statutes.deadlines import Deadline, Span, calculate
from lawgov.statutes.models import CalendarDay, CalendarYear, Period, RuleSet

_built: dict[tuple[int | None, int | None], WorkCalendar] = {}


class Question(NamedTuple):
    """What is asked of the engine, by page, API and command alike."""

    code: str
    start: date
    received: date | None = None
    suspensions: tuple[Span, ...] = ()
    exclusions: tuple[Span, ...] = ()
    extension: int = 0
    content_known: date | None = None
    variant: str = ""


def current_calendar() -> WorkCalendar:
    """The calendar as last changed by anybody, built again only after a change.

    The history's last entries tell whether it changed, so that no process
    goes on with holidays that another process has corrected.
    """
    days = CalendarDay.history.aggregate(last=Max("history_id"))["last"]
    years = CalendarYear.history.aggregate(last=Max("history_id"))["last"]
    version = (days, years)
    if version not in _built:
        exceptions = {
            day: (kind == CalendarDay.Kind.WORK, name)
            for day, kind, name in CalendarDay.objects.values_list("date", "kind", "name")
        }
        published = CalendarYear.objects.values_list("year", flat=True)
        _built.clear()
        _built[version] = WorkCalendar(exceptions, published)
    return _built[version]


def answer(question: Question) -> Deadline:
    """The deadline that the law in force on the day of receipt gives; raises `NotAllowed`."""
    rule_set = RuleSet.objects.all().in_force(question.received or question.start)
    period = Period.objects.of(
        question.code, rule_set=rule_set, on=question.start, variant=question.variant
    )
    return calculate(
        period.terms,
        question.start,
        current_calendar(),
        suspensions=question.suspensions,
        exclusions=question.exclusions,
        extension=question.extension,
        content_known=question.content_known,
    )


def as_json(deadline: Deadline) -> dict[str, object]:
    """A deadline as command and API answer it."""
    terms = deadline.terms
    return {
        "code": terms.code,
        "rule_set": terms.rule_set,
        "article": terms.article,
        "days": terms.length,
        "unit": terms.unit.value,
        "start": deadline.start.isoformat(),
        "nominal": deadline.nominal.isoformat(),
        "due": deadline.due.isoformat(),
        "provisional": deadline.is_provisional,
        "steps": [step.as_json() for step in deadline.steps],
    }
