"""The calendar and periods as they stand in the database now."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Max

from lawgov.statutes.calendar import WorkCalendar
from lawgov.statutes.deadlines import Deadline, Span, Terms, calculate
from lawgov.statutes.models import CalendarDay, CalendarYear, Period, RuleSet

_built: dict[str, WorkCalendar] = {}
KEPT = 8


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


def law_version() -> str:
    """Which days, years and periods are in force: the last entries of their histories.

    Kept with every deadline, so that its explanation can be given again as it
    was, whatever has been corrected since.
    """
    models: tuple[Any, ...] = (CalendarDay, CalendarYear, Period)
    found = (m.history.aggregate(last=Max("history_id"))["last"] for m in models)
    return ".".join(str(last or 0) for last in found)


def current_calendar() -> WorkCalendar:
    """The calendar as last changed by anybody, built again only after a change.

    The history's last entries tell whether it changed, so that no process
    goes on with holidays that another process has corrected.
    """
    return calendar_as_of(law_version())


def calendar_as_of(version: str) -> WorkCalendar:
    """The calendar as it stood in a version of the law."""
    days, years, _periods = (int(part) for part in version.split("."))
    name = f"{days}.{years}"
    if name not in _built:
        exceptions = {
            row.date: (row.kind == CalendarDay.Kind.WORK, row.name)
            for row in _rows_as_of(CalendarDay, days)
        }
        published = [row.year for row in _rows_as_of(CalendarYear, years)]
        while len(_built) >= KEPT:
            _built.pop(next(iter(_built)))
        _built[name] = WorkCalendar(exceptions, published)
    return _built[name]


def terms_as_of(period: Period, version: str) -> Terms:
    """A period's terms as they stood in a version of the law."""
    last = int(version.split(".")[2])
    rows = period.history.filter(history_id__lte=last)
    then = rows.order_by("-history_id").first()
    return (then.instance if then is not None else period).terms


def all_terms_as_of(version: str) -> dict[int, Terms]:
    """The terms of every period, by key, as they stood in a version of the law."""
    found = {row.pk: row.terms for row in Period.objects.select_related("rule_set")}
    rule_sets = RuleSet.objects.in_bulk()
    for row in _rows_as_of(Period, int(version.split(".")[2])):
        period = row.instance
        period.rule_set = rule_sets[period.rule_set_id]
        found[period.pk] = period.terms
    return found


def take_turns() -> None:
    """Let one transaction at a time change the law: its entries are then seen in their order.

    Otherwise a later entry could be seen before an earlier one, and a calendar
    be built, and kept, that lacks the earlier.
    """
    list(RuleSet.objects.select_for_update().order_by("pk").values_list("pk")[:1])


def _rows_as_of(model: Any, last: int) -> list[Any]:
    """The rows of a table as they stood when its history ended with an entry."""
    found: dict[int, Any] = {}
    for row in model.history.filter(history_id__lte=last).order_by("history_id"):
        found[row.id] = row
    return [row for row in found.values() if row.history_type != "-"]


def answer(question: Question) -> Deadline:
    """The deadline that the law in force on the day of receipt gives; raises `NotAllowed`."""
    subjects = Period.objects.filter(code=question.code).values_list("rule_set__subject", flat=True)
    subject = subjects.order_by("pk").first() or RuleSet.Subject.RECONSIDERATION
    rule_set = RuleSet.objects.all().in_force(question.received or question.start, subject)
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
