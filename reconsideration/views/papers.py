"""Documents and attachments of a case: issued, voided, added, given out."""

from datetime import date
from functools import partial
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

from lawgov import paperpages
from lawgov.http import Request
from lawgov.uploads import given_out
from reconsideration import attachments
from reconsideration.forms.papers import AttachmentForm
from reconsideration.models import Attachment, Case, Document
from reconsideration.papers import papers

DESK = paperpages.Desk(
    papers,
    issue="reconsideration:issue_document",
    void="reconsideration:void_document",
    read="reconsideration:document",
)


def papers_of(request: Request, case: Case, today: date) -> dict[str, Any]:
    """What the fragments for documents and attachments show."""
    may = request.user.has_perm
    return {
        **DESK.shown(
            case,
            case.documents.all(),
            today=today,
            may_issue=may("reconsideration.handle_case"),
            may_void=may("reconsideration.examine_case"),
            may_read=may("reconsideration.view_document"),
        ),
        "attachments": case.attachments.select_related("added_by"),
        "attachment_form": AttachmentForm(),
    }


def page(request: Request, case: Case, status: int = 200, **more: Any) -> HttpResponse:
    """The papers of a case on a page of their own, with what was typed."""
    context = {"case": case, **papers_of(request, case, timezone.localdate()), **more}
    return render(request, "reconsideration/papers.html", context, status=status)


def case_of(request: Request, pk: int) -> Case:
    rows = Case.objects.visible_to(request.user).select_related("organ", "rule_set", "act_kind")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "POST"])
@permission_required("reconsideration.handle_case", raise_exception=True)
def issue_document(request: Request, pk: int) -> HttpResponse:
    """Issue a document, or show with `preview` how it would read."""
    case, today = case_of(request, pk), timezone.localdate()
    return paperpages.issue(request, papers, case, partial(page, request, case), today=today)


@require_GET
@permission_required("reconsideration.view_document", raise_exception=True)
def download_document(request: Request, pk: int) -> HttpResponseBase:
    """The document's file, also of a voided one."""
    rows: Any = Document.objects.all().visible_to(request.user)
    return paperpages.given(get_object_or_404(rows.select_related("kind"), pk=pk))


@require_POST
@permission_required("reconsideration.examine_case", raise_exception=True)
def void_document(request: Request, pk: int) -> HttpResponse:
    """Void a document with a reason."""
    rows: Any = Document.objects.all().visible_to(request.user)
    document = get_object_or_404(rows, pk=pk)

    def again(status: int, **more: Any) -> HttpResponse:
        return page(request, case_of(request, document.case_id), status, **more)

    return paperpages.void(request, papers, document, again, at=timezone.now())


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
