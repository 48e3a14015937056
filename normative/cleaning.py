"""Clean-up campaigns (清理): which documents, what becomes of each, and the published result."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from lawgov.lifecycle import IllegalMove, Machine, Rule, Step
from lawgov.organs.models import Organ
from normative.models import (
    ENDED,
    Cleanup,
    CleanupAct,
    CleanupItem,
    CleanupKind,
    CleanupMove,
    CleanupResult,
    CleanupState,
    Document,
    State,
    Verb,
    settings_of,
)
from normative.moves import documents
from normative.searching import search

if TYPE_CHECKING:
    from lawgov.accounts.models import User

EXAMINE, SIGN = "examine_matter", "sign_matter"
OPEN = {CleanupState.OPEN}
APPLIED = {CleanupResult.REPEAL: Verb.REPEAL, CleanupResult.LAPSE: Verb.LAPSE}


class Cleanups(Machine[Cleanup]):
    """Campaigns move by these verbs on any day; staff act for their own government's."""

    related = ("organ",)

    def may_make(self, user: "User", record: Cleanup, rule: Rule[Cleanup]) -> bool:
        """Who has the right, in the organ whose campaign it is."""
        if not user.has_perm(rule.permission):
            return False
        return user.is_superuser or (user.organ is not None and user.organ.realm == record.organ)

    def earliest(self, record: Any, rule: Rule[Cleanup]) -> date | None:
        """Nothing of a campaign is done before it was opened, or before what was done last."""
        days = record.moves.order_by("made_on").values_list("made_on", flat=True)
        last: date | None = days.last()
        return last


cleanups = Cleanups(app="normative", may=EXAMINE)


@dataclass(frozen=True)
class Choice:
    """By what documents are chosen for a campaign; what is empty narrows nothing.

    `words` stand in the title, `law` in the name of an upper law that is rested on.
    """

    maker: Organ | None = None
    published_before: date | None = None
    years: int | None = None
    law: str = ""
    words: str = ""


@transaction.atomic
def open_cleanup(cleanup: Cleanup, *, organ: Organ, by: "User | None", today: date) -> Cleanup:
    """Open a campaign of an organ; raises `ValidationError` at the field."""
    if cleanup.opened_on > today:
        day = {"day": cleanup.opened_on}
        raise ValidationError({"opened_on": _("%(day)s lies in the future.") % day})
    if cleanup.until < cleanup.opened_on:
        raise ValidationError({"until": _("A campaign cannot end before it begins.")})
    cleanup.place_in(organ.realm)
    cleanup.state, cleanup.opened_by = CleanupState.OPEN, by
    cleanup.full_clean()
    cleanup.save()
    CleanupMove.objects.create(
        cleanup=cleanup, verb=CleanupAct.OPEN, from_state="", to_state=CleanupState.OPEN,
        made_on=cleanup.opened_on, made_by=by, reason=cleanup.basis,
    )  # fmt: skip
    return cleanup


def chosen(cleanup: Cleanup, choice: Choice, today: date) -> "QuerySet[Document]":
    """The documents in force that a choice finds and the campaign does not have yet.

    They are of the campaign's organ and of those below it.
    """
    rows: Any = Document.objects.in_force(today)
    rows = rows.of(cleanup.organ)
    if choice.maker is not None:
        rows = rows.filter(organ__in=Organ.objects.within(choice.maker))
    if choice.published_before is not None:
        rows = rows.filter(published_on__lt=choice.published_before)
    if choice.years is not None:
        rows = rows.filter(published_on__lte=years_before(today, choice.years))
    if choice.law:
        rows = rows.filter(bases__law__contains=choice.law.strip("《》 ")).distinct()
    if choice.words:
        rows = search(rows, choice.words)  # by an index; the text is not what is meant
        for word in choice.words.split():
            rows = rows.filter(title__icontains=word)
    found: QuerySet[Document] = rows.exclude(cleanup_items__cleanup=cleanup)
    return found


def years_before(day: date, years: int) -> date:
    """The same day some years before; of 29 February the day before."""
    year = max(day.year - years, 1)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


@cleanups.move(CleanupAct.ADD, sources=OPEN)
def add(step: Step[Cleanup], **choice: Any) -> None:
    """Add what a `Choice` finds; raises `ValidationError` where it finds nothing new."""
    found = chosen(step.record, Choice(**choice), step.today).values_list("pk", flat=True)
    keys = sorted(set(found))
    if not keys:
        raise ValidationError(_("This choice finds no document in force that is not there yet."))
    items = [CleanupItem(cleanup=step.record, document_id=key) for key in keys]
    bulk_create_with_history(items, CleanupItem, batch_size=500, default_user=step.by)
    step.recorded["items"] = len(keys)


def rows_of(cleanup: Cleanup, items: Iterable[CleanupItem]) -> list[CleanupItem]:
    """The rows that are meant; raises `ValidationError` for none, or for another campaign's."""
    rows = list(items)
    if not rows:
        raise ValidationError({"items": _("Choose at least one document.")})
    if any(row.cleanup_id != cleanup.pk for row in rows):
        raise ValidationError({"items": _("Choose documents of this campaign.")})
    return rows


