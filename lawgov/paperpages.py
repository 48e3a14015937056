"""Papers of any record on its pages: shown, issued after a look, voided."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lawgov.http import Request
from lawgov.paperforms import IssueForm, VoidForm
from lawgov.papers import MEDIA_TYPE, Papers
from lawgov.uploads import given_out

PageOf = Callable[..., HttpResponse]  # called with a status and what the page shows besides


@dataclass(frozen=True)
class Desk:
    """Where an app issues, voids and gives out its papers: the names of the addresses."""

    papers: Papers
    issue: str
    void: str
    read: str

    def shown(
        self,
        record: Any,
        rows: QuerySet[Any],
        *,
        today: date,
        may_issue: bool,
        may_void: bool,
        may_read: bool,
    ) -> dict[str, Any]:
        """What the fragment of a record's papers needs."""
        may = {"issue": may_issue, "void": may_void, "read": may_read}
        form = IssueForm(papers=self.papers, record=record, initial={"on": today})
        return {
            "record": record,
            "documents": rows.select_related("kind", "issued_by", "voided_by"),
            "desk": self,
            "may": may,
            "issue_form": form if may_issue else None,
        }


def issue(
    request: Request, papers: Papers, record: Any, page: PageOf, *, today: date
) -> HttpResponse:
    """Issue a paper, or show with `preview` how it would read; what was typed stays."""
    if request.method == "GET":
        return page(200)
    form = IssueForm(request.POST, papers=papers, record=record)
    if not form.is_valid():
        return page(400, issue_form=form)
    try:
        if "preview" in request.POST:
            text = papers.preview(record, **form.cleaned_data)
            return page(200, issue_form=form, preview=text)
        paper = papers.issue(record, by=request.user, today=today, **form.cleaned_data)
    except ValidationError as refusal:
        form.take(refusal)
        return page(400, issue_form=form)
    messages.success(request, _("%(document)s has been issued.") % {"document": paper})
    return redirect(record)


def void(
    request: Request, papers: Papers, paper: Any, page: PageOf, *, at: datetime
) -> HttpResponse:
    """Void a paper with a reason."""
    form = VoidForm(request.POST)
    if not form.is_valid():
        return page(400, void_form=form, voiding=paper.pk)
    reason = form.cleaned_data["reason"]
    paper = papers.void(paper, by=request.user, at=at, reason=reason)
    messages.success(request, _("%(document)s has been voided.") % {"document": paper})
    return redirect(getattr(paper, papers.record))


def given(paper: Any) -> HttpResponseBase:
    """The file of a paper, also of a voided one."""
    return given_out(paper, f"{paper}.docx", MEDIA_TYPE)
