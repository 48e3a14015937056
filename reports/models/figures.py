"""Figures: one observation, the lines a report asks for, and drafts."""

from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from lawgov.organs.models import Organ
from reports.models.documents import AnnualReport
from reports.models.indicators import Indicator, Scope, Section
from reports.models.values import Moment, Precision, Source, State

if TYPE_CHECKING:
    from lawgov.accounts.models import User


class ObservationQuerySet(models.QuerySet["Observation"]):
    """Figures by reader, year and place."""

    def visible_to(self, user: "User") -> Self:
        """Published figures are public; the others are seen within the user's subtree."""
        public = Q(source=Source.PUBLISHED)
        return self.filter(public | Q(organ__in=Organ.objects.visible_to(user)))

    def for_list(self) -> Self:
        return self.select_related("indicator", "organ").order_by("pk")


class Observation(models.Model):
    """One figure: what was counted, of whom, in which year, and where it comes from.

    `value` is in the indicator's base unit (13.5万处 is 135000, 580亿元 is
    58000000000). A figure that was not reported, or cannot apply, has a state
    and no value; zero is a value.
    """

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="observations", verbose_name=_("indicator")
    )
    organ = models.ForeignKey(
        Organ, models.PROTECT, related_name="observations", verbose_name=_("organ")
    )
    report = models.ForeignKey(
        AnnualReport,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="observations",
        verbose_name=_("report"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    scope = models.CharField(_("scope"), max_length=10, choices=Scope)
    moment = models.CharField(_("moment"), max_length=10, choices=Moment, default=Moment.WHOLE)
    state = models.CharField(_("state"), max_length=15, choices=State, default=State.REPORTED)
    value = models.DecimalField(_("value"), max_digits=15, decimal_places=2, null=True, blank=True)
    precision = models.CharField(
        _("precision"), max_length=10, choices=Precision, default=Precision.EXACT
    )
    source = models.CharField(_("source"), max_length=10, choices=Source)
    section = models.CharField(_("section"), max_length=20, choices=Section)
    quote = models.TextField(
        _("quotation"), blank=True, help_text=_("The words of the source, exactly.")
    )
    figure = models.CharField(_("figure in the quotation"), max_length=40, blank=True)
    note = models.CharField(_("quality note"), max_length=300, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    recorded_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now=True)
    history = HistoricalRecords()

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "organ", "year", "scope", "moment", "source"],
                name="one_figure_of_a_kind",
                violation_error_message=_("This figure is already recorded."),
            ),
            models.CheckConstraint(
                condition=Q(state="reported", value__isnull=False)
                | (~Q(state="reported") & Q(value=None)),
                name="reported_figure_has_a_value",
                violation_error_message=_("A reported figure has a value, any other has none."),
            ),
        ]
        indexes = [models.Index(fields=["year", "section"], name="observation_year_section")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("reports:observation", args=[self.pk])

    @property
    def unit(self) -> str:
        """The unit in which `value` is counted."""
        return self.indicator.unit

    @property
    def plain_value(self) -> str | None:
        """The value as a plain decimal without trailing zeros, as the API writes it."""
        return None if self.value is None else plain(self.value)


def plain(value: Decimal) -> str:
    """A decimal in digits only: no exponent, no trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class Line(models.Model):
    """A figure that a report asks for: an indicator of an organ in a scope.

    The lines are the structure that passes from year to year; whether a year
    is complete is whether each of its lines has its figure.
    """

    report = models.ForeignKey(
        AnnualReport, models.CASCADE, related_name="lines", verbose_name=_("report")
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="lines", verbose_name=_("indicator")
    )
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="lines", verbose_name=_("organ"))
    scope = models.CharField(_("scope"), max_length=10, choices=Scope)

    class Meta:
        verbose_name = _("report line")
        verbose_name_plural = _("report lines")
        ordering = ["report", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "indicator", "organ", "scope"], name="each_line_once_in_a_report"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.organ}"

    @property
    def key(self) -> tuple[str, int, str]:
        """What the line asks for, whatever the year."""
        return (self.indicator.code, self.organ_id, self.scope)


class Draft(models.Model):
    """What a clerk has typed into a line and not yet saved."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="drafts")
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="drafts")
    text = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=0)
    typed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["line", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["line", "user"], name="one_draft_per_clerk_and_line"),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.text}"
