"""Matters on pages: the lists, what is to be done, opening one, reading one, moving one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lawgov.errors import Conflict
from lawgov.http import Request
from lawgov.lamps import Lamps, lit
from lawgov.listing import BadCursor, Page
from lawgov.movepages import move_page
from lawgov.statutes import clocks
from lawgov.statutes.names import name_of
from lawgov.todopages import Sights, todo_page, without
from normative import matter_listing
from normative.filters_matters import MatterFilter
from normative.forms.tracks import FORMS_OF
from normative.matter_listing import lamps_on
from normative.matters import machine_of
from normative.models import Document, Matter, MatterQuerySet, Stage, Track
from normative.views.filtering import parted
from normative.views.matter_frame import frame_of, matter_of
from normative.views.openings import OPENINGS, may_open, opened, openings_for, owed

VIEW = permission_required("normative.view_matter", raise_exception=True)
FIRST = ("q", "track", "open", "received_from", "received_to")


def lit_matters(rows: MatterQuerySet, lamps: Lamps, *, order: str, after: str) -> Page:
    """A page of matters with their lamps and addresses."""
    address = reverse("normative:matter", args=[0]).removesuffix("0/")
    return lit(matter_listing.page(rows, order=order, after=after), lamps, address)


@require_GET
@VIEW
def matters(request: Request) -> HttpResponse:
    """The matters in sight, filtered and searched, the latest first or the soonest due."""
    rows: Any = Matter.objects.visible_to(request.user)
    chosen = MatterFilter(request.GET, queryset=rows, request=request)
    order = "due" if request.GET.get("order") == "due" else "received"
    context: dict[str, Any] = {
        "order": order,
        "openings": openings_for(request.user),
        "query": without(request.GET, "after"),
        "other_order": without(request.GET, "after", "order"),
        **parted(chosen, FIRST),
    }
    lamps = lamps_on(timezone.localdate())
    try:
        if not chosen.is_valid():
            raise BadCursor
        after = request.GET.get("after", "")
        context["page"] = lit_matters(chosen.qs, lamps, order=order, after=after)
    except BadCursor:
        return render(request, "normative/matters.html", context, status=400)
    return render(request, "normative/matters.html", context)


@require_GET
@VIEW
def todo(request: Request) -> HttpResponse:
    """What a person has to do on matters, soonest first."""
    lamps = lamps_on(timezone.localdate())

    def show(rows: MatterQuerySet, after: str) -> Page:
        return lit_matters(rows, lamps, order="due", after=after)

    sights = sights_of(request)
    return todo_page(request, "normative/matter_todo.html", sights=sights, show=show, lamps=lamps)


def sights_of(request: Request) -> Sights:
    """The lists that a person works from."""
    user = request.user
    seen: Any = Matter.objects.visible_to(user).due()
    sights = {"mine": (_("My matters"), seen.filter(reviewer=user))}
    if user.has_perm("normative.examine_matter"):
        checked = seen.filter(stage=Stage.SECOND_CHECK, second_reviewer=user)
        sights["second"] = (_("Second review"), checked)
        sights["unassigned"] = (_("Not assigned"), seen.filter(reviewer=None))
    if user.has_perm("normative.sign_matter"):
        sights["sign"] = (_("To sign"), seen.filter(stage=Stage.SECOND_CHECK))
    sights["all"] = (_("All in sight"), seen)
    return sights


@require_http_methods(["GET", "POST"])
@VIEW
def new(request: Request, track: str) -> HttpResponse:
    """Open a matter on a track; nothing typed is lost when something is wrong."""
    if track not in OPENINGS:
        raise Http404
    if not may_open(request.user, track):
        raise PermissionDenied
    form_of, _opened_by = OPENINGS[track]
    today = timezone.localdate()
    context = {"track": Track(track), "title": Track(track).label}
    if request.method == "GET":
        chosen = request.GET.get("document", "")
        form = form_of(user=request.user, chosen=chosen, initial={"received_on": today})
        return render(request, "normative/matter_new.html", context | {"form": form})
    form = form_of(request.POST, request.FILES, user=request.user)
    if form.is_valid():
        try:
            one = opened(form, track, by=request.user, today=today)
            messages.success(request, _("The matter is open."))
            return redirect(one)
        except ValidationError as refusal:
            form.take(refusal)
    return render(request, "normative/matter_new.html", context | {"form": form}, status=400)


@require_POST
@VIEW
def open_filing(request: Request, pk: int) -> HttpResponse:
    """Note that a published document has to be filed, with whom its maker files."""
    rows: Any = Document.objects.visible_to(request.user)
    one = get_object_or_404(rows.select_related("organ__parent__parent"), pk=pk)
    try:
        duty = owed(one, by=request.user, today=timezone.localdate())
    except ValidationError as refusal:
        raise Conflict(" ".join(refusal.messages)) from refusal
    messages.success(request, _("The matter is open."))
    return redirect(duty)


@require_GET
@VIEW
def matter(request: Request, pk: int) -> HttpResponse:
    """One matter: facts, next steps, deadlines, checklist, points, opinion, papers, journal."""
    return render(request, "normative/matter.html", frame_of(request, matter_of(request, pk)))


@require_http_methods(["GET", "POST"])
@VIEW
def move(request: Request, pk: int, verb: str) -> HttpResponse:
    """The page of one move."""
    one = matter_of(request, pk)
    machine, forms = machine_of(one), FORMS_OF[one.track]
    return move_page(request, machine, one, verb, forms=forms, today=timezone.localdate())


@require_GET
@VIEW
def why(request: Request, pk: int, clock: int) -> HttpResponse:
    """Every step that leads to a deadline of a matter; none where the organ has set the day."""
    one = matter_of(request, pk)
    row = get_object_or_404(one.clocks.select_related("period__rule_set"), pk=clock)
    deadline = clocks.explained(row) if row.period is not None else None
    context = {"clock": row, "name": name_of(row.code), "deadline": deadline}
    return render(request, "lawgov/_why.html", context)
