"""Clean-up campaigns: the list, one campaign and its documents, and the published result."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lawgov import telling
from lawgov.exporting import as_xlsx
from lawgov.http import Request
from lawgov.lifecycle import Stale
from lawgov.listing import BadCursor, Page, organ_names, page_of
from lawgov.movepages import move_page
from lawgov.papers import MEDIA_TYPE
from lawgov.todopages import without
from lawgov.uploads import sent
from normative import cleaning, cleanup_results
from normative.cleaning import cleanups as machine
from normative.forms.cleanups import FORMS, WORDED, BulkForm, CleanupForm, ItemFilter
from normative.models import Cleanup, CleanupItem, CleanupKind, CleanupResult, CleanupState

VIEW = permission_required("normative.view_cleanup", raise_exception=True)
EXAMINE = permission_required("normative.examine_matter", raise_exception=True)
ROW = ["pk", "name", "kind", "state", "organ_id", "opened_on", "until", "closed_on",
       "published_in"]  # fmt: skip
NAMES = {"items": pgettext_lazy("clean-up", "Documents")}


def cleanup_of(request: Request, pk: int) -> Cleanup:
    """A campaign in the user's sight, or 404."""
    rows = Cleanup.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("organ", "opened_by"), pk=pk)


def campaigns(rows: Any, by: str, after: str) -> Page:
    """A page of campaigns, each with its organ and how far it has come."""
    try:
        shown = page_of(rows, ROW, by=by, after=after)
    except BadCursor:
        shown = page_of(rows, ROW, by=by)
    names = organ_names()
    items = CleanupItem.objects.filter(cleanup__in=[row["pk"] for row in shown.rows]).order_by()
    counted = items.values("cleanup").annotate(all=Count("pk"), left=Count("pk", Q(result="")))
    far: dict[int, Any] = {row["cleanup"]: row for row in counted}
    for row in shown.rows:
        row["organ"] = names.get(row["organ_id"], "")
        row["kind_name"] = CleanupKind(row["kind"]).label
        row["state_name"] = CleanupState(row["state"]).label
        row |= {name: far.get(row["pk"], {}).get(name, 0) for name in ("all", "left")}
    return shown


@require_GET
@VIEW
def cleanups(request: Request) -> HttpResponse:
    """The campaigns in sight, and when the next regular clean-up is due."""
    rows = Cleanup.objects.visible_to(request.user)
    context: dict[str, Any] = {
        "page": campaigns(rows, "opened_on", request.GET.get("after", "")),
        "query": without(request.GET, "after"),
    }
    if request.user.organ is not None:
        realm = request.user.organ.realm
        due, years = cleaning.regular_due(realm, timezone.localdate())
        is_late = due is not None and due < timezone.localdate()
        context |= {"realm": realm, "regular_due": due, "years": years, "is_late": is_late}
    return render(request, "normative/cleanups.html", context)


@require_http_methods(["GET", "POST"])
@EXAMINE
def new(request: Request) -> HttpResponse:
    """Open a campaign; nothing typed is lost when something is wrong."""
    today = timezone.localdate()
    if request.user.organ is None:
        raise PermissionDenied
    if request.method == "GET":
        form = CleanupForm(initial={"opened_on": today})
        return render(request, "normative/cleanup_new.html", {"form": form})
    form = CleanupForm(request.POST)
    if form.is_valid():
        try:
            one = cleaning.open_cleanup(
                form.save(commit=False), organ=request.user.organ, by=request.user, today=today
            )
            messages.success(request, _("The campaign is open: add its documents now."))
            return redirect(one)
        except ValidationError as refusal:
            form.take(refusal)
    return render(request, "normative/cleanup_new.html", {"form": form}, status=400)


def frame_of(
    request: Request, one: Cleanup, form: BulkForm | None = None
) -> tuple[dict[str, Any], int]:
    """What the page of a campaign shows, and the status of the answer."""
    chosen = ItemFilter(request.GET, cleanup=one)
    status = 200 if chosen.is_valid() else 400
    rows = rows_of(chosen, one)
    try:
        page = cleanup_results.page(rows, request.GET.get("after", ""))
    except BadCursor:
        page = cleanup_results.page(rows)
        status = 400
    today = timezone.localdate()
    steps = machine.steps(one, request.user, today)
    may = {step["verb"].value for step in steps["may"]}
    steps["may"] = [step for step in steps["may"] if step["verb"] in FORMS]
    for step in steps["may"]:
        step["url"] = reverse("normative:cleanup_move", args=[one.pk, step["verb"]])
    initial = {"on": today, "version": one.version}
    return {
        "cleanup": one, "filter": chosen, "page": page, "steps": steps,
        "query": without(request.GET, "after"), "here": request.GET.urlencode(),
        "counts": cleanup_results.counts(one), "may_work": "conclude" in may,
        "form": form or BulkForm(record=one, initial=initial),
        "picked": set(request.POST.getlist("items")),
        "moves": [
            (move, telling.told(move.recorded, WORDED.get(move.verb), model=Cleanup, names=NAMES))
            for move in one.moves.select_related("made_by")
        ],
    }, status  # fmt: skip


