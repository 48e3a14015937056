"""Documents of a case (文书): which there are, how they read, issued with a number, voided."""

import hashlib
import io
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import uuid4
from zipfile import BadZipFile

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate

from lawgov.errors import Conflict
from reconsideration import gongwen, numbering
from reconsideration.models import Case, Document, DocumentKind, Move
from reconsideration.sandbox import BLANK, FAULTS, Sandbox, fill, refusing
from reconsideration.wording import chinese, context_of

if TYPE_CHECKING:
    from docx.document import Document as Docx

    from lawgov.accounts.models import User

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
UNREADABLE = (BadZipFile, PackageNotFoundError, OSError)


def kinds_for(case: Case) -> "models.QuerySet[DocumentKind]":
    """The kinds of document of the case's rule set, those due after its last move first."""
    last = case.moves.last()
    verb = f" {last.verb} " if last else " "
    words = {
        f"{name}_in_words": Concat(Value(" "), name, Value(" "), output_field=models.TextField())
        for name in ("verbs", "rule_sets")
    }
    suggested = models.When(verbs_in_words__contains=verb, then=0)
    kinds = DocumentKind.objects.annotate(**words).annotate(
        is_later=models.Case(suggested, default=1, output_field=models.IntegerField())
    )
    own = Q(rule_sets="") | Q(rule_sets_in_words__contains=f" {case.rule_set.code} ")
    return kinds.filter(own).order_by("is_later", "rank", "pk")


def addressee_of(case: Case, kind: DocumentKind) -> str:
    """To whom a kind of document usually goes, as far as the case tells."""
    values = context_of(case, kind, on=case.received_on)
    others = ["forwarded_to", "letter_addressee", "review_addressee"]
    names = {
        "applicant": ["applicants"],
        "respondent": ["respondent"],
        "third_party": ["third_parties"],
        "superior": ["superior"],
        "other": others,
    }
    found = (values[name] for name in names.get(kind.addressee, []))
    return next((value for value in found if value), "")


def preview(
    case: Case, kind: DocumentKind, *, on: date, addressee: str = "", text: str = ""
) -> str:
    """How the document would read, its number still open."""
    addressee = addressee or addressee_of(case, kind)
    number = str(BLANK) if kind.is_numbered else ""
    return gongwen.text_of(
        written(case, kind, on=on, number=number, addressee=addressee, text=text)
    )


def written(
    case: Case, kind: DocumentKind, *, on: date, number: str, addressee: str, text: str
) -> "Docx":
    """The document: by the office's own .docx if there is one, else in the official format."""
    values = context_of(case, kind, on=on, number=number, addressee=addressee, text=text)
    if kind.template:
        return from_template(kind, values)
    is_signed = kind.is_numbered or bool(kind.addressee)
    return gongwen.build(
        gongwen.Sheet(
            organ=case.organ.name,
            title=kind.title,
            number=number,
            addressee=addressee,
            body=fill(kind.body, values),
            signature=case.organ.name if is_signed else "",
            day=chinese(on),
        )
    )


def from_template(kind: DocumentKind, values: dict[str, str]) -> "Docx":
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


def issue(
    case: Case,
    kind: DocumentKind,
    *,
    by: "User | None",
    on: date,
    today: date,
    addressee: str = "",
    text: str = "",
) -> Document:
    """Issue a document: its number, its file and its row, all of it or nothing.

    A number that is not used goes back with the transaction, so that a series
    has no gaps; a file that is not used is removed. Raises `ValidationError`.
    """
    addressee = check_issue(case, kind, on, today, addressee)
    document = Document(case=case, kind=kind, organ=case.organ, year=on.year, addressee=addressee)
    document.issued_on, document.issued_by = on, by
    document.move = move_told_by(case, kind)
    try:
        with transaction.atomic():
            if kind.is_numbered:
                take_number(document)
            number = document.number
            page = written(case, kind, on=on, number=number, addressee=addressee, text=text)
            store(document, page)
            document.save()
    except BaseException:
        if document.file:
            document.file.delete(save=False)
        raise
    return document


def move_told_by(case: Case, kind: DocumentKind) -> Move | None:
    """The latest move that a kind of document tells the parties of, if the case has made one."""
    return case.moves.filter(verb__in=kind.verbs.split()).last()


def check_issue(case: Case, kind: DocumentKind, on: date, today: date, addressee: str) -> str:
    """The addressee of a document that can be issued; raises `ValidationError` at the field."""
    if not kinds_for(case).filter(pk=kind.pk).exists():
        message = _("Rule set %(rule_set)s has no “%(kind)s”.")
        raise ValidationError({"kind": message % {"rule_set": case.rule_set.code, "kind": kind}})
    if on > today:
        raise ValidationError({"on": _("%(day)s lies in the future.") % {"day": on}})
    if on < case.received_on:
        message = _("%(day)s lies before the application was received.")
        raise ValidationError({"on": message % {"day": on}})
    addressee = " ".join(gongwen.clean(addressee).split()) or addressee_of(case, kind)
    if kind.addressee and not addressee:
        raise ValidationError({"addressee": _("Enter the addressee.")})
    limit = Document._meta.get_field("addressee").max_length
    if len(addressee) > (limit or 0):
        message = _("The addressee has more than %(limit)s characters.")
        raise ValidationError({"addressee": message % {"limit": limit}})
    return addressee


def take_number(document: Document) -> None:
    """Give the document the next number of its series; raises `ValidationError` if it is used."""
    kind, organ = document.kind, document.organ
    taken = numbering.take_number(
        organ=organ, kind=kind.code, year=document.year, letter=kind.letter
    )
    if Document.objects.filter(organ=organ, number=taken.text).exists():
        message = _("%(number)s is in use for another kind: give each kind its own letter.")
        raise ValidationError({"kind": message % {"number": taken.text}})
    document.serial, document.number = taken.serial, taken.text


def store(document: Document, page: "Docx") -> None:
    """Keep the file under a random name, and its checksum."""
    content = io.BytesIO()
    page.save(content)
    document.sha256 = hashlib.sha256(content.getvalue()).hexdigest()
    document.file.save(f"{uuid4().hex}.docx", ContentFile(content.getvalue()), save=False)


@transaction.atomic
def void(document: Document, *, by: "User | None", at: datetime, reason: str) -> Document:
    """Void a document: it stays on file with its number, which is never given again.

    Raises `Conflict` for one that is void already, `ValidationError` without a reason.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Note why the document is voided.")})
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if document.voided_at:
        raise Conflict(_("This document has been voided already."))
    document.voided_at, document.voided_by, document.void_reason = at, by, reason.strip()
    document.save(update_fields=["voided_at", "voided_by", "void_reason"])
    return document
