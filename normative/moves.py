"""The life of a document: what each verb does to it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lawgov.lifecycle import Machine, Step
from normative import checks, writing
from normative.models import ALIVE, Document, MoveRule, State, Verb

END = "end_document"
# What follows from a move, in the same transaction; whoever stands above registers it when ready.
FOLLOWING: list[Callable[[Step[Document]], None]] = []


class Documents(Machine[Document]):
    """Documents move by the verbs that the rules of the day know."""

    related = ("organ", "title_type")

    def articles(self, record: Document, on: date) -> dict[str, str]:
        rows: Any = MoveRule.objects.all()
        return {code: row.article for code, row in rows.by_code(on).items()}

    def settle(self, step: Step[Document]) -> None:
        """Keep what follows from the days, and what search needs."""
        one = step.record
        one.settle_days(one.dated_on)
        writing.index_again(one)

    def write(self, step: Step[Document], article: str, data: dict[str, Any]) -> None:
        """Save the document and its journal; then what follows from the move."""
        super().write(step, article, data)
        for follow in FOLLOWING:
            follow(step)


documents = Documents(app="normative", may="register_document")


@documents.move(Verb.REVISE, sources={State.DRAFT})
def revise(step: Step[Document], *, text: str = "", file: Any = None, label: str = "") -> None:
    """Keep another text of the draft."""
    writing.add_version(step.record, text=text, upload=file, label=label, by=step.by,
                        today=step.today)  # fmt: skip


@documents.move(Verb.PUBLISH, sources={State.DRAFT}, to=State.ISSUED)
def publish(step: Step[Document], **facts: Any) -> None:
    """Publish a document: from now on everybody may read it, and its term runs."""
    one = step.record
    for name, value in facts.items():
        setattr(one, name, value)
    one.published_on = step.on
    one.effective_on = one.effective_on or step.on
    checks.tidy(one)
    checks.check_days(one)
    checks.refuse(checks.findings(one, today=step.today))
    first = one.versions.order_by("number").last()
    if first is None:
        raise ValidationError({"text": _("A document without a text cannot be published.")})


@documents.move(Verb.AMEND, sources=ALIVE)
def amend(
    step: Step[Document], *, basis: str, text: str = "", file: Any = None,
    effective_on: date | None = None, label: str = "",
) -> None:  # fmt: skip
    """Put another wording in force; the earlier ones stay."""
    one = step.record
    begins = effective_on or step.on
    if one.effective_on is not None and begins < one.effective_on:
        message = _("An amendment cannot take effect before the document.")
        raise ValidationError({"effective_on": message})
    one.amended_on = begins
    writing.add_version(one, text=text, upload=file, label=label or basis[:100], by=step.by,
                        today=step.today, effective_on=begins)  # fmt: skip


def has_a_term(document: Document) -> str:
    return "" if document.expires_on else str(_("The document has no stated term."))


@documents.move(Verb.EXTEND, sources={State.ISSUED}, guard=has_a_term)
def extend(step: Step[Document], *, expires_on: date, register_number: str = "") -> None:
    """Let a document be valid longer, before its term ends; with a new register number or none."""
    one = step.record
    assert one.expires_on is not None
    if step.on > one.expires_on:
        message = _("The term has ended on %(day)s: it can no longer be extended.")
        raise ValidationError({"on": message % {"day": one.expires_on}})
    if expires_on <= one.expires_on:
        raise ValidationError({"expires_on": _("This is not later than before.")})
    step.recorded["expired_on_before"] = one.expires_on
    one.expires_on = expires_on
    one.register_number = register_number or one.register_number
    checks.tidy(one)
    kept = {"register_form", "register_taken"}
    found = checks.findings(one, today=step.today)
    checks.refuse(finding for finding in found if finding.code in kept)


def nothing_suspended(document: Document) -> str:
    if document.suspended_clauses:
        return str(_("Clauses are suspended already: restore them first."))
    return ""


@documents.move(Verb.SUSPEND, sources={State.ISSUED}, may=END, guard=nothing_suspended)
def suspend(step: Step[Document], *, basis: str, clauses: str = "") -> None:
    """Stop the whole document, or some clauses while the rest stays in force."""
    one = step.record
    one.suspended_on, one.suspended_clauses = step.on, clauses
    step.to = State.ISSUED if clauses else State.SUSPENDED


def something_suspended(document: Document) -> str:
    if document.state == State.SUSPENDED or document.suspended_clauses:
        return ""
    return str(_("Nothing of this document is suspended."))


@documents.move(Verb.RESTORE, sources=ALIVE, to=State.ISSUED, may=END, guard=something_suspended)
def restore(step: Step[Document], *, basis: str = "") -> None:
    """Let what was suspended be in force again."""
    one = step.record
    if one.suspended_on is not None and step.on < one.suspended_on:
        message = _("%(day)s lies before the last step on %(last)s.")
        raise ValidationError({"on": message % {"day": step.on, "last": one.suspended_on}})
    one.suspended_on, one.suspended_clauses = None, ""


def end(step: Step[Document], ended_on: date | None) -> None:
    """Take a document out of force from a day on."""
    one = step.record
    first = ended_on or step.on
    if one.published_on is not None and first < one.published_on:
        message = _("A document cannot end before its publication.")
        raise ValidationError({"ended_on": message})
    one.ended_on = first


@documents.move(Verb.REPEAL, sources=ALIVE, to=State.REPEALED, may=END)
def repeal(
    step: Step[Document], *, basis: str, ended_on: date | None = None,
    by_document: Document | None = None,
) -> None:  # fmt: skip
    """Repeal a document, by another one where there is one."""
    end(step, ended_on)
    if by_document is not None:
        writing.link_repeal(by_document, step.record)


@documents.move(Verb.LAPSE, sources=ALIVE, to=State.LAPSED, may=END)
def lapse(step: Step[Document], *, basis: str, ended_on: date | None = None) -> None:
    """Declare that a document has lapsed: what it was made for is over."""
    end(step, ended_on)


@documents.move(Verb.ANNUL, sources=ALIVE, to=State.ANNULLED, may=END)
def annul(step: Step[Document], *, basis: str, ended_on: date | None = None) -> None:
    """Annul a document by a superior organ's decision."""
    end(step, ended_on)


@documents.move(Verb.VOID, sources={State.DRAFT, *ALIVE}, to=State.VOID, may=END)
def void(step: Step[Document], *, basis: str) -> None:
    """Strike out an entry made by mistake; it stays to be seen, and its number is free again."""
