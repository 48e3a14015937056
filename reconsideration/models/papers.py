"""Numbers, issued documents and attachments."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from lawgov.importing.models import ImportFaultBase, ImportRunBase
from lawgov.papers import IssuedPaper, PaperKind
from lawgov.serials import NumberPatternBase, SeriesBase
from lawgov.storage import private_files
from reconsideration.models.cases import Case
from reconsideration.models.journal import Move

if TYPE_CHECKING:
    from lawgov.accounts.models import User


class DocumentKind(PaperKind):
    """A standard document of a case (文书)."""

    history = HistoricalRecords()

    class Meta(PaperKind.Meta):
        pass


class NumberPattern(NumberPatternBase):
    """How an organ writes its numbers (发文字号)."""

    history = HistoricalRecords()

    class Meta(NumberPatternBase.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organ", "kind"], name="one_pattern_of_a_kind"),
        ]


class Series(SeriesBase):
    """The counter of one series of numbers."""

    class Meta(SeriesBase.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organ", "kind", "year"], name="one_series_of_a_year"),
        ]


class OfCaseQuerySet(models.QuerySet["models.Model"]):
    """Whatever belongs to a case is seen by who sees the case."""

    def visible_to(self, user: "User") -> Self:
        return self.filter(case__in=Case.objects.visible_to(user))


class Document(IssuedPaper):
    """A document of a case as issued; voided, not deleted."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="documents", verbose_name=_("case"))
    kind = models.ForeignKey(
        DocumentKind, models.PROTECT, related_name="+", verbose_name=_("kind of document")
    )
    move = models.ForeignKey(
        Move, models.PROTECT, null=True, related_name="documents", verbose_name=_("move")
    )

    objects = OfCaseQuerySet.as_manager()

    class Meta(IssuedPaper.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "kind", "year", "serial"], name="one_document_of_a_number"
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None) | ~Q(void_reason=""), name="voided_with_a_reason"
            ),
        ]


class Attachment(models.Model):
    """A file that belongs to a case, as it came in; its content never changes."""

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="attachments", verbose_name=_("case")
    )
    title = models.CharField(_("title"), max_length=150)
    file = models.FileField(_("file"), storage=private_files, upload_to="attachments/%Y/%m/")
    file_name = models.CharField(_("file name"), max_length=200)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("checksum"), max_length=64)
    added_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class ImportRun(ImportRunBase):
    """One import of past cases."""


class ImportFault(ImportFaultBase):
    """One fault of one cell."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="faults")
