"""Clean-ups and evaluations: what becomes of documents that were issued (清理、实施评估)."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from lawgov.journal import JournalEntry
from lawgov.organs.models import Organ
from lawgov.organs.places import Placed, PlacedQuerySet, belonging_to
from normative.models.documents import Document
from normative.models.rules import Option
from normative.models.stages import CleanupAct, CleanupKind, CleanupResult, CleanupState

if TYPE_CHECKING:
    from lawgov.accounts.models import User


class CleanupQuerySet(PlacedQuerySet["Cleanup"]):
    """Campaigns by reader, and those of which everybody may read the result."""

    def visible_to(self, user: "User") -> Self:
        """What belongs to the user's place, and what the user's organ looks at documents for."""
        rows = super().visible_to(user)
        if user.is_superuser or user.organ is None:
            return rows
        given = CleanupItem.objects.filter(assigned_to=user.organ.realm)
        return self.filter(belonging_to(user.organ.realm) | Q(pk__in=given.values("cleanup")))

    def closed(self) -> Self:
        """Those whose result is published."""
        return self.filter(state=CleanupState.CLOSED)


class Cleanup(Placed):
    """A clean-up campaign (清理): a set of documents, each of which is concluded.

    Nothing stays undecided at closing; the result lists are published then and
    the documents ended as they say.
    """

    name = models.CharField(_("name of the campaign"), max_length=150)
    kind = models.CharField(_("kind"), max_length=8, choices=CleanupKind)
    organ = models.ForeignKey(
        Organ, models.PROTECT, related_name="+", db_index=False, verbose_name=_("organ")
    )
    basis = models.CharField(
        _("reason"), max_length=300, help_text=_("The notice, or the upper law that has changed.")
    )
    opened_on = models.DateField(_("opened on"))
    until = models.DateField(_("to be finished by"))
    closed_on = models.DateField(_("closed on"), null=True, editable=False)
    published_in = models.CharField(
        _("result published in"), max_length=150, blank=True, editable=False
    )
    state = models.CharField(
        pgettext_lazy("matter", "stage"), max_length=10, choices=CleanupState, editable=False
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    opened_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False,
        verbose_name=_("opened by"),
    )  # fmt: skip
    history = HistoricalRecords()

    objects = CleanupQuerySet.as_manager()

    class Meta:
        verbose_name = _("clean-up campaign")
        verbose_name_plural = _("clean-up campaigns")
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("opened_on")),
                name="cleanup_ends_after_it_begins",
                violation_error_message=_("A campaign cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(state=CleanupState.CLOSED, closed_on__isnull=False)
                | ~Q(state=CleanupState.CLOSED),
                name="closed_cleanup_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("normative:cleanup", args=[self.pk])


class CleanupMove(JournalEntry):
    """One step of a campaign."""

    cleanup = models.ForeignKey(
        Cleanup, models.PROTECT, related_name="moves", verbose_name=_("clean-up campaign")
    )
    verb = models.CharField(_("move"), max_length=20, choices=CleanupAct)
    from_state = models.CharField(_("from"), max_length=10, choices=CleanupState, blank=True)
    to_state = models.CharField(_("to"), max_length=10, choices=CleanupState)

    class Meta(JournalEntry.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.made_on}"


class CleanupItem(models.Model):
    """One document of a campaign: who looks at it, and what becomes of it."""

    cleanup = models.ForeignKey(
        Cleanup, models.PROTECT, related_name="items", verbose_name=_("clean-up campaign")
    )
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="cleanup_items",
        verbose_name=_("normative document"),
    )  # fmt: skip
    assigned_to = models.ForeignKey(
        Organ, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("looked at by"),
    )  # fmt: skip
    result = models.CharField(_("result"), max_length=15, choices=CleanupResult, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("decided by"),
    )  # fmt: skip
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("document of a campaign")
        verbose_name_plural = _("documents of a campaign")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cleanup", "document"], name="one_item_of_a_document_in_a_cleanup"
            ),
            models.CheckConstraint(
                condition=(Q(result="") & Q(decided_on=None))
                | (~Q(result="") & Q(decided_on__isnull=False)),
                name="concluded_item_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.document)


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    """Evaluations are seen by who sees the document."""

    def visible_to(self, user: "User") -> Self:
        return self.filter(document__in=Document.objects.visible_to(user))


class Evaluation(models.Model):
    """How a document works in practice (实施评估、跟踪调研): what was found, what is advised."""

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="evaluations", verbose_name=_("normative document")
    )
    trigger = models.ForeignKey(
        Option, models.PROTECT, related_name="+", verbose_name=_("why it is evaluated")
    )
    done_on = models.DateField(_("evaluated on"))
    team = models.CharField(_("by whom"), max_length=200)
    method = models.CharField(_("how"), max_length=200)
    findings = models.TextField(_("findings"))
    advice = models.CharField(
        _("advised"), max_length=15,
        choices=[choice for choice in CleanupResult.choices if choice[0] != "repealed_before"],
    )  # fmt: skip
    action = models.CharField(_("what was done"), max_length=300, blank=True)
    added_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False,
        verbose_name=_("added by"),
    )  # fmt: skip
    history = HistoricalRecords()

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ["done_on", "pk"]

    def __str__(self) -> str:
        return f"{self.document} {self.done_on}"
