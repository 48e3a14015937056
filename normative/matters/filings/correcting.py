"""What a filing does to its document, always by the document's own moves."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lawgov.lifecycle import Step
from normative.models import (
    ENDED,
    PUBLIC,
    Document,
    Handling,
    Link,
    LinkKind,
    Matter,
    State,
    Verb,
)
from normative.moves import documents


def document_of(matter: Matter) -> Document:
    """The document as it stands now."""
    assert matter.document_id is not None
    return Document.objects.get(pk=matter.document_id)


def change(step: Step[Matter], verb: Verb, **data: Any) -> None:
    """Move the document; raises `ValidationError` for whom the document's moves are not."""
    document, rule = document_of(step.record), documents.rules[verb]
    if step.by is not None and not documents.may_make(step.by, document, rule):
        message = _("Your role does not do this to documents: “%(verb)s” is recorded there first.")
        raise ValidationError({"handling": message % {"verb": verb.label}})
    if data.get("text"):
        step.recorded["text"] = ""  # it stands with the versions of the document
    documents.make(document, verb, by=step.by, on=step.on, today=step.today, **data)


def basis_of(step: Step[Matter], basis: str) -> str:
    """By what a document is moved, where nothing else is said: by the opinion, or the filing."""
    one = step.record
    return basis.strip() or one.outcome_number or one.filing_number or one.title


def was_moved(matter: Matter, verbs: set[Verb]) -> bool:
    """Whether the document was moved so since the conclusion."""
    rows = document_of(matter).moves.filter(verb__in=verbs)
    if matter.concluded_on is not None:
        rows = rows.filter(made_on__gte=matter.concluded_on)
    return rows.exists()


def correct(step: Step[Matter], handling: Handling, **data: Any) -> None:
    """See to it that the document stands as the maker reports."""
    correction = CORRECTIONS.get(handling)
    if correction is not None:
        correction(step, **data)


def amended(
    step: Step[Matter], *, basis: str = "", text: str = "", file: Any = None,
    effective_on: date | None = None, by_document: Document | None = None, clauses: str = "",
) -> None:  # fmt: skip
    """The new text: given here, in the register already, or in the document that follows."""
    one = step.record
    if text.strip() or file:
        change(step, Verb.AMEND, basis=basis_of(step, basis), text=text, file=file,
               effective_on=effective_on)  # fmt: skip
    elif by_document is not None:
        supersede(one, by_document)
    elif not was_moved(one, {Verb.AMEND}) and not is_superseded(one):
        message = _("Give the new text, or the number of the document that follows.")
        raise ValidationError({"text": message})


def supersede(matter: Matter, by_document: Document) -> None:
    """Note which document follows the one that was filed; it is filed anew by itself."""
    if by_document.pk == matter.document_id:
        message = _("A document cannot be linked with itself.")
        raise ValidationError({"by_document": message})
    if by_document.state not in PUBLIC:
        raise ValidationError({"by_document": _("The new text is not published yet.")})
    Link.objects.get_or_create(
        document=by_document, kind=LinkKind.SUPERSEDES, target_id=matter.document_id
    )


def is_superseded(matter: Matter) -> bool:
    """Whether the register knows a published document that follows the one that was filed."""
    rows = Link.objects.filter(target=matter.document_id, document__state__in=PUBLIC)
    return rows.filter(kind=LinkKind.SUPERSEDES).exists()


def repealed(
    step: Step[Matter], *, basis: str = "", by_document: Document | None = None, **_other: Any
) -> None:
    """The document is out of force: repealed here, or ended before."""
    if document_of(step.record).state not in ENDED:
        change(step, Verb.REPEAL, basis=basis_of(step, basis), by_document=by_document)


def stopped(step: Step[Matter], *, basis: str = "", clauses: str = "", **_other: Any) -> None:
    """The document, or clauses of it, are not applied: stopped here, or before."""
    document = document_of(step.record)
    if document.state == State.ISSUED and not document.suspended_clauses:
        change(step, Verb.SUSPEND, basis=basis_of(step, basis), clauses=clauses)


CORRECTIONS: dict[str, Callable[..., None]] = {
    Handling.AMENDED: amended,
    Handling.REPEALED: repealed,
    Handling.STOPPED: stopped,
}


def carry_out(
    step: Step[Matter], decision: str, *, basis: str, text: str = "", file: Any = None,
    effective_on: date | None = None, clauses: str = "",
) -> None:  # fmt: skip
    """Do to the document what the government has decided about it."""
    state = document_of(step.record).state
    if decision == "annul" and state not in ENDED:
        change(step, Verb.ANNUL, basis=basis)
    elif decision == "change":
        change(step, Verb.AMEND, basis=basis, text=text, file=file, effective_on=effective_on)
    elif decision == "stop" and state == State.ISSUED:
        change(step, Verb.SUSPEND, basis=basis, clauses=clauses)
