"""Papers of a record (文书): which kinds there are, how they read, issued with a number, voided."""

import hashlib
import io
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4
from zipfile import BadZipFile

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate

from lawgov import gongwen
from lawgov.errors import Conflict
from lawgov.organs.models import Organ
from lawgov.sandbox import BLANK, FAULTS, Sandbox, fill, refusing
from lawgov.serials import Numbering
from lawgov.storage import private_files
from lawgov.uploads import WORD

if TYPE_CHECKING:
    from docx.document import Document as Docx

    from lawgov.accounts.models import User

MEDIA_TYPE = WORD
UNREADABLE = (BadZipFile, PackageNotFoundError, OSError)


class PaperKind(models.Model):
    """A standard document (文书): how it is called, numbered and worded.

    `body` is the wording, one paragraph a line, with `{{ … }}` filled from the
    record; an office that wants its own layout uploads a .docx `template` with the
    same names in it.
    """

    code = models.SlugField(gettext_lazy("code"), max_length=40, unique=True)
    name = models.CharField(pgettext_lazy("thing", "name"), max_length=60)
    letter = models.CharField(
        gettext_lazy("letter in the number"),
        max_length=8,
        blank=True,
        help_text=gettext_lazy("One or a few characters that name the kind of document."),
    )
    is_numbered = models.BooleanField(gettext_lazy("numbered"), default=True)
    addressee = models.CharField(gettext_lazy("addressee"), max_length=40, blank=True)
    verbs = models.CharField(gettext_lazy("issued after the moves"), max_length=200, blank=True)
    rule_sets = models.CharField(gettext_lazy("rule sets"), max_length=20, blank=True)
    title = models.CharField(gettext_lazy("title"), max_length=60)
    body = models.TextField(gettext_lazy("wording"))
    template = models.FileField(
        gettext_lazy("the office's own .docx"),
        storage=private_files,
        upload_to="templates/",
        blank=True,
    )
    rank = models.PositiveSmallIntegerField(gettext_lazy("rank"), default=0)
    source = models.CharField(gettext_lazy("source"), max_length=300)

    class Meta:
        abstract = True
        verbose_name = gettext_lazy("kind of document")
        verbose_name_plural = gettext_lazy("kinds of document")
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return self.name


