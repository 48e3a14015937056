"""Deadlines that a record has: started and ended by its moves, computed by the law's engine.

A record says by `rule_set` which law governs it and has its deadlines as
`clocks`; the model of its clocks is a `RunningPeriod` with a foreign key to it.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lawgov.statutes.current import calendar_as_of, law_version, terms_as_of
from lawgov.statutes.deadlines import Deadline, Terms, Unit, calculate
from lawgov.statutes.models import Period

M = TypeVar("M", bound=models.Model)


class RunningQuerySet(models.QuerySet[M]):
    """Deadlines by state."""

    def running(self) -> Self:
        return self.filter(ended_on=None)

    def reminding(self) -> Self:
        """Running, not stopped, and of concern to the office."""
        return self.running().filter(is_stopped=False, is_silent=False)


class RunningPeriod(models.Model):
    """One deadline of one record (期限), by the version of the period that governs it.

    `nominal` is the day before, `due` the day after the roll-over over rest
    days. Days and periods as of the moment of computing are kept by version,
    so that the explanation can be given again, word for word, at any time.
    """

    code = models.CharField(gettext_lazy("deadline"), max_length=50)
    period = models.ForeignKey(
        Period, models.PROTECT, null=True, related_name="+", verbose_name=gettext_lazy("period")
    )
    start = models.DateField(gettext_lazy("starts with"))
    extension = models.PositiveSmallIntegerField(gettext_lazy("days extended"), default=0)
    nominal = models.DateField(gettext_lazy("nominal day"))
    due = models.DateField(gettext_lazy("due on"))
    is_provisional = models.BooleanField(gettext_lazy("provisional"), default=False)
    is_stopped = models.BooleanField(gettext_lazy("stopped by a suspension"), default=False)
    is_silent = models.BooleanField(gettext_lazy("not the office's own"), default=False)
    calendar_version = models.CharField(max_length=40, blank=True)
    subject = models.CharField(gettext_lazy("subject"), max_length=100, blank=True)
    ended_on = models.DateField(gettext_lazy("ended on"), null=True)
    is_met = models.BooleanField(gettext_lazy("met"), null=True)

    class Meta:
        abstract = True
        verbose_name = gettext_lazy("deadline")
        verbose_name_plural = gettext_lazy("deadlines")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.code} {self.due}"


def period_of(record: Any, code: str, on: date, variant: str = "") -> Period:
    """The period that the record's rule set has for an event; raises `NotAllowed`."""
    return Period.objects.of(code, rule_set=record.rule_set, on=on, variant=variant)


def has(record: Any, code: str, on: date, variant: str = "") -> bool:
    """Whether the record's rule set has a period at all."""
    begun = models.Q(effective_from=None) | models.Q(effective_from__lte=on)
    rows = Period.objects.filter(begun, code=code, rule_set=record.rule_set, variant=variant)
    return rows.exists()


def start_fixed(record: Any, code: str, on: date, due: date, *, subject: str = "") -> Any:
    """Start a deadline whose last day the organ itself has set, in a notice or a decision."""
    if due < on:
        raise ValidationError({"due": _("The last day cannot lie before the beginning.")})
    return record.clocks.create(
        code=code, start=on, nominal=due, due=due, subject=subject,
        calendar_version=law_version(),
    )  # fmt: skip


def start_days(record: Any, code: str, on: date, days: int, *, subject: str = "") -> Any:
    """Start a deadline of as many calendar days as the organ itself has set in a decision."""
    terms = Terms(code, record.rule_set.code, "", days, Unit.CALENDAR_DAY)
    deadline = calculate(terms, on, calendar_as_of(law_version()))
    return record.clocks.create(
        code=code, start=on, nominal=deadline.nominal, due=deadline.due,
        is_provisional=deadline.is_provisional, subject=subject, calendar_version=law_version(),
    )  # fmt: skip


def take(clock: RunningPeriod, deadline: Deadline) -> None:
    """Set the days of a deadline as they were computed."""
    clock.nominal, clock.due = deadline.nominal, deadline.due
    clock.is_provisional = deadline.is_provisional


def explained(clock: RunningPeriod) -> Deadline:
    """A deadline that nothing stops, with every step, by the law's version that it keeps."""
    assert clock.period is not None
    terms = terms_as_of(clock.period, clock.calendar_version)
    calendar = calendar_as_of(clock.calendar_version)
    return calculate(terms, clock.start, calendar, extension=clock.extension)


def last_day(period: Period, on: date) -> date:
    """The last day of a period that began with an event, without keeping it."""
    return calculate(period.terms, on, calendar_as_of(law_version())).due


def running_of(record: Any, codes: Iterable[str], subject: str | None) -> Any:
    """The running deadlines of some codes, or those of one subject among them."""
    rows = record.clocks.running().filter(code__in=list(codes))
    return rows if subject is None else rows.filter(subject=subject)


def end(record: Any, codes: Iterable[str], on: date, *, subject: str | None = None) -> None:
    """End running deadlines, or those of one subject: met if the day has not passed."""
    rows = running_of(record, codes, subject)
    rows.filter(due__gte=on).update(ended_on=on, is_met=True)
    rows.filter(due__lt=on).update(ended_on=on, is_met=False)


def drop(record: Any, codes: Iterable[str], on: date, *, subject: str | None = None) -> None:
    """End running deadlines that have lost their object, neither met nor missed."""
    running_of(record, codes, subject).update(ended_on=on)


def drop_all(record: Any, on: date, *, but: Iterable[str] = ()) -> None:
    """End every running deadline but some, as an ended record does."""
    record.clocks.running().exclude(code__in=list(but)).update(ended_on=on)


def running(record: Any, code: str) -> Any:
    """The deadline of a code that runs now, or nothing."""
    return record.clocks.running().filter(code=code).select_related("period__rule_set").last()


def remind(record: Any) -> None:
    """Keep on the record the soonest day by which somebody must act; the caller saves it."""
    soonest = record.clocks.reminding().order_by("due", "pk").values_list("due", "code").first()
    record.due_on, record.due_code = soonest or (None, "")


def remind_all(clock: Any, owner: str, keys: list[int]) -> None:
    """Keep on many records what `remind` keeps on one, and save it; those it changes alone.

    `clock` is the model of their deadlines, `owner` its foreign key to the record.
    """
    records = clock._meta.get_field(owner).related_model.objects
    soonest: dict[int, tuple[date | None, str]] = dict.fromkeys(keys, (None, ""))
    rows = clock.objects.reminding().filter(**{f"{owner}__in": keys}).order_by("-due", "-pk")
    soonest.update((key, (due, code)) for key, due, code in rows.values_list(owner, "due", "code"))
    changed: defaultdict[tuple[date | None, str], list[int]] = defaultdict(list)
    for key, *kept in records.filter(pk__in=keys).values_list("pk", "due_on", "due_code"):
        if tuple(kept) != soonest[key]:
            changed[soonest[key]].append(key)
    for (due, code), some in changed.items():
        records.filter(pk__in=some).update(due_on=due, due_code=code)