def rows_of(chosen: ItemFilter, one: Cleanup) -> Any:
    """The rows that the filter leaves."""
    data = chosen.cleaned_data if chosen.is_valid() else {}
    assignee = data.get("assignee")
    return cleanup_results.narrowed(
        one, result=data.get("result", ""), assignee=assignee.code if assignee else ""
    )


@require_GET
@VIEW
def cleanup(request: Request, pk: int) -> HttpResponse:
    """One campaign: how far it has come, its documents, and what can be done next."""
    context, status = frame_of(request, cleanup_of(request, pk))
    return render(request, "normative/cleanup.html", context, status=status)


@require_POST
@VIEW
def work(request: Request, pk: int) -> HttpResponse:
    """Assign or conclude many documents; nothing chosen is lost when it is refused."""
    one = cleanup_of(request, pk)
    if not machine.may_make(request.user, one, machine.rules["conclude"]):
        raise PermissionDenied
    today = timezone.localdate()
    form = BulkForm(request.POST, record=one, rows=rows_of(ItemFilter(request.GET, cleanup=one),
                                                           one))  # fmt: skip
    failed = 400
    if form.is_valid():
        data = form.cleaned_data
        try:
            arguments = form.arguments()
            machine.make(one, data["do"], by=request.user, on=data["on"], today=today,
                         version=data["version"], **arguments)  # fmt: skip
            count = {"count": len(arguments["items"])}
            messages.success(request, _("Recorded for %(count)s documents.") % count)
            return redirect(f"{one.get_absolute_url()}?{request.GET.urlencode()}#items")
        except ValidationError as refusal:
            form.take(refusal)
        except Stale as stale:
            form.add_error(None, str(stale.message))
            failed = 409
    context, _status = frame_of(request, one, form)
    return render(request, "normative/cleanup.html", context, status=failed)


@require_http_methods(["GET", "POST"])
@VIEW
def move(request: Request, pk: int, verb: str) -> HttpResponse:
    """The page of one move of a campaign."""
    one = cleanup_of(request, pk)
    return move_page(request, machine, one, verb, forms=FORMS, today=timezone.localdate())


def lists_of(request: HttpRequest, one: Cleanup) -> dict[str, Any]:
    """One of the five result lists, page by page; the first that has documents, if none is named.

    Raises 404 for another list, `BadCursor` for a place that cannot be read.
    """
    counts = [count for count in cleanup_results.counts(one) if count.code in CleanupResult.values]
    first = next((count.code for count in counts if count.number), CleanupResult.KEEP.value)
    result = request.GET.get("result") or first
    if result not in CleanupResult.values:
        raise Http404
    rows = cleanup_results.narrowed(one, result=result)
    page = cleanup_results.page(rows, request.GET.get("after", ""))
    return {"cleanup": one, "counts": counts, "result": result, "page": page,
            "query": without(request.GET, "after")}  # fmt: skip


@require_GET
@VIEW
def results(request: Request, pk: int) -> HttpResponse:
    """The result lists as they stand."""
    one = cleanup_of(request, pk)
    try:
        context = lists_of(request, one)
    except BadCursor as wrong:
        raise Http404 from wrong
    return render(request, "normative/cleanup_results.html", context)


@require_GET
@VIEW
def results_file(request: Request, pk: int, ending: str) -> HttpResponseBase:
    """The result lists as a file."""
    return file_of(cleanup_of(request, pk), ending)


def file_of(one: Cleanup, ending: str) -> HttpResponseBase:
    """The file of an ending that there is, or 404."""
    response: HttpResponseBase
    if ending == "docx":
        response = HttpResponse(cleanup_results.as_docx(one), content_type=MEDIA_TYPE)
    elif ending == "xlsx":
        response = as_xlsx(cleanup_results.lines(one), cleanup_results.heads())
    else:
        raise Http404
    return sent(response, f"{one.name}.{ending}")


@login_not_required
@require_GET
def published(request: HttpRequest) -> HttpResponse:
    """The closed campaigns, for everybody."""
    rows = Cleanup.objects.closed()
    page = campaigns(rows, "closed_on", request.GET.get("after", ""))
    context = {"page": page, "query": "", "is_public": True}
    return render(request, "normative/cleanups_public.html", context)


@login_not_required
@require_GET
def public(request: HttpRequest, pk: int) -> HttpResponse:
    """The published result of a closed campaign, for everybody."""
    one = get_object_or_404(Cleanup.objects.closed().select_related("organ"), pk=pk)
    try:
        context = lists_of(request, one) | {"is_public": True}
    except BadCursor as wrong:
        raise Http404 from wrong
    return render(request, "normative/cleanup_results.html", context)
