"""The national statistics form as rows: its versions, its columns, what must hold and its rates."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from lawgov.statutes.models import Period
from reconsideration.models.options import valid_in


class FormVersionQuerySet(models.QuerySet["FormVersion"]):
    """Versions of the form by year."""

    def of_year(self, year: int) -> "FormVersion":
        """The version that a year is reported on; before the first one, the first."""
        rows = self.order_by(F("valid_from").desc(nulls_last=True), "pk")
        return rows.filter(valid_in(year)).first() or rows.reverse()[0]


class FormVersion(models.Model):
    """A version of the national form (行政复议案件统计报表) with what its head says."""

    code = models.SlugField(_("code"), max_length=10, unique=True)
    name = models.CharField(_("title"), max_length=100)
    table_number = models.CharField(_("table number"), max_length=60, blank=True)
    maker = models.CharField(pgettext_lazy("form", "made by"), max_length=100, blank=True)
    approver = models.CharField(_("approved by"), max_length=100, blank=True)
    approval = models.CharField(_("approval number"), max_length=100, blank=True)
    expires = models.CharField(_("valid until"), max_length=40, blank=True)
    valid_from = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True)
    valid_until = models.PositiveSmallIntegerField(_("until year"), null=True, blank=True)
    mark = models.CharField(
        _("standing"), max_length=12, choices=Period.Mark, default=Period.Mark.PRACTICE
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=300)
    history = HistoricalRecords()

    objects = FormVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of the statistics form")
        verbose_name_plural = _("versions of the statistics form")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class FormColumn(models.Model):
    """One column of a version of the form, or of the memorandum columns kept beside it.

    `code` names what is counted, in every version by the same word; `number` is
    the column's number in the form, none for a memorandum column.
    """

    form = models.ForeignKey(
        FormVersion, models.PROTECT, null=True, blank=True, related_name="columns",
        verbose_name=_("version of the statistics form"),
    )  # fmt: skip
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    code = models.SlugField(_("code"), max_length=40)
    group = models.CharField(_("group"), max_length=60, blank=True)
    group_en = models.CharField(_("group in English"), max_length=100, blank=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=100)
    rank = models.PositiveSmallIntegerField(_("rank"), default=0)
    mark = models.CharField(
        _("standing"), max_length=12, choices=Period.Mark, default=Period.Mark.PRACTICE
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    note_en = models.CharField(_("note in English"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=300)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("column of the statistics form")
        verbose_name_plural = _("columns of the statistics form")
        ordering = ["form", "rank", "pk"]
        constraints = [
            models.UniqueConstraint("code", Coalesce("form", 0), name="one_column_of_a_code"),
        ]

    def __str__(self) -> str:
        return spoken(self.name, self.name_en)

    @property
    def heading(self) -> str:
        """The heading above the columns of a group."""
        return spoken(self.group, self.group_en)

    @property
    def remark(self) -> str:
        """What is counted where the name does not say it."""
        return spoken(self.note, self.note_en)


def validate_sum(text: str) -> None:
    """Raise `ValidationError` for anything but codes joined by plus signs."""
    if any(not term.replace("_", "").isalnum() for term in terms(text)):
        raise ValidationError(_("Write codes of columns joined by +."))


def terms(text: str) -> list[str]:
    """The codes that a sum adds."""
    return [term.strip() for term in text.split("+")]


class Formula(models.Model):
    """What must hold between sums of columns, or a rate of two sums.

    `only_if` names a setting and the value with which the formula counts,
    `form` the one version of the form that has it.
    """

    class Relation(models.TextChoices):
        EQUAL = "=", "="
        AT_MOST = "<=", "≤"
        IMPLIES = "->", "⇒"
        RATE = "/", "÷"

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=200)
    left = models.CharField(_("left side"), max_length=500, validators=[validate_sum])
    relation = models.CharField(_("relation"), max_length=2, choices=Relation)
    right = models.CharField(_("right side"), max_length=500, validators=[validate_sum])
    decimals = models.PositiveSmallIntegerField(_("decimal places"), default=0)
    form = models.ForeignKey(
        FormVersion, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("version of the statistics form"),
    )  # fmt: skip
    only_if = models.CharField(_("only if a setting says"), max_length=60, blank=True)
    rank = models.PositiveSmallIntegerField(_("rank"), default=0)
    explanation = models.CharField(_("definition"), max_length=400)
    explanation_en = models.CharField(_("definition in English"), max_length=400)
    mark = models.CharField(
        _("standing"), max_length=12, choices=Period.Mark, default=Period.Mark.PRACTICE
    )
    source = models.CharField(_("source"), max_length=300)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("formula of the statistics form")
        verbose_name_plural = _("formulas of the statistics form")
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return spoken(self.name, self.name_en)

    @property
    def definition(self) -> str:
        """What the formula says, in the reader's language."""
        return spoken(self.explanation, self.explanation_en)

    @property
    def is_rate(self) -> bool:
        return self.relation == self.Relation.RATE


def spoken(chinese: str, english: str) -> str:
    """The words of the reader's language."""
    return english if english and (get_language() or "").startswith("en") else chinese
