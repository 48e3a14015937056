"""What belongs to a document: its texts by version, its basis in upper law, its links."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from lawgov.storage import private_files
from normative.models.choices import LinkKind
from normative.models.documents import PUBLIC, Document

if TYPE_CHECKING:
    from lawgov.accounts.models import User


class VersionQuerySet(models.QuerySet["Version"]):
    """Versions by reader; lists leave the texts in the database."""

    def visible_to(self, user: "User") -> Self:
        return self.filter(document__in=Document.objects.visible_to(user))

    def without_text(self) -> Self:
        return self.defer("text").select_related("added_by")

    def in_force(self, on: date) -> "Version | None":
        """The wording that a published document has on a day: the latest that has begun."""
        begun = self.filter(Q(effective_on=None) | Q(effective_on__lte=on))
        return begun.order_by("number").last() or self.order_by("number").first()


class Version(models.Model):
    """The text of a document as it stood from a day on; never changed, only followed."""

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="versions", verbose_name=_("normative document")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    label = models.CharField(_("label"), max_length=100, blank=True)
    text = models.TextField(_("text"), blank=True)
    length = models.PositiveIntegerField(_("characters"), default=0)
    effective_on = models.DateField(_("in this wording from"), null=True, blank=True)
    file = models.FileField(
        _("file"), storage=private_files, upload_to="normative/%Y/%m/", blank=True
    )
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    media_type = models.CharField(_("type"), max_length=100, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(_("checksum"), max_length=64, blank=True)
    added_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", db_index=False,
        verbose_name=_("added by"),
    )  # fmt: skip
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of the text")
        verbose_name_plural = _("versions of the text")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="one_version_of_a_number")
        ]

    def __str__(self) -> str:
        return self.label or str(_("Version %(number)s") % {"number": self.number})


class Basis(models.Model):
    """Which article of an upper law a clause of a document rests on (制定依据)."""

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="bases", verbose_name=_("normative document")
    )
    clause = models.CharField(_("clause"), max_length=60, blank=True)
    law = models.CharField(_("upper law"), max_length=200)
    article = models.CharField(_("article"), max_length=60, blank=True)
    quotation = models.TextField(_("words of the law"), max_length=2000, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("basis in upper law")
        verbose_name_plural = _("bases in upper law")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.law}{self.article}"


class LinkQuerySet(models.QuerySet["Link"]):
    """Links by what both ends are."""

    def public(self, on: date) -> Self:
        """Links between documents that everybody may read, or to one named in words."""
        rows = self.filter(document__state__in=PUBLIC, document__published_on__lte=on)
        open_target = Q(target__state__in=PUBLIC, target__published_on__lte=on)
        return rows.filter(Q(target=None) | open_target)

    def with_both(self) -> Self:
        ends = ["document", "target"]
        texts = [f"{end}__search_{name}" for end in ends for name in ("text", "pairs")]
        return self.select_related(*ends).defer(*texts)


class Link(models.Model):
    """What a document does to another: supersedes, repeals, amends, implements it."""

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="links", verbose_name=_("normative document")
    )
    kind = models.CharField(_("kind of link"), max_length=12, choices=LinkKind)
    target = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="links_from",
        verbose_name=_("other document"),
    )  # fmt: skip
    named = models.CharField(_("other document in words"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    history = HistoricalRecords()

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link between documents")
        verbose_name_plural = _("links between documents")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "kind", "target"],
                name="one_link_of_a_kind",
                violation_error_message=_("This link is there already."),
            ),
            models.CheckConstraint(
                condition=Q(target=None) | ~Q(document=F("target")),
                name="document_is_not_linked_with_itself",
                violation_error_message=_("A document cannot be linked with itself."),
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=False) | ~Q(named=""),
                name="link_names_the_other_document",
                violation_error_message=_("Name the other document."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.target or self.named}"
