"""Re-projection: which deadlines a change of the law would move, and moving them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lawgov.http import Request
from lawgov.lifecycle import Stale
from lawgov.listing import SIZE
from reconsideration.forms.reprojecting import ReprojectForm
from reconsideration.models import Case
from reconsideration.reprojection import Preview, apply, preview, shown


@require_http_methods(["GET", "POST"])
@permission_required("statutes.reproject", raise_exception=True)
def reprojection(request: Request) -> HttpResponse:
    """The preview first; then, with a reason, exactly what it showed."""
    cases: Any = Case.objects.visible_to(request.user)
    if request.method == "GET":
        return preview_page(request, preview(cases), ReprojectForm())
    form = ReprojectForm(request.POST)
    if not form.is_valid():
        return preview_page(request, preview(cases), form, status=400)
    try:
        done = apply(cases, by=request.user, **form.cleaned_data)
    except Stale as stale:
        form.add_error(None, str(stale.message))
        return preview_page(request, preview(cases), form, status=409)
    text = _("%(count)s deadlines of %(cases)s cases are re-projected.")
    messages.success(request, text % {"count": len(done.changes), "cases": done.cases})
    return redirect("reconsideration:reproject")


def preview_page(
    request: Request, found: Preview, form: ReprojectForm, status: int = 200
) -> HttpResponse:
    """A page of the preview, with what was typed and the token of what is shown."""
    page = Paginator(found.changes, SIZE).get_page(request.GET.get("page"))
    context = {
        "preview": found,
        "page": page,
        "changes": shown(page),
        "faults": shown(found.faults[:SIZE]),
        "form": form,
    }
    return render(request, "reconsideration/reprojection.html", context, status=status)
