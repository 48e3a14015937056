"""Lists of the law and of the form as rows: grounds, kinds and fields, each with its article."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from lawgov.statutes.models import Period, RuleSet


def valid_in(year: int) -> Q:
    """That a row is valid in a year; the first year no longer valid is excluded."""
    begun = Q(valid_from=None) | Q(valid_from__lte=year)
    return begun & (Q(valid_until=None) | Q(valid_until__gt=year))


class OptionQuerySet(models.QuerySet["Option"]):
    """Entries by list, rule set and year."""

    def of(self, kind: str, *, rule_set: RuleSet | None = None) -> Self:
        """The entries of a list that a rule set has."""
        rows = self.filter(list=kind)
        if rule_set is not None:
            rows = rows.filter(Q(rule_sets="") | Q(rule_sets__contains=rule_set.code))
        return rows.order_by("rank", "pk")

    def in_year(self, year: int) -> Self:
        """The entries of the form as it stood in a year."""
        return self.filter(valid_in(year))


class Option(models.Model):
    """One entry of a list: a ground, a kind of act or decision, a field of administration.

    `rule_sets` names the rule sets that have it, none meaning all. `column` is
    the column or row of the national form it is counted in; `effect` what else
    follows from it in the program.
    """

    class List(models.TextChoices):
        ACT_KIND = "act_kind", _("Kind of act")
        FIELD = "field", _("Field of administration")
        REFUSAL = "refusal", _("Ground of refusal")
        SIMPLIFIED = "simplified", _("Ground of the simplified procedure")
        STAY = "stay", _("Ground of a stay")
        SUSPENSION = "suspension", _("Ground of suspension")
        TERMINATION = "termination", _("Ground of termination")
        DISMISSAL = "dismissal", _("Ground of dismissal")
        JOINING = "joining", _("Ground of joining cases")
        DECISION = "decision", _("Kind of decision")

    list = models.CharField(_("list"), max_length=20, choices=List)
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=150)
    rule_sets = models.CharField(_("rule sets"), max_length=20, blank=True)
    article = models.CharField(_("article"), max_length=150, blank=True)
    column = models.CharField(_("column of the form"), max_length=30, blank=True)
    effect = models.CharField(_("effect"), max_length=30, blank=True)
    valid_from = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True)
    valid_until = models.PositiveSmallIntegerField(_("until year"), null=True, blank=True)
    rank = models.PositiveSmallIntegerField(_("rank"), default=0)
    mark = models.CharField(
        _("standing"), max_length=12, choices=Period.Mark, default=Period.Mark.STATUTE
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=300)
    history = HistoricalRecords()

    objects = OptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("list entry")
        verbose_name_plural = _("list entries")
        ordering = ["list", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["list", "code", "rule_sets"], name="one_list_entry_of_a_code"
            )
        ]

    def __str__(self) -> str:
        return self.name


class MoveRule(models.Model):
    """That a rule set has a move, and by which article; a move without a row does not exist."""

    verb = models.SlugField(_("verb"), max_length=30)
    rule_set = models.ForeignKey(
        RuleSet, models.PROTECT, related_name="+", verbose_name=_("rule set")
    )
    article = models.CharField(_("article"), max_length=200)
    mark = models.CharField(
        _("standing"), max_length=12, choices=Period.Mark, default=Period.Mark.STATUTE
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=300)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("rule of a move")
        verbose_name_plural = _("rules of moves")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["verb", "rule_set"], name="one_rule_of_a_move"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} ({self.rule_set.code})"


class Setting(models.Model):
    """A number or choice that law or practice leaves open, with its source; edited in the admin."""

    code = models.SlugField(_("code"), max_length=50)
    rule_set = models.ForeignKey(
        RuleSet, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("rule set"),
    )  # fmt: skip
    value = models.CharField(_("value"), max_length=100)
    name = models.CharField(_("name"), max_length=150)
    article = models.CharField(_("article"), max_length=200, blank=True)
    mark = models.CharField(
        _("standing"), max_length=12, choices=Period.Mark, default=Period.Mark.STATUTE
    )
    source = models.CharField(_("source"), max_length=300)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("setting")
        verbose_name_plural = _("settings")
        ordering = ["code", "pk"]
        constraints = [
            models.UniqueConstraint(
                "code", Coalesce("rule_set", 0), name="one_setting_of_a_code"
            ),  # no rule set is one value too, on every database
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def read(cls, code: str, rule_set: RuleSet | None = None) -> str:
        """The value in force: the rule set's own, else the general one."""
        rows = cls.objects.filter(code=code).filter(Q(rule_set=rule_set) | Q(rule_set=None))
        own_first = F("rule_set").asc(nulls_last=True)
        return rows.order_by(own_first, "pk").values_list("value", flat=True).first() or ""
