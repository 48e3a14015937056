"""Working on a document: registering it, reading it, moving it, adding to it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lawgov.history import signed
from lawgov.http import Request
from lawgov.movepages import move_page
from lawgov.uploads import given_out
from normative import checks, registering
from normative.evaluating import looked_at
from normative.forms.documents import BasisForm, DocumentForm, LinkForm
from normative.forms.moves import FORMS
from normative.listing import lights_on
from normative.models import LIGHT_NAMES, Document, Link, Matter
from normative.moves import documents
from normative.telling import told
from normative.views.documents import REGISTER, VIEW
from normative.views.openings import openings_of

PARTS = {"bases", "links"}


def document_of(request: Request, pk: int) -> Document:
    """A document in the user's sight, or 404."""
    rows: Any = Document.objects.visible_to(request.user)
    rows = rows.defer("search_text", "search_pairs")
    return get_object_or_404(rows.select_related("organ__parent", "title_type", "registered_by"),
                             pk=pk)  # fmt: skip


@require_GET
@VIEW
def document(request: Request, pk: int) -> HttpResponse:
    """One document: facts, texts, links, journal, and what can be done next."""
    one = document_of(request, pk)
    return render(request, "normative/document.html", frame_of(request, one))


def frame_of(request: Request, one: Document, **more: Any) -> dict[str, Any]:
    """What the page of a document shows."""
    today = timezone.localdate()
    lights = lights_on(today)
    light = lights.of(one.expires_on)
    steps = documents.steps(one, request.user, today)
    for step in steps["may"]:
        step["url"] = reverse("normative:move", args=[one.pk, step["verb"]])
    versions: Any = one.versions.all()
    links: Any = Link.objects.all()
    return {
        "document": one,
        "standing": one.life.standing(today, alert_days=lights.far),
        "light": light,
        "light_name": LIGHT_NAMES[light],
        "findings": checks.findings(one, today=today),
        "comakers": one.comakers.order_by("path"),
        "versions": list(versions.without_text()),
        "bases": one.bases.all(),
        "links": links.with_both().filter(document=one),
        "links_from": links.with_both().filter(target=one),
        "moves": [(move, told(move)) for move in one.moves.select_related("made_by")],
        "steps": steps,
        **matters_of(request, one),
        **looked_at(one),
        "basis_form": BasisForm(),
        "link_form": LinkForm(document=one),
        **more,
    }


def matters_of(request: Request, one: Document) -> dict[str, Any]:
    """The document's matters in the user's sight, and what the user may open for it."""
    if not request.user.has_perm("normative.view_matter"):
        return {}
    rows: Any = Matter.objects.visible_to(request.user).filter(document=one)
    rows = rows.defer("search_text", "search_pairs")
    found = list(rows.select_related("outcome").order_by("-received_on", "-pk"))
    running = {matter.track for matter in found if matter.is_open}
    return {"matters": found, "openings": openings_of(request.user, one, running)}


@require_http_methods(["GET", "POST"])
@REGISTER
def new(request: Request) -> HttpResponse:
    """Register a document; nothing typed is lost when something is wrong."""
    if request.method == "GET":
        form = DocumentForm(user=request.user)
        return render(request, "normative/new.html", {"form": form})
    form = DocumentForm(request.POST, request.FILES, user=request.user)
    if form.is_valid():
        try:
            one = registering.register(
                form.save(commit=False), by=request.user, today=timezone.localdate(),
                **form.arguments,
            )  # fmt: skip
            messages.success(request, _("The document is registered."))
            return redirect(one)
        except ValidationError as refusal:
            form.take(refusal)
    return render(request, "normative/new.html", {"form": form}, status=400)


@require_POST
@REGISTER
def check(request: Request) -> HttpResponse:
    """While a document is typed: what it does not keep, and the same title registered before."""
    form = DocumentForm(request.POST, user=request.user)
    form.is_valid()
    one: Document = form.instance
    context: dict[str, Any] = {"document": one, "findings": [], "same": []}
    organ = form.cleaned_data.get("organ")
    if organ is not None and one.title:
        comakers = form.cleaned_data.get("comakers") or []
        registering.prepare(one, organ=organ, comakers=comakers)
        context["findings"] = checks.findings(one, today=timezone.localdate())
        rows: Any = Document.objects.visible_to(request.user)
        context["same"] = rows.filter(organ=organ, title=one.title).only("title", "number")[:5]
    return render(request, "normative/_check.html", context)


@require_http_methods(["GET", "POST"])
@VIEW
def move(request: Request, pk: int, verb: str) -> HttpResponse:
    """The page of one move."""
    one = document_of(request, pk)
    return move_page(request, documents, one, verb, forms=FORMS, today=timezone.localdate())


@require_POST
@REGISTER
def add_basis(request: Request, pk: int) -> HttpResponse:
    """Add an article of an upper law."""
    one = document_of(request, pk)
    form = BasisForm(request.POST)
    if not form.is_valid():
        context = frame_of(request, one, basis_form=form)
        return render(request, "normative/document.html", context, status=400)
    row = form.save(commit=False)
    row.document = one
    row.save()
    return redirect(f"{one.get_absolute_url()}#bases")


@require_POST
@REGISTER
def add_link(request: Request, pk: int) -> HttpResponse:
    """Add what the document does to another one."""
    one = document_of(request, pk)
    form = LinkForm(request.POST, document=one)
    if not form.is_valid():
        context = frame_of(request, one, link_form=form)
        return render(request, "normative/document.html", context, status=400)
    form.link().save()
    return redirect(f"{one.get_absolute_url()}#links")


@require_POST
@REGISTER
def remove(request: Request, pk: int, part: str, row: int) -> HttpResponse:
    """Take away a basis or link that was entered by mistake; its history stays."""
    one = document_of(request, pk)
    if part not in PARTS:
        raise Http404
    rows: Any = getattr(one, part)
    found = get_object_or_404(rows, pk=row)
    signed(found, by=request.user, reason=_("Entered by mistake.")).delete()
    return redirect(f"{one.get_absolute_url()}#{part}")


@require_GET
@VIEW
def version(request: Request, pk: int, number: int) -> HttpResponse:
    """One text of a document."""
    one = document_of(request, pk)
    found = get_object_or_404(one.versions.select_related("added_by"), number=number)
    context = {"document": one, "version": found, "paragraphs": found.text.split("\n")}
    return render(request, "normative/version.html", context)


@require_GET
@VIEW
def version_file(request: Request, pk: int, number: int) -> HttpResponseBase:
    """The file of a text as it came in."""
    one = document_of(request, pk)
    found = get_object_or_404(one.versions.exclude(file="").defer("text"), number=number)
    return given_out(found, found.file_name, found.media_type)
