"""Rules that figures must satisfy, as data."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from lawgov.organs.models import Organ
from reports.expressions import BadExpression, Term, parse
from reports.models.indicators import Scope


def validate_expression(text: str) -> None:
    """Raise `ValidationError` for a side that cannot be read."""
    try:
        parse(text)
    except BadExpression as error:
        raise ValidationError(
            _("Not a sum of indicators: %(part)s"), params={"part": str(error)}
        ) from error


class IdentityRule(models.Model):
    """An identity that the figures of any organ and year must satisfy.

    `received = accepted + otherwise_handled` is one. Each side is a sum of
    indicator codes; `docs/figures.md` describes the notation.
    """

    class Relation(models.TextChoices):
        EQUAL = "=", "="
        AT_MOST = "<=", "≤"
        AT_LEAST = ">=", "≥"

    class Severity(models.TextChoices):
        ERROR = "error", _("Error")
        WARNING = "warning", _("Warning")

    code = models.SlugField(_("code"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=200)
    left = models.CharField(_("left side"), max_length=300, validators=[validate_expression])
    relation = models.CharField(_("relation"), max_length=2, choices=Relation)
    right = models.CharField(_("right side"), max_length=300, validators=[validate_expression])
    severity = models.CharField(_("severity"), max_length=10, choices=Severity)
    valid_from = models.PositiveSmallIntegerField(_("first year"))
    valid_until = models.PositiveSmallIntegerField(_("end"), null=True, blank=True)
    explanation = models.TextField(_("why it must hold"), blank=True)
    source = models.CharField(_("source"), max_length=300)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("identity")
        verbose_name_plural = _("identities")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name

    @property
    def left_terms(self) -> list[Term]:
        return parse(self.left)

    @property
    def right_terms(self) -> list[Term]:
        return parse(self.right)


class Explanation(models.Model):
    """Why a warning of an identity is right all the same."""

    rule = models.ForeignKey(
        IdentityRule, models.PROTECT, related_name="explanations", verbose_name=_("identity")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name=_("organ"))
    scope = models.CharField(_("scope"), max_length=10, choices=Scope, blank=True)
    indicator = models.CharField(_("indicator"), max_length=80, blank=True)
    text = models.CharField(_("explanation"), max_length=300)
    written_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("explanation")
        verbose_name_plural = _("explanations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "year", "organ", "scope", "indicator"],
                name="a_warning_is_explained_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]
