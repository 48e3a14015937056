"""The page of a re-projection: which deadlines a change of the law would move, and moving them."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from lawgov.http import Request
from lawgov.lifecycle import Stale
from lawgov.listing import SIZE
from lawgov.reprojectforms import ReprojectForm
from lawgov.statutes.reprojected import Preview
from lawgov.statutes.reprojection import MAY, Reprojecting


@dataclass(frozen=True)
class ReprojectPage:
    """Where an app re-projects the deadlines of its records.

    `detail` is the name of the address of a record, `sees` the right to read
    records; who lacks it sees numbers and days alone.
    """

    reprojecting: Reprojecting[Any]
    detail: str
    sees: str

    def path(self, name: str) -> URLPattern:
        """The address of this page."""
        guarded = permission_required(MAY, raise_exception=True)(self.reprojection)
        return path("reprojection/", require_http_methods(["GET", "POST"])(guarded), name=name)

    @property
    def tabs(self) -> str:
        """The tabs of the app."""
        return f"{self.detail.partition(':')[0]}/_tabs.html"

    def reprojection(self, request: Request) -> HttpResponseBase:
        """The preview first; then, with a reason, exactly what it showed."""
        made = self.reprojecting
        rows = made.record.objects.visible_to(request.user)
        if request.method == "GET":
            return self.page(request, made.preview(rows), ReprojectForm())
        form = ReprojectForm(request.POST)
        if not form.is_valid():
            return self.page(request, made.preview(rows), form, status=400)
        try:
            done = made.apply(rows, by=request.user, **form.cleaned_data)
        except Stale as stale:
            form.add_error(None, str(stale.message))
            return self.page(request, made.preview(rows), form, status=409)
        counts = {"count": len(done.changes), "records": done.records}
        messages.success(request, str(made.words.done) % counts)
        return redirect(made.page)

    def page(
        self, request: Request, found: Preview, form: ReprojectForm, status: int = 200
    ) -> HttpResponse:
        """A page of the preview, with what was typed and the token of what is shown."""
        page = Paginator(found.changes, SIZE).get_page(request.GET.get("page"))
        sees = request.user.has_perm(self.sees)
        context = {
            "preview": found,
            "page": page,
            "changes": self.reprojecting.shown(page),
            "faults": self.reprojecting.shown(found.faults[:SIZE]),
            "form": form,
            "words": self.reprojecting.words,
            "detail": self.detail if sees else "",
            "tabs": self.tabs if sees else "",
        }
        return render(request, "lawgov/reprojection.html", context, status=status)
