"""Lists of the register: all documents, terms that end, and what is no normative document."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lawgov.http import Request
from lawgov.listing import BadCursor, organ_names, page_of
from lawgov.todopages import without
from normative import listing, registering
from normative.filters import DocumentFilter
from normative.forms.documents import NotNormativeForm
from normative.models import Document, NotNormative
from normative.searching import search
from normative.views.filtering import parted

VIEW = permission_required("normative.view_document", raise_exception=True)
REGISTER = permission_required("normative.register_document", raise_exception=True)
FIRST = ("q", "standing", "published_from", "published_to")
ASIDE = ["pk", "title", "number", "organ_id", "reason__name", "note", "found_on", "found_by__name"]


@require_GET
@VIEW
def documents(request: Request) -> HttpResponse:
    """The documents in sight, filtered and searched, the latest first."""
    today = timezone.localdate()
    rows: Any = Document.objects.visible_to(request.user)
    chosen = DocumentFilter(request.GET, queryset=rows, request=request, today=today)
    context = {"query": without(request.GET, "after"), **parted(chosen, FIRST)}
    try:
        if not chosen.is_valid():
            raise BadCursor
        after = request.GET.get("after", "")
        context["page"] = listing.page(chosen.qs, lights=listing.lights_on(today), after=after)
    except BadCursor:
        return render(request, "normative/documents.html", context, status=400)
    return render(request, "normative/documents.html", context)


@require_GET
@VIEW
def expiry(request: Request) -> HttpResponse:
    """The documents whose term ends soon, has ended, or was never stated."""
    lights = listing.lights_on(timezone.localdate())
    sights = listing.sights(lights)
    sight = request.GET.get("sight", "far")
    if sight not in dict(sights):
        sight = "far"
    rows: Any = Document.objects.visible_to(request.user)
    try:
        shown = listing.expiring(rows, sight, lights=lights, after=request.GET.get("after", ""))
    except BadCursor:
        shown = listing.expiring(rows, sight, lights=lights)
    context = {"sights": sights, "sight": sight, "page": shown,
               "query": without(request.GET, "after")}  # fmt: skip
    return render(request, "normative/expiry.html", context)


@require_GET
@VIEW
def not_normative(request: Request) -> HttpResponse:
    """The texts that were found to be no normative documents."""
    rows: Any = NotNormative.objects.visible_to(request.user)
    words = request.GET.get("q", "")[:200]
    try:
        after = request.GET.get("after", "")
        shown = page_of(search(rows, words), ASIDE, by="found_on", after=after)
    except BadCursor:
        shown = page_of(search(rows, words), ASIDE, by="found_on")
    names = organ_names()
    for row in shown.rows:
        row["organ"] = names.get(row["organ_id"], "")
    context = {"page": shown, "q": words, "query": without(request.GET, "after")}
    return render(request, "normative/not_normative.html", context)


@require_http_methods(["GET", "POST"])
@REGISTER
def set_aside(request: Request) -> HttpResponse:
    """Keep a text that is no normative document, with the reason."""
    today = timezone.localdate()
    if request.method == "GET":
        form = NotNormativeForm(user=request.user, initial={"found_on": today})
        return render(request, "normative/set_aside.html", {"form": form})
    form = NotNormativeForm(request.POST, user=request.user)
    if form.is_valid():
        try:
            row = form.save(commit=False)
            organ = form.cleaned_data["organ"]
            registering.set_aside(row, organ=organ, by=request.user, today=today)
            messages.success(request, _("Kept, with the reason."))
            return redirect("normative:not_normative")
        except ValidationError as refusal:
            form.take(refusal)
    return render(request, "normative/set_aside.html", {"form": form}, status=400)
