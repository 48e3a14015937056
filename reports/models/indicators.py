"""What is counted, and what the count means."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords


class Section(models.TextChoices):
    """The parts of the report, in its order."""

    PREAMBLE = "preamble", _("Preamble")
    ORGANISATION = "organisation", _("Organisation and leadership")
    TRAINING = "training", _("Training and publicity")
    LEGISLATION = "legislation", _("Government legislation")
    NORMATIVE = "normative", _("Normative documents")
    DECISIONS = "decisions", _("Administrative decision-making")
    ENFORCEMENT = "enforcement", _("Administrative law enforcement")
    OPENNESS = "openness", _("Open government and approval reform")
    SUPERVISION = "supervision", _("Supervision and accountability")
    DISPUTES = "disputes", _("Petitions and reconsideration")
    PROBLEMS = "problems", _("Problems")
    PLANS = "plans", _("Plans")

    @classmethod
    def rank(cls, key: str) -> int:
        """The place of a section in the report."""
        return list(cls.values).index(key)


class Scope(models.TextChoices):
    """Whose work a figure covers; figures of different scope are never added."""

    OWN = "own", _("Own work")
    SYSTEM = "system", _("Whole system")
    TERRITORY = "territory", _("Whole territory")

    @classmethod
    def rank(cls, scope: str) -> int:
        """The widest scope comes first."""
        return -list(cls.values).index(scope)


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    """Indicators by year."""

    def in_force(self, year: int) -> Self:
        """The versions that count in a year."""
        open_ended = Q(valid_until=None) | Q(valid_until__gt=year)
        return self.filter(open_ended, valid_from__lte=year)


class IndicatorManager(models.Manager.from_queryset(IndicatorQuerySet)):  # type: ignore[misc]
    """Finds indicators by code and first year in fixtures."""

    def get_by_natural_key(self, code: str, valid_from: int) -> "Indicator":
        return self.get(code=code, valid_from=valid_from)


class Indicator(models.Model):
    """One version of an indicator (指标) with its definition (口径).

    A changed definition or unit is a new version under the same code, so that
    accepted figures keep the meaning they were given with.
    """

    class Aggregation(models.TextChoices):
        SUM = "sum", _("Sum")
        LAST = "last", _("State at the end of the period")
        RATIO = "ratio", _("Ratio of two indicators")
        NONE = "none", _("Not aggregated")

    class Origin(models.TextChoices):
        ENTERED = "entered", pgettext_lazy("figure", "Entered")
        COMPUTED = "computed", pgettext_lazy("figure", "Computed")

    code = models.CharField(_("code"), max_length=80)
    name = models.CharField(_("name"), max_length=100)
    section = models.CharField(_("section"), max_length=20, choices=Section)
    definition = models.TextField(_("definition"))
    unit = models.CharField(_("unit"), max_length=20)
    decimals = models.PositiveSmallIntegerField(_("decimal places"), default=0)
    minimum = models.DecimalField(
        _("lowest value"), max_digits=15, decimal_places=2, null=True, blank=True, default=0
    )
    maximum = models.DecimalField(
        _("highest value"), max_digits=15, decimal_places=2, null=True, blank=True
    )
    aggregation = models.CharField(_("aggregation"), max_length=10, choices=Aggregation)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin, default=Origin.ENTERED)
    numerator = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("numerator"),
    )
    denominator = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("denominator"),
    )
    is_subset = models.BooleanField(
        _("numerator is part of denominator"),
        default=False,
        help_text=_("Then the ratio cannot exceed 100 %."),
    )
    scope = models.CharField(_("usual scope"), max_length=10, choices=Scope)
    valid_from = models.PositiveSmallIntegerField(_("first year"))
    valid_until = models.PositiveSmallIntegerField(
        _("end"), null=True, blank=True, help_text=_("The first year in which it no longer counts.")
    )
    catalogue = models.CharField(_("number in the catalogue"), max_length=40, blank=True)
    source = models.CharField(_("source"), max_length=300)
    history = HistoricalRecords()

    objects = IndicatorManager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"], name="one_indicator_version_begins_in_a_year"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_from__lt=F("valid_until")),
                name="indicator_ends_after_it_begins",
                violation_error_message=_("An indicator cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(numerator=None, denominator=None)
                | Q(numerator__isnull=False, denominator__isnull=False, aggregation="ratio"),
                name="ratio_has_both_parts_or_none",
                violation_error_message=_("A ratio has both parts or none."),
            ),
            models.CheckConstraint(
                condition=Q(origin="entered")
                | Q(numerator__isnull=False)
                | ~Q(aggregation="ratio"),
                name="computed_ratio_has_parts",
                violation_error_message=_("A computed ratio needs its two parts."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reports:indicator", args=[self.code])

    def natural_key(self) -> tuple[str, int]:
        return (self.code, self.valid_from)

    def is_in_force(self, year: int) -> bool:
        """Whether figures of the year are counted by this version."""
        return self.valid_from <= year and (self.valid_until is None or year < self.valid_until)

    def means_the_same_as(self, other: "Indicator") -> bool:
        """Whether figures of the two versions may be compared without a remark."""
        return (self.definition, self.unit) == (other.definition, other.unit)

    def quotient(self, numerator: Decimal, denominator: Decimal) -> Decimal:
        """The ratio in per cent, rounded half up once; parts in their own units."""
        percent = numerator / denominator * 100
        return percent.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
