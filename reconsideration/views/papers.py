"""Documents and attachments of a case: issued, voided, added, given out."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lawgov.http import Request
from lawgov.uploads import given_out
from reconsideration import attachments, papers
from reconsideration.forms.papers import AttachmentForm, IssueForm, VoidForm
from reconsideration.models import Attachment, Case, Document


def papers_of(case: Case, today: date) -> dict[str, Any]:
    """What the fragments for documents and attachments show."""
    people = ["kind", "issued_by", "voided_by"]
    return {
        "documents": case.documents.select_related(*people),
        "attachments": case.attachments.select_related("added_by"),
        "issue_form": IssueForm(case=case, initial={"on": today}),
        "attachment_form": AttachmentForm(),
    }


def page(request: Request, case: Case, status: int = 200, **more: Any) -> HttpResponse:
    """The papers of a case on a page of their own, with what was typed."""
    context = {"case": case, **papers_of(case, timezone.localdate()), **more}
    return render(request, "reconsideration/papers.html", context, status=status)


def case_of(request: Request, pk: int) -> Case:
    rows = Case.objects.visible_to(request.user).select_related("organ", "rule_set", "act_kind")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "POST"])
@permission_required("reconsideration.handle_case", raise_exception=True)
def issue_document(request: Request, pk: int) -> HttpResponse:
    """Issue a document, or show with `preview` how it would read."""
    case = case_of(request, pk)
    today = timezone.localdate()
    if request.method == "GET":
        return page(request, case)
    form = IssueForm(request.POST, case=case)
    if not form.is_valid():
        return page(request, case, 400, issue_form=form)
    try:
        if "preview" in request.POST:
            text = papers.preview(case, **form.cleaned_data)
            return page(request, case, issue_form=form, preview=text)
        document = papers.issue(case, by=request.user, today=today, **form.cleaned_data)
    except ValidationError as refusal:
        form.take(refusal)
        return page(request, case, 400, issue_form=form)
    messages.success(request, _("%(document)s has been issued.") % {"document": document})
    return redirect(case)


@require_GET
@permission_required("reconsideration.view_document", raise_exception=True)
def download_document(request: Request, pk: int) -> HttpResponseBase:
    """The document's file, also of a voided one."""
    rows: Any = Document.objects.all().visible_to(request.user)
    document = get_object_or_404(rows.select_related("kind"), pk=pk)
    return given_out(document, f"{document}.docx", papers.MEDIA_TYPE)


@require_POST
@permission_required("reconsideration.examine_case", raise_exception=True)
def void_document(request: Request, pk: int) -> HttpResponse:
    """Void a document with a reason."""
    rows: Any = Document.objects.all().visible_to(request.user)
    document = get_object_or_404(rows, pk=pk)
    form = VoidForm(request.POST)
    if not form.is_valid():
        case = case_of(request, document.case_id)
        return page(request, case, 400, void_form=form, voiding=document.pk)
    reason = form.cleaned_data["reason"]
    document = papers.void(document, by=request.user, at=timezone.now(), reason=reason)
    messages.success(request, _("%(document)s has been voided.") % {"document": document})
    return redirect(document.case)


@require_http_methods(["GET", "POST"])
@permission_required("reconsideration.handle_case", raise_exception=True)
def add_attachment(request: Request, pk: int) -> HttpResponse:
    """Add a file to a case."""
    case = case_of(request, pk)
    if request.method == "GET":
        return page(request, case)
    form = AttachmentForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, case, 400, attachment_form=form)
    file, title = form.cleaned_data["file"], form.cleaned_data["title"]
    try:
        attachment = attachments.attach(case, file, title=title, by=request.user)
    except ValidationError as refusal:
        form.take(refusal)
        return page(request, case, 400, attachment_form=form)
    messages.success(request, _("%(title)s has been added.") % {"title": attachment})
    return redirect(case)


@require_GET
@permission_required("reconsideration.view_attachment", raise_exception=True)
def download_attachment(request: Request, pk: int) -> HttpResponseBase:
    """The attachment's file as it came in."""
    rows: Any = Attachment.objects.all().visible_to(request.user)
    attachment = get_object_or_404(rows, pk=pk)
    return given_out(attachment, attachment.file_name, attachment.media_type)
