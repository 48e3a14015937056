"""Law as rows with dates: rule sets, periods, and the calendar of working days."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from lawgov.statutes.deadlines import NotAllowed, Terms, Unit


class RuleSetQuerySet(models.QuerySet["RuleSet"]):
    """Rule sets by day."""

    def of_subject(self, subject: str) -> Self:
        """The rule sets of one subject, the oldest first."""
        return self.filter(subject=subject).order_by("effective_from")

    def in_force(self, on: date, subject: str = "reconsideration") -> "RuleSet":
        """The rule set of a subject that governs what is received on a day; raises `NotAllowed`."""
        later = Q(effective_until=None) | Q(effective_until__gt=on)
        rows = self.filter(later, subject=subject, effective_from__lte=on)
        found = rows.order_by("-effective_from", "pk").first()
        if found is None:
            message = _("No rule set governs what was received on %(day)s.")
            raise NotAllowed(message % {"day": on.isoformat()})
        return found


class RuleSet(models.Model):
    """The law and regulation that together govern cases received in a span of days.

    A case keeps the rule set of the day it was received; amending the law adds
    a rule set and never touches the cases of another.
    """

    class Subject(models.TextChoices):
        RECONSIDERATION = "reconsideration", _("Administrative reconsideration")
        NORMATIVE = "normative", _("Normative documents")

    code = models.CharField(_("code"), max_length=20, unique=True)
    subject = models.CharField(
        _("subject"), max_length=20, choices=Subject, default=Subject.RECONSIDERATION
    )
    name = models.CharField(_("name"), max_length=100)
    effective_from = models.DateField(_("effective from"))
    effective_until = models.DateField(
        _("effective until"),
        null=True,
        blank=True,
        help_text=_("The first day no longer in force."),
    )
    laws = models.CharField(_("laws"), max_length=300)
    source = models.CharField(_("source"), max_length=300)
    history = HistoricalRecords()

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule set")
        verbose_name_plural = _("rule sets")
        ordering = ["effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "effective_from"],
                name="one_rule_set_of_a_subject_begins_on_a_day",
                violation_error_message=_("A rule set of this subject begins on this day already."),
            ),
            models.CheckConstraint(
                condition=Q(effective_until=None) | Q(effective_from__lt=F("effective_until")),
                name="rule_set_ends_after_it_begins",
                violation_error_message=_("A rule set cannot end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class PeriodQuerySet(models.QuerySet["Period"]):
    """Periods by code, rule set and day."""

    def of(self, code: str, *, rule_set: RuleSet, on: date, variant: str = "") -> "Period":
        """The version of a period in a rule set that applies to an event on a day.

        Raises `NotAllowed` for an unknown code and for a period that the rule
        set does not have.
        """
        known = self.filter(code=code)
        begun = Q(effective_from=None) | Q(effective_from__lte=on)
        rows = known.filter(begun, rule_set=rule_set, variant=variant)
        period = (
            rows.select_related("rule_set")
            .order_by(F("effective_from").desc(nulls_last=True), "pk")
            .first()
        )
        if period is not None:
            return period
        if not known.exists():
            raise NotAllowed(_("There is no period “%(code)s”.") % {"code": code})
        message = _("Rule set %(rule_set)s has no period “%(code)s”.")
        raise NotAllowed(message % {"rule_set": rule_set.code, "code": code})


class Period(models.Model):
    """A statutory period: its length, its start, what stops or lengthens it, by which article."""

    class Mark(models.TextChoices):
        STATUTE = "statute", _("Read in the statute")
        PRACTICE = "practice", pgettext_lazy("standing", "Practice")
        DERIVED = "derived", _("Derived")
        UNVERIFIED = "unverified", _("Unverified")

    code = models.SlugField(_("code"), max_length=50)
    rule_set = models.ForeignKey(
        RuleSet, models.PROTECT, related_name="periods", verbose_name=_("rule set")
    )
    effective_from = models.DateField(
        _("for events from"),
        null=True,
        blank=True,
        help_text=_("Where the period changed within a rule set; otherwise empty."),
    )
    variant = models.SlugField(_("variant"), max_length=30, blank=True)
    article = models.CharField(_("article"), max_length=200)
    length = models.PositiveSmallIntegerField(_("length"))
    unit = models.CharField(
        _("unit"), max_length=15, choices=[(unit.value, unit.label) for unit in Unit]
    )
    start_event = models.CharField(_("starts with"), max_length=100)
    is_suspendable = models.BooleanField(_("suspension stops it"), default=False)
    is_excludable = models.BooleanField(_("time can be excluded"), default=False)
    max_extension = models.PositiveSmallIntegerField(
        _("longest extension"),
        null=True,
        blank=True,
        default=0,
        help_text=_("In the period's unit; empty where the law sets no limit."),
    )
    extension_by = models.CharField(_("extended by"), max_length=100, blank=True)
    cap_years = models.PositiveSmallIntegerField(
        _("years from knowing the content"), null=True, blank=True
    )
    counts_back = models.BooleanField(_("counts back"), default=False)
    mark = models.CharField(_("standing"), max_length=12, choices=Mark, default=Mark.STATUTE)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=300)
    history = HistoricalRecords()

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "code",
                "variant",
                Coalesce("rule_set", 0),  # no rule set is one value too, on every database
                Coalesce("effective_from", date.min),
                name="one_version_of_a_period_begins_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.rule_set.code})"

    @property
    def terms(self) -> Terms:
        """What the engine needs to know of the period."""
        return Terms(
            code=self.code,
            rule_set=self.rule_set.code,
            article=self.article,
            length=self.length,
            unit=Unit(self.unit),
            start_event=self.start_event,
            is_suspendable=self.is_suspendable,
            is_excludable=self.is_excludable,
            max_extension=self.max_extension,
            extension_by=self.extension_by,
            cap_years=self.cap_years,
            counts_back=self.counts_back,
        )


class CalendarYear(models.Model):
    """A year whose days off and working weekends the State Council has published."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    source = models.CharField(_("source"), max_length=300)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("published calendar")
        verbose_name_plural = _("published calendars")
        ordering = ["year"]
        permissions = [("reproject", _("Can re-project deadlines after a change of the law"))]

    def __str__(self) -> str:
        return str(self.year)


class CalendarDayQuerySet(models.QuerySet["CalendarDay"]):
    """Exceptions by year."""

    def of_years(self, first: int, last: int) -> Self:
        return self.filter(date__gte=date(first, 1, 1), date__lt=date(last + 1, 1, 1))


class CalendarDay(models.Model):
    """A day off (放假), or a weekend day worked in exchange (调休上班)."""

    class Kind(models.TextChoices):
        OFF = "off", _("Day off")
        WORK = "work", _("Worked in exchange")

    date = models.DateField(_("date"), unique=True)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    name = models.CharField(_("holiday"), max_length=50)
    source = models.CharField(_("source"), max_length=300)
    history = HistoricalRecords()

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"
