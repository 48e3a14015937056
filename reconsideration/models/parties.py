"""Who takes part in a case: applicants, third parties, their agents and representatives."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from reconsideration.models.cases import Case
from reconsideration.models.choices import Being, Paper, Role

if TYPE_CHECKING:
    from lawgov.accounts.models import User


class PartyQuerySet(models.QuerySet["Party"]):
    """Parties by case and role."""

    def visible_to(self, user: "User") -> "PartyQuerySet":
        return self.filter(case__in=Case.objects.visible_to(user))


class Party(models.Model):
    """A person or organisation in a case (申请人、第三人、代理人、代表人)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="parties", verbose_name=_("case"))
    role = models.CharField(_("role"), max_length=15, choices=Role)
    being = models.CharField(_("kind"), max_length=15, choices=Being, default=Being.PERSON)
    name = models.CharField(pgettext_lazy("person", "name"), max_length=100)
    initials = models.CharField(_("pinyin initials"), max_length=100, blank=True)
    paper = models.CharField(_("identity paper"), max_length=10, choices=Paper)
    paper_number = models.CharField(_("number of the paper"), max_length=40, blank=True)
    paper_note = models.CharField(_("why the number is taken as it is"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    address = models.CharField(_("delivery address"), max_length=200, blank=True)
    represents = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="agents",
        verbose_name=_("on behalf of"),
    )  # fmt: skip
    powers = models.CharField(_("powers"), max_length=200, blank=True)
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    stance = models.CharField(_("stance"), max_length=300, blank=True)
    history = HistoricalRecords()

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="party_has_a_name",
                violation_error_message=_("A party has a name."),
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.APPLICANT) | ~Q(paper=Paper.NONE),
                name="applicant_has_an_identity",
                violation_error_message=_("An applicant has an identity paper."),
            ),
        ]
        indexes = [models.Index(fields=["name"], name="party_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def masked_number(self) -> str:
        """The number of the paper as lists show it: the middle hidden."""
        number = self.paper_number
        return f"{number[:4]}{'*' * max(0, len(number) - 8)}{number[-4:]}" if number else ""
