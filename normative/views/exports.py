"""The lists of normative work as files."""

from typing import Any

from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from lawgov.exporting import Column, exported, labelled, of_field
from lawgov.http import Request
from normative.filters import DocumentFilter
from normative.filters_matters import MatterFilter
from normative.models import Document, Handling, Kind, LegalityReview, Matter, Stage, State, Track
from normative.views.documents import VIEW
from normative.views.matters import VIEW as VIEW_MATTERS

DOCUMENTS = [
    *(of_field(Document, name) for name in ("title", "number", "register_number", "maker_name")),
    of_field(Document, "kind", labelled(Kind.choices)),
    of_field(Document, "title_type__name"),
    *(of_field(Document, name) for name in
      ("signed_on", "published_on", "effective_on", "expires_on", "published_in")),
    of_field(Document, "legality_review", labelled(LegalityReview.choices)),
    of_field(Document, "state", labelled(State.choices)),
    *(of_field(Document, name) for name in ("amended_on", "suspended_on", "ended_on")),
]  # fmt: skip
MATTERS = [
    of_field(Matter, "track", labelled(Track.choices)),
    of_field(Matter, "number"),
    of_field(Matter, "title"),
    of_field(Matter, "organ__name"),
    of_field(Matter, "submitter__name"),
    Column(gettext_lazy("Stage"), "stage", labelled(Stage.choices)),
    *(of_field(Matter, name) for name in ("received_on", "complete_on", "concluded_on")),
    of_field(Matter, "outcome__name"),
    *(of_field(Matter, name) for name in
      ("outcome_number", "filing_due_on", "filed_on", "filing_number", "registered_on")),
    of_field(Matter, "handling", labelled(Handling.choices)),
    of_field(Matter, "reviewer__name"),
    *(of_field(Matter, name) for name in ("due_on", "closed_on")),
]  # fmt: skip


@require_GET
@VIEW
def documents(request: Request) -> HttpResponseBase:
    """The register as it is filtered."""
    rows: Any = Document.objects.visible_to(request.user)
    chosen = DocumentFilter(request.GET, queryset=rows, request=request,
                            today=timezone.localdate())  # fmt: skip
    return exported(request, chosen, DOCUMENTS, name=_("Normative documents"),
                    back="normative:documents")  # fmt: skip


@require_GET
@VIEW_MATTERS
def matters(request: Request) -> HttpResponseBase:
    """The matters as they are filtered; who suggested a review stands in no file."""
    rows: Any = Matter.objects.visible_to(request.user)
    chosen = MatterFilter(request.GET, queryset=rows, request=request)
    return exported(request, chosen, MATTERS, name=_("Review matters"),
                    back="normative:matters")  # fmt: skip
