"""The journal of documents, and what was found to be no normative document."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from lawgov.journal import JournalEntry
from lawgov.organs.models import Organ
from lawgov.organs.places import Placed, PlacedQuerySet
from lawgov.searching import Searchable
from normative.models.choices import State, Verb
from normative.models.documents import Document
from normative.models.rules import Option

if TYPE_CHECKING:
    from lawgov.accounts.models import User


class MoveQuerySet(models.QuerySet["Move"]):
    """Moves by reader."""

    def visible_to(self, user: "User") -> Self:
        return self.filter(document__in=Document.objects.visible_to(user))


class Move(JournalEntry):
    """One step in the life of a document."""

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="moves", verbose_name=_("normative document")
    )
    verb = models.CharField(_("move"), max_length=10, choices=Verb)
    from_state = models.CharField(_("from"), max_length=10, choices=State, blank=True)
    to_state = models.CharField(_("to"), max_length=10, choices=State)

    objects = MoveQuerySet.as_manager()

    class Meta(JournalEntry.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.made_on}"


class NotNormativeQuerySet(PlacedQuerySet["NotNormative"]):
    """Texts found to be no normative documents, by reader."""


class NotNormative(Placed, Searchable):
    """A text that was looked at and is no normative document, with the reason (不属于规范性文件).

    Kept, so that the same text is not looked at twice and the line that was
    drawn can be seen.
    """

    organ = models.ForeignKey(
        Organ, models.PROTECT, related_name="+", db_index=False, verbose_name=_("maker")
    )
    title = models.CharField(_("title"), max_length=300)
    number = models.CharField(_("document number"), max_length=80, blank=True)
    reason = models.ForeignKey(
        Option, models.PROTECT, related_name="+", db_index=False, verbose_name=_("reason")
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    found_on = models.DateField(_("found on"))
    found_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", db_index=False,
        editable=False, verbose_name=_("found by"),
    )  # fmt: skip
    history = HistoricalRecords(excluded_fields=["search_text", "search_pairs"])

    objects = NotNormativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("text that is no normative document")
        verbose_name_plural = _("texts that are no normative documents")
        ordering = ["-found_on", "-pk"]
        indexes = [
            models.Index(fields=[scope, "found_on", "id"], name=f"not_normative_{scope}")
            for scope in ("organ", "province", "city", "county")
        ]

    def __str__(self) -> str:
        return self.title
