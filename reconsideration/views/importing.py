"""Import of past cases: the template, the file, how far it is, and what is wrong with it."""

from typing import Any
from urllib.parse import quote

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lawgov.http import Request
from lawgov.uploads import SHEET
from reconsideration.forms.importing import ImportForm
from reconsideration.importing import running, workbooks
from reconsideration.models import ImportRun

MAY = permission_required("reconsideration.import_cases", raise_exception=True)
SECONDS = 1.0
# More rows than a web server waits for while they are written in one transaction.
MOST_AT_ONCE = 30_000
SHOWN = 100


@require_GET
@MAY
def imports(request: Request) -> HttpResponse:
    """The imports in sight, and the form for another one."""
    return listed(request, ImportForm(user=request.user))


def listed(request: Request, form: ImportForm, status: int = 200) -> HttpResponse:
    rows = ImportRun.objects.all().visible_to(request.user).for_list()
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    context = {"form": form, "page": page}
    return render(request, "reconsideration/imports.html", context, status=status)


@require_POST
@MAY
def start(request: Request) -> HttpResponse:
    """Take a file and go to where it is worked on."""
    form = ImportForm(request.POST, request.FILES, user=request.user)
    if not form.is_valid():
        return listed(request, form, 400)
    data = form.cleaned_data
    try:
        run = running.start(data["file"], organ=data["organ"], mode=data["mode"], by=request.user)
    except ValidationError as refusal:
        form.take(refusal)
        return listed(request, form, 400)
    return redirect("reconsideration:import", run.pk)


@require_GET
@MAY
def template(request: Request) -> HttpResponse:
    """The template to fill in."""
    return sent(HttpResponse(workbooks.template(), content_type=SHEET), _("Import template.xlsx"))


@require_GET
@MAY
def detail(request: Request, pk: int) -> HttpResponseBase:
    """How far an import is, and its faults by page; as a file where one is asked for."""
    run = run_of(request, pk)
    faults = run.faults.order_by("row", "pk")
    name = _("Faults of import %(number)s") % {"number": run.pk}
    wanted = request.GET.get("download")
    if wanted == "csv":
        lines = workbooks.faults_as_csv(faults.iterator())
        return sent(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"),
                    f"{name}.csv")  # fmt: skip
    if wanted == "xlsx":
        content = workbooks.faults_as_xlsx(faults.iterator())
        return sent(HttpResponse(content, content_type=SHEET), f"{name}.xlsx")
    page = Paginator(faults, SHOWN).get_page(request.GET.get("page"))
    context = progress_of(run) | {"page": page, "kept": running.KEPT_FAULTS}
    return render(request, "reconsideration/import.html", context)


@require_POST
@MAY
def progress(request: Request, pk: int) -> HttpResponse:
    """Carry an import on for a second, and say how far it is."""
    run = run_of(request, pk)
    if not is_too_long(run):
        run = running.step(run, today=timezone.localdate(), at=timezone.now(), seconds=SECONDS)
    if not request.htmx:
        return redirect("reconsideration:import", run.pk)
    response = render(request, "reconsideration/_import_progress.html", progress_of(run))
    if run.state in running.ENDED:
        response["HX-Refresh"] = "true"
    return response


def run_of(request: Request, pk: int) -> ImportRun:
    rows = ImportRun.objects.all().visible_to(request.user).for_list()
    return get_object_or_404(rows, pk=pk)


def progress_of(run: ImportRun) -> dict[str, Any]:
    """Where a run stands, and whether it still goes on."""
    goes_on = run.state not in running.ENDED
    return {
        "run": run,
        "is_writing": goes_on and is_writing(run),
        "is_too_long": goes_on and is_too_long(run),
        "goes_on": goes_on and not is_too_long(run),
    }


def is_writing(run: ImportRun) -> bool:
    """Whether all rows have been found good and are to be written together."""
    return run.mode == ImportRun.Mode.ALL and run.rows_read >= run.rows_total > 0


def is_too_long(run: ImportRun) -> bool:
    """Whether writing would take longer than a web server waits; the command does it."""
    return is_writing(run) and run.rows_total > MOST_AT_ONCE


def sent(response: HttpResponseBase, name: str) -> Any:
    """An answer that is saved as a file."""
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
