"""Evaluations (实施评估、跟踪调研): how a document works, what is advised and what was done."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from lawgov.history import signed
from normative.models import PUBLIC, CleanupItem, CleanupState, Document, Evaluation

if TYPE_CHECKING:
    from lawgov.accounts.models import User


def evaluate(
    document: Document, evaluation: Evaluation, *, by: "User | None", today: date
) -> Evaluation:
    """Add an evaluation of a published document; raises `ValidationError` at the field.

    Nothing becomes of the document by it: what is advised is done by a move.
    """
    if document.state not in PUBLIC or document.published_on is None:
        raise ValidationError(_("A document that is not published cannot be evaluated."))
    if evaluation.done_on > today:
        day = {"day": evaluation.done_on}
        raise ValidationError({"done_on": _("%(day)s lies in the future.") % day})
    if evaluation.done_on < document.published_on:
        message = _("A document cannot be evaluated before its publication.")
        raise ValidationError({"done_on": message})
    evaluation.document, evaluation.added_by = document, by
    evaluation.full_clean()
    signed(evaluation, by=by).save()
    return evaluation


def evaluated_on(documents: Iterable[int]) -> dict[int, date]:
    """The day of the last evaluation of each of some documents that has one."""
    rows = Evaluation.objects.filter(document__in=list(documents)).order_by()
    found: dict[int, date] = dict(rows.values_list("document").annotate(last=Max("done_on")))
    return found


def looked_at(document: Document) -> dict[str, Any]:
    """The evaluations of a document, what clean-ups said of it, and whether there can be more."""
    items = CleanupItem.objects.filter(document=document).exclude(result="")
    known = items.exclude(cleanup__state=CleanupState.ABANDONED)
    return {
        "evaluations": Evaluation.objects.filter(document=document).select_related("trigger"),
        "cleanup_items": known.select_related("cleanup"),
        "may_be_evaluated": document.state in PUBLIC,
    }
