"""Lists, settings, checks and moves as rows: what the law or practice says, by day."""

from datetime import date
from typing import Any, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from lawgov.statutes.sourced import Sourced
from normative.models.patterns import problem_of

M = TypeVar("M", bound=models.Model)


class DatedQuerySet(models.QuerySet[M]):
    """Rows in versions: one ends where the next of the same code begins."""

    def on(self, day: date) -> Self:
        """The versions that had begun by a day, the latest of a code last."""
        begun = Q(effective_from=None) | Q(effective_from__lte=day)
        return self.filter(begun).order_by(F("effective_from").asc(nulls_first=True), "pk")

    def by_code(self, day: date) -> dict[str, M]:
        """The version in force of each code on a day."""
        return {getattr(row, "code"): row for row in self.on(day)}  # noqa: B009


class Dated(Sourced):
    """A rule in versions that begin on a day."""

    code = models.SlugField(_("code"), max_length=50)
    name = models.CharField(_("name"), max_length=150)
    effective_from = models.DateField(
        _("effective from"),
        null=True,
        blank=True,
        help_text=_("Empty: always. A version ends where the next one begins."),
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


def one_version(name: str) -> models.UniqueConstraint:
    """That a code has one version from a day."""
    return models.UniqueConstraint("code", Coalesce("effective_from", date.min), name=name)


class OptionQuerySet(models.QuerySet["Option"]):
    """Entries by list, track and day."""

    def of(self, kind: str, *, track: str = "", on: date | None = None) -> Self:
        """The entries of a list that a track has on a day."""
        rows = self.filter(list=kind)
        if on is not None:
            begun = Q(effective_from=None) | Q(effective_from__lte=on)
            rows = rows.filter(begun).filter(Q(effective_until=None) | Q(effective_until__gt=on))
        if track:
            padded = Concat(Value(" "), "tracks", Value(" "), output_field=models.CharField())
            rows = rows.annotate(tracks_in_words=padded)
            rows = rows.filter(Q(tracks="") | Q(tracks_in_words__contains=f" {track} "))
        return rows


class Option(Sourced):
    """One entry of a list: a type of title, a material, a review point, a kind of opinion.

    `effect` says what follows from it, in words that the moves know.
    """

    class List(models.TextChoices):
        TITLE = "title", _("Type of title")
        NOT_NORMATIVE = "not_normative", _("Reason for not being a normative document")
        MATERIAL = "material", _("Material to be handed in")
        POINT = "point", _("Review point")
        OPINION = "opinion", _("Kind of opinion")
        CONCLUSION = "conclusion", _("Conclusion of a review")
        REFUSAL = "refusal", _("Reason for refusing a registration")
        CORRECTION = "correction", _("Where a correction came from")
        TRIGGER = "trigger", _("Reason for an evaluation")

    list = models.CharField(_("list"), max_length=20, choices=List)
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=150)
    effect = models.SlugField(_("effect"), max_length=20, blank=True)
    tracks = models.CharField(
        _("tracks"), max_length=80, blank=True,
        help_text=_("Separated by blanks; empty: all of them."),
    )  # fmt: skip
    effective_from = models.DateField(_("effective from"), null=True, blank=True)
    effective_until = models.DateField(
        _("effective until"), null=True, blank=True,
        help_text=_("The first day no longer in force."),
    )  # fmt: skip
    rank = models.PositiveSmallIntegerField(_("rank"), default=0)
    history = HistoricalRecords()

    objects = OptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("list entry")
        verbose_name_plural = _("list entries")
        ordering = ["list", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["list", "code"], name="one_entry_of_a_list_and_code")
        ]

    def __str__(self) -> str:
        return self.name


class Setting(Dated):
    """A number or pattern that law or practice leaves open, with its source."""

    value = models.CharField(_("value"), max_length=200)
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("setting")
        verbose_name_plural = _("settings")
        ordering = ["code", "pk"]
        constraints = [one_version("one_version_of_a_normative_setting")]

    def clean(self) -> None:
        """Raise `ValidationError` at the value that cannot be read as what it stands for."""
        problem = problem_of(self.code, self.value)
        if problem:
            raise ValidationError({"value": problem})


class Check(Dated):
    """How grave it is that a document does not keep a rule, and what the rule rests on."""

    class Gravity(models.TextChoices):
        ERROR = "error", _("Refuse")
        WARNING = "warning", _("Warn")
        OFF = "off", _("Do not check")

    gravity = models.CharField(_("what follows"), max_length=10, choices=Gravity)
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of documents")
        verbose_name_plural = _("checks of documents")
        ordering = ["pk"]
        constraints = [one_version("one_version_of_a_check")]


class MoveRule(Dated):
    """That a move exists from a day on, and by which article.

    `code` is the verb of a document, or the track and the verb of a matter.
    """

    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule of a move")
        verbose_name_plural = _("rules of moves")
        ordering = ["pk"]
        constraints = [one_version("one_version_of_a_document_move")]


def settings_of(day: date) -> dict[str, str]:
    """The value of every setting on a day."""
    rows: Any = Setting.objects.all()
    return {code: row.value for code, row in rows.by_code(day).items()}