@cleanups.move(CleanupAct.ASSIGN, sources=OPEN)
def assign(step: Step[Cleanup], *, items: Iterable[CleanupItem], assignee: Organ) -> None:
    """Give rows to an organ that looks at the documents."""
    if not assignee.path.startswith(step.record.organ.path):
        message = _("Choose the campaign's organ or one below it.")
        raise ValidationError({"assignee": message})
    rows = rows_of(step.record, items)
    for row in rows:
        row.assigned_to = assignee
    keep(step, rows, ["assigned_to"])


@cleanups.move(CleanupAct.CONCLUDE, sources=OPEN)
def conclude(
    step: Step[Cleanup], *, items: Iterable[CleanupItem], result: str, why: str = ""
) -> None:
    """Say what becomes of documents, of many at once; a later word replaces an earlier one.

    What does not simply stay valid has a reason. Raises `ValidationError` where
    a document is not, or no longer, such that this can become of it.
    """
    if result not in CleanupResult.values:
        raise ValidationError({"result": _("Choose a result.")})
    if result != CleanupResult.KEEP and not why.strip():
        raise ValidationError({"why": _("Note the reason.")})
    rows = rows_of(step.record, items)
    for row in rows:
        row.result, row.reason = result, why.strip()
        row.decided_on, row.decided_by = step.on, step.by
    check_results(rows, "result")
    keep(step, rows, ["result", "reason", "decided_on", "decided_by"])


def keep(step: Step[Cleanup], rows: list[CleanupItem], fields: list[str]) -> None:
    """Write rows with their histories; the journal tells how many."""
    bulk_update_with_history(rows, CleanupItem, fields, batch_size=500, default_user=step.by)
    step.recorded["items"] = len(rows)


def check_results(rows: Iterable[CleanupItem], field: str | None = None) -> None:
    """Raise `ValidationError` naming the documents that have ended, or have not, otherwise."""
    wrong = [row for row in rows if row.result and not fits(row)]
    if wrong:
        names = "、".join(str(row.document) for row in wrong[:3])
        message = _("%(count)s documents have ended meanwhile, or have not ended: %(names)s.")
        text = message % {"count": len(wrong), "names": names}
        raise ValidationError({field: text} if field else text)


def fits(row: CleanupItem) -> bool:
    """Only what was repealed before has ended; all else becomes of what is still there."""
    has_ended = row.document.state in ENDED | {State.VOID}
    return has_ended == (row.result == CleanupResult.REPEALED_BEFORE)


def undecided(cleanup: Cleanup) -> int:
    """How many documents of a campaign nothing was decided about."""
    return cleanup.items.filter(result="").count()


def cannot_close(cleanup: Cleanup) -> str:
    """Why a campaign cannot be closed yet."""
    left = undecided(cleanup)
    if left:
        return _("%(count)s documents are still undecided.") % {"count": left}
    return "" if cleanup.items.exists() else _("The campaign has no documents.")


@cleanups.move(CleanupAct.CLOSE, sources=OPEN, to=CleanupState.CLOSED, may=SIGN, guard=cannot_close)
def close(step: Step[Cleanup], *, published_in: str) -> None:
    """Close a campaign: documents end as it says, and the result lists are published.

    What is to be amended is only noted: its text is changed by an amendment.
    """
    one = step.record
    if not published_in.strip():
        raise ValidationError({"published_in": _("Say where the result is published.")})
    one.closed_on, one.published_in = step.on, published_in.strip()
    items = one.items.select_related("document__organ", "document__title_type")
    check_results(items)
    for row in items.filter(result__in=APPLIED):
        apply(step, row)


def apply(step: Step[Cleanup], row: CleanupItem) -> None:
    """End a document as its row says; a refusal names the document."""
    basis = _("Result of “%(name)s”") % {"name": step.record.name}
    try:
        documents.make(
            row.document, APPLIED[CleanupResult(row.result)], by=step.by, on=step.on,
            today=step.today, reason=row.reason, basis=basis,
        )  # fmt: skip
    except (ValidationError, IllegalMove) as refusal:
        why = "；".join(getattr(refusal, "messages", None) or [str(refusal)])
        raise ValidationError(f"{row.document}：{why}") from refusal


@cleanups.move(CleanupAct.ABANDON, sources=OPEN, to=CleanupState.ABANDONED)
def abandon(step: Step[Cleanup]) -> None:
    """Give a campaign up: nothing becomes of its documents."""
    if not step.reason.strip():
        raise ValidationError({"reason": _("Note the reason.")})


def regular_due(organ: Organ, today: date) -> tuple[date | None, int]:
    """When the next regular clean-up of an organ is due, and every how many years there is one.

    There is no day where none was closed yet.
    """
    years = int(settings_of(today).get("cleanup_years") or 0)
    closed = Cleanup.objects.filter(
        organ=organ, kind=CleanupKind.REGULAR, state=CleanupState.CLOSED
    )
    last = closed.order_by("closed_on").values_list("closed_on", flat=True).last()
    return (years_before(last, -years) if last and years else None), years
