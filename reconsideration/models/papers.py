"""Numbers, issued documents and attachments."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from lawgov.organs.models import Organ
from lawgov.storage import private_files
from reconsideration.models.cases import Case
from reconsideration.models.journal import Move

if TYPE_CHECKING:
    from lawgov.accounts.models import User


class DocumentKind(models.Model):
    """A standard document (文书): how it is called, numbered and worded.

    `body` is the wording, one paragraph a line, with `{{ … }}` filled from the
    case; an office that wants its own layout uploads a .docx `template` with the
    same names in it.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(pgettext_lazy("thing", "name"), max_length=60)
    letter = models.CharField(
        _("letter in the number"),
        max_length=8,
        blank=True,
        help_text=_("One or a few characters that name the kind of document."),
    )
    is_numbered = models.BooleanField(_("numbered"), default=True)
    addressee = models.CharField(_("addressee"), max_length=40, blank=True)
    verbs = models.CharField(_("issued after the moves"), max_length=200, blank=True)
    rule_sets = models.CharField(_("rule sets"), max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=60)
    body = models.TextField(_("wording"))
    template = models.FileField(
        _("the office's own .docx"), storage=private_files, upload_to="templates/", blank=True
    )
    rank = models.PositiveSmallIntegerField(_("rank"), default=0)
    source = models.CharField(_("source"), max_length=300)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("kind of document")
        verbose_name_plural = _("kinds of document")
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return self.name


class NumberPattern(models.Model):
    """How an organ writes its numbers (发文字号), from a year on; editable per organ and letter.

    `text` holds `{letter}`, `{year}` and `{number}`: 晋政复{letter}字〔{year}〕第{number}号.
    """

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name=_("organ"))
    kind = models.CharField(
        _("kind"), max_length=40, blank=True, help_text=_("Empty: all documents; “case”: files.")
    )
    text = models.CharField(_("pattern"), max_length=80)
    source = models.CharField(_("source"), max_length=300)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("number pattern")
        verbose_name_plural = _("number patterns")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "kind"], name="one_pattern_of_a_kind"),
        ]

    def __str__(self) -> str:
        return self.text


class Series(models.Model):
    """The counter of one series: an organ, a kind of document, a year. Gapless, never reused."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name=_("organ"))
    kind = models.CharField(_("kind"), max_length=40)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "kind", "year"], name="one_series_of_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"


class OfCaseQuerySet(models.QuerySet["models.Model"]):
    """Whatever belongs to a case is seen by who sees the case."""

    def visible_to(self, user: "User") -> Self:
        return self.filter(case__in=Case.objects.visible_to(user))


class Document(models.Model):
    """A document as issued: numbered, kept as a file with its checksum; voided, not deleted."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="documents", verbose_name=_("case"))
    kind = models.ForeignKey(
        DocumentKind, models.PROTECT, related_name="+", verbose_name=_("kind of document")
    )
    move = models.ForeignKey(
        Move, models.PROTECT, null=True, related_name="documents", verbose_name=_("move")
    )
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name=_("organ"))
    year = models.PositiveSmallIntegerField(_("year"))
    serial = models.PositiveIntegerField(_("serial number"), null=True)
    number = models.CharField(_("number"), max_length=80, blank=True)
    addressee = models.CharField(_("addressee"), max_length=100, blank=True)
    issued_on = models.DateField(_("issued on"))
    issued_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("issued by")
    )
    file = models.FileField(_("file"), storage=private_files, upload_to="documents/%Y/%m/")
    sha256 = models.CharField(_("checksum"), max_length=64)
    voided_at = models.DateTimeField(_("voided at"), null=True)
    voided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("voided by")
    )
    void_reason = models.CharField(_("why voided"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "kind", "year", "serial"], name="one_document_of_a_number"
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None) | ~Q(void_reason=""), name="voided_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}".strip()


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


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    """Imports by reader and file."""

    def visible_to(self, user: "User") -> Self:
        """The imports for the organs whose records a user works with."""
        return self.filter(organ__in=Organ.objects.visible_to(user))

    def of_file(self, organ: Organ, sha256: str) -> Self:
        """The imports that wrote, or are still to write, the same file for the same organ."""
        rows = self.filter(organ=organ, sha256=sha256).exclude(mode=ImportRun.Mode.DRY)
        return rows.exclude(state=ImportRun.State.REFUSED)

    def for_list(self) -> Self:
        return self.select_related("organ", "made_by").order_by("-pk")


class ImportRun(models.Model):
    """One import of past cases: what was sent, how far it is, and every fault found."""

    class Mode(models.TextChoices):
        DRY = "dry", _("Only check")
        ALL = "all", _("All rows or none")
        GOOD = "good", _("Only the good rows")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused")

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name=_("organ"))
    file = models.FileField(_("file"), storage=private_files, upload_to="imports/%Y/%m/")
    file_name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(_("checksum"), max_length=64)
    mode = models.CharField(_("mode"), max_length=6, choices=Mode)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    rows_total = models.PositiveIntegerField(_("rows"), default=0)
    rows_read = models.PositiveIntegerField(_("rows read"), default=0)
    rows_written = models.PositiveIntegerField(_("rows written"), default=0)
    faults_found = models.PositiveIntegerField(_("faults"), default=0)
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name


class ImportFault(models.Model):
    """One fault of one cell."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="faults")
    row = models.PositiveIntegerField(_("row"))
    column = models.CharField(_("column"), max_length=60, blank=True)
    value = models.CharField(_("value"), max_length=200, blank=True)
    message = models.CharField(_("message"), max_length=300)

    class Meta:
        verbose_name = _("fault")
        verbose_name_plural = _("faults")
        ordering = ["row", "pk"]

    def __str__(self) -> str:
        return f"{self.row} {self.column}: {self.message}"
