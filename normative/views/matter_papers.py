"""Papers of a matter: issued, voided, given out."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lawgov import paperpages
from lawgov.http import Request
from normative.matters.base import acts_for_body, sees_review
from normative.models import MatterPaper
from normative.papers import papers
from normative.views.matter_frame import hidden_papers, matter_of, page


@require_http_methods(["GET", "POST"])
@permission_required("normative.review_matter", raise_exception=True)
def issue(request: Request, pk: int) -> HttpResponse:
    """Issue a paper, or show with `preview` how it would read."""
    one, today = matter_of(request, pk), timezone.localdate()
    if not acts_for_body(request.user, one):
        raise PermissionDenied
    return paperpages.issue(request, papers, one, partial(page, request, one), today=today)


def paper_of(request: Request, pk: int) -> MatterPaper:
    """A paper that the user sees, or 404; some are hidden by whom they go to."""
    rows: Any = MatterPaper.objects.all().visible_to(request.user)
    paper: MatterPaper = get_object_or_404(rows.select_related("kind", "matter"), pk=pk)
    user, one = request.user, paper.matter
    if paper.kind.addressee in hidden_papers(one.is_seen_by_name(user), sees_review(user, one)):
        raise Http404
    return paper


@require_GET
@permission_required("normative.view_matter", raise_exception=True)
def download(request: Request, pk: int) -> HttpResponseBase:
    """The paper's file, also of a voided one."""
    return paperpages.given(paper_of(request, pk))


@require_POST
@permission_required("normative.examine_matter", raise_exception=True)
def void(request: Request, pk: int) -> HttpResponse:
    """Void a paper with a reason."""
    paper = paper_of(request, pk)
    one = matter_of(request, paper.matter_id)
    if not acts_for_body(request.user, one):
        raise PermissionDenied
    again = partial(page, request, one)
    return paperpages.void(request, papers, paper, again, at=timezone.now())
