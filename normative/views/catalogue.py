"""The public catalogue: documents in force, for everybody, without a login."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lawgov.listing import BadCursor
from normative import listing
from normative.filters import CatalogueFilter
from normative.models import Document, Link

FIRST = ("q", "published_from", "published_to")


@login_not_required
@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    """The documents in force, searched, the latest first."""
    today = timezone.localdate()
    rows: Any = Document.objects.in_force(today)
    chosen = CatalogueFilter(request.GET, queryset=rows, request=request, today=today)
    data = request.GET.copy()
    data.pop("after", None)
    context: dict[str, Any] = {"filter": chosen, "query": data.urlencode(), "today": today}
    try:
        if not chosen.is_valid():
            raise BadCursor
        after = request.GET.get("after", "")
        context["page"] = listing.page(chosen.qs, lights=listing.lights_on(today), after=after)
    except BadCursor:
        return render(request, "normative/catalogue.html", context, status=400)
    return render(request, "normative/catalogue.html", context)


@login_not_required
@require_GET
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One published document: what it is, whether it is in force, and its text."""
    today = timezone.localdate()
    rows: Any = Document.objects.public(today)
    one = get_object_or_404(rows.defer("search_text", "search_pairs", "note"), pk=pk)
    context = {"document": one, "today": today, **told_of(one, today)}
    return render(request, "normative/entry.html", context)


def told_of(one: Document, today: date) -> dict[str, Any]:
    """How a document stands, the text in force, and its published neighbours."""
    lights = listing.lights_on(today)
    versions: Any = one.versions.all()
    text = versions.in_force(today)
    links: Any = Link.objects.all()
    public = links.public(today).with_both()
    return {
        "standing": one.life.standing(today, alert_days=lights.far),
        "version": text,
        "paragraphs": text.text.split("\n") if text is not None else [],
        "links": public.filter(document=one),
        "links_from": public.filter(target=one),
        "bases": one.bases.all(),
    }