class IssuedPaper(models.Model):
    """A paper as issued: numbered, kept as a file with its checksum; voided, not deleted.

    The model itself has foreign keys to its record, `kind` and `move`.
    """

    organ = models.ForeignKey(
        Organ, models.PROTECT, related_name="+", verbose_name=gettext_lazy("organ")
    )
    year = models.PositiveSmallIntegerField(gettext_lazy("year"))
    serial = models.PositiveIntegerField(gettext_lazy("serial number"), null=True)
    number = models.CharField(gettext_lazy("number"), max_length=80, blank=True)
    addressee = models.CharField(gettext_lazy("addressee"), max_length=100, blank=True)
    issued_on = models.DateField(gettext_lazy("issued on"))
    issued_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+",
        verbose_name=gettext_lazy("issued by"),
    )  # fmt: skip
    file = models.FileField(
        gettext_lazy("file"), storage=private_files, upload_to="documents/%Y/%m/"
    )
    sha256 = models.CharField(gettext_lazy("checksum"), max_length=64)
    voided_at = models.DateTimeField(gettext_lazy("voided at"), null=True)
    voided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+",
        verbose_name=gettext_lazy("voided by"),
    )  # fmt: skip
    void_reason = models.CharField(gettext_lazy("why voided"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        verbose_name = gettext_lazy("document")
        verbose_name_plural = gettext_lazy("documents")
        ordering = ["pk"]

    def __str__(self) -> str:
        kind: Any = getattr(self, "kind", "")
        return f"{kind} {self.number}".strip()


class Papers:
    """The papers of one kind of record; an app says what their wordings may name.

    A record has `organ`, `rule_set`, `received_on` and `moves`; `paper` is the model
    of issued papers with a foreign key `record` to it.
    """

    def __init__(
        self, *, kinds: type[Any], paper: type[Any], record: str, numbering: Numbering
    ) -> None:
        self.kinds, self.paper, self.record, self.numbering = kinds, paper, record, numbering

    def context(
        self, record: Any, kind: Any, *, on: date, number: str = "", addressee: str = "",
        text: str = "",
    ) -> dict[str, str]:  # fmt: skip
        """Every name that a wording may use, as plain text in Chinese; missing facts are blanks."""
        raise NotImplementedError

    def usual_addressee(self, values: dict[str, str], kind: Any) -> Iterable[str]:
        """To whom a kind of paper may go, the likeliest first; `values` is the context."""
        raise NotImplementedError

    def kinds_for(self, record: Any) -> "models.QuerySet[Any]":
        """The kinds of the record's rule set, those due after its last move first."""
        last = record.moves.last()
        verb = f" {last.verb} " if last else " "
        words = {
            f"{name}_in_words": Concat(
                Value(" "), name, Value(" "), output_field=models.TextField()
            )
            for name in ("verbs", "rule_sets")
        }
        suggested = models.When(verbs_in_words__contains=verb, then=0)
        kinds = self.kinds.objects.annotate(**words).annotate(
            is_later=models.Case(suggested, default=1, output_field=models.IntegerField())
        )
        own = Q(rule_sets="") | Q(rule_sets_in_words__contains=f" {record.rule_set.code} ")
        return kinds.filter(own).order_by("is_later", "rank", "pk")

    def addressee_of(self, record: Any, kind: Any) -> str:
        """To whom a kind of paper usually goes, as far as the record tells."""
        values = self.context(record, kind, on=record.received_on)
        return next((value for value in self.usual_addressee(values, kind) if value), "")

    def preview(
        self, record: Any, kind: Any, *, on: date, addressee: str = "", text: str = ""
    ) -> str:
        """How the paper would read, its number still open."""
        addressee = addressee or self.addressee_of(record, kind)
        number = str(BLANK) if kind.is_numbered else ""
        page = self.written(record, kind, on=on, number=number, addressee=addressee, text=text)
        return gongwen.text_of(page)

    def written(
        self, record: Any, kind: Any, *, on: date, number: str, addressee: str, text: str
    ) -> "Docx":
        """The paper: by the office's own .docx if there is one, else in the official format."""
        values = self.context(record, kind, on=on, number=number, addressee=addressee, text=text)
        if kind.template:
            return from_template(kind, values)
        is_signed = kind.is_numbered or bool(kind.addressee)
        return gongwen.build(
            gongwen.Sheet(
                organ=self.issuer(record).name,
                title=kind.title,
                number=number,
                addressee=addressee,
                body=fill(kind.body, values),
                signature=self.issuer(record).name if is_signed else "",
                day=gongwen.chinese(on),
            )
        )

    def issuer(self, record: Any) -> Organ:
        """The organ in whose name papers are issued."""
        organ: Organ = record.organ
        return organ

    def issue(
        self, record: Any, kind: Any, *, by: "User | None", on: date, today: date,
        addressee: str = "", text: str = "",
    ) -> Any:  # fmt: skip
        """Issue a paper: its number, its file and its row, all of it or nothing.

        A number that is not used goes back with the transaction, so that a series
        has no gaps; a file that is not used is removed. Raises `ValidationError`.
        """
        addressee = self.check_issue(record, kind, on, today, addressee)
        paper = self.paper(kind=kind, organ=self.issuer(record), year=on.year, addressee=addressee)
        setattr(paper, self.record, record)
        paper.issued_on, paper.issued_by = on, by
        paper.move = self.move_told_by(record, kind)
        try:
            with transaction.atomic():
                if kind.is_numbered:
                    self.take_number(paper)
                page = self.written(
                    record, kind, on=on, number=paper.number, addressee=addressee, text=text
                )
                store(paper, page)
                paper.save()
        except BaseException:
            if paper.file:
                paper.file.delete(save=False)
            raise
        return paper

    def move_told_by(self, record: Any, kind: Any) -> Any:
        """The latest move that a kind of paper tells of, if the record has made one."""
        return record.moves.filter(verb__in=kind.verbs.split()).last()

    def check_issue(self, record: Any, kind: Any, on: date, today: date, addressee: str) -> str:
        """The addressee of a paper that can be issued; raises `ValidationError` at the field."""
        if not self.kinds_for(record).filter(pk=kind.pk).exists():
            values = {"rule_set": record.rule_set.code, "kind": kind}
            message = _("Rule set %(rule_set)s has no “%(kind)s”.")
            raise ValidationError({"kind": message % values})
        if on > today:
            raise ValidationError({"on": _("%(day)s lies in the future.") % {"day": on}})
        if on < record.received_on:
            message = _("%(day)s lies before the day of receipt.")
            raise ValidationError({"on": message % {"day": on}})
        addressee = " ".join(gongwen.clean(addressee).split()) or self.addressee_of(record, kind)
        if kind.addressee and not addressee:
            raise ValidationError({"addressee": _("Enter the addressee.")})
        limit = self.paper._meta.get_field("addressee").max_length
        if len(addressee) > (limit or 0):
            message = _("The addressee has more than %(limit)s characters.")
            raise ValidationError({"addressee": message % {"limit": limit}})
        return addressee

    def take_number(self, paper: Any) -> None:
        """Give the next number of its series; raises `ValidationError` if it is used."""
        kind, organ = paper.kind, paper.organ
        taken = self.numbering.take(
            organ=organ, kind=kind.code, year=paper.year, letter=kind.letter
        )
        if self.paper.objects.filter(organ=organ, number=taken.text).exists():
            message = _("%(number)s is in use for another kind: give each kind its own letter.")
            raise ValidationError({"kind": message % {"number": taken.text}})
        paper.serial, paper.number = taken.serial, taken.text

    @transaction.atomic
    def void(self, paper: Any, *, by: "User | None", at: datetime, reason: str) -> Any:
        """Void a paper: it stays on file with its number, which is never given again.

        Raises `Conflict` for one that is void already, `ValidationError` without a reason.
        """
        if not reason.strip():
            raise ValidationError({"reason": _("Note why the document is voided.")})
        paper = self.paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
        if paper.voided_at:
            raise Conflict(_("This document has been voided already."))
        paper.voided_at, paper.voided_by, paper.void_reason = at, by, reason.strip()
        paper.save(update_fields=["voided_at", "voided_by", "void_reason"])
        return paper


def from_template(kind: Any, values: dict[str, str]) -> "Docx":
    """Fill in the office's own .docx, with escaping and without anything that can run."""
    try:
        with kind.template.open("rb") as file:
            template = DocxTemplate(io.BytesIO(file.read()))
        template.render(values, jinja_env=Sandbox(autoescape=True), autoescape=True)
    except UNREADABLE as error:
        message = _("The office's own .docx of this kind cannot be read.")
        raise ValidationError({"kind": message}) from error
    except FAULTS as error:
        raise refusing(error) from error
    return template.docx


def store(paper: IssuedPaper, page: "Docx") -> None:
    """Keep the file under a random name, and its checksum."""
    content = io.BytesIO()
    page.save(content)
    paper.sha256 = hashlib.sha256(content.getvalue()).hexdigest()
    paper.file.save(f"{uuid4().hex}.docx", ContentFile(content.getvalue()), save=False)
