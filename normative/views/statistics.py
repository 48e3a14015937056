"""Statistics of normative work: the page, the records behind each figure, the workbook."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lawgov.http import Request
from lawgov.listing import BadCursor, page_of
from lawgov.spanforms import presets
from lawgov.spans import Reach
from lawgov.todopages import without
from lawgov.uploads import SHEET, sent
from normative.exporting import as_xlsx
from normative.forms.statistics import figure_form_for, form_for
from normative.models import Advice, Document, Matter
from normative.statistics import Question, by_organ, fill

VIEW = permission_required("normative.view_matter", raise_exception=True)
BELOW = ["government_reviewed", "department_reviewed", "registered", "issued", "in_force"]
# Of which table a figure's list shows what, in the order of which day.
LISTS: dict[Any, tuple[list[str], str]] = {
    Matter: (["pk", "number", "title", "received_on", "concluded_on", "organ__short_name"],
             "received_on"),
    Document: (["pk", "number", "title", "published_on", "ended_on", "dated_on",
                "organ__short_name"], "dated_on"),
    Advice: (["pk", "matter_id", "clause", "problem", "adoption", "matter__title",
              "matter__concluded_on"], ""),
}  # fmt: skip


@require_GET
@VIEW
def statistics(request: Request) -> HttpResponse:
    """The figures of an organ and a period, with rates and the organs below."""
    today = timezone.localdate()
    form = form_for(request.user, request.GET, today=today)
    context: dict[str, Any] = {"form": form, "presets": presets(today, request.GET)}
    if not form.is_valid():
        return render(request, "normative/statistics.html", context, status=form.status)
    question = form.question
    context |= {
        "statistics": fill(question),
        "below": by_organ(question, BELOW) if question.reach != Reach.OWN else [],
        "query": query_of(question),
        "is_running": question.span.last >= today,
    }
    return render(request, "normative/statistics.html", context)


def query_of(question: Question) -> str:
    """A question as the addresses of its page, figures and workbook have it."""
    return urlencode(
        {
            "organ": question.organ.code,
            "from": question.span.start,
            "to": question.span.last,
            "reach": Reach(question.reach).value,
        }
    )


@require_GET
@VIEW
def figure(request: Request) -> HttpResponse:
    """The records behind one figure: matters, documents, or points of opinions."""
    form = figure_form_for(request.user, request.GET, today=timezone.localdate())
    if not form.is_valid():
        context = {"form": form, "presets": []}
        return render(request, "normative/statistics.html", context, status=form.status)
    column, question = form.column, form.question
    rows = column.rows(question)
    columns, by = LISTS[rows.model]
    context = {
        "column": column, "question": question, "kind": rows.model._meta.model_name,
        "back": query_of(question), "query": without(request.GET, "after"),
    }  # fmt: skip
    if not by:
        some = rows.order_by("-matter__concluded_on", "-pk").values(*columns)
        return render(request, "normative/figure.html", context | {"rows": list(some[:1000])})
    keys = rows.order_by().values("pk")
    whole = rows.model.objects.filter(pk__in=keys)  # what is counted may join other tables
    try:
        page = page_of(whole, columns, by=by, after=request.GET.get("after", ""))
    except BadCursor:
        page = page_of(whole, columns, by=by)
    return render(request, "normative/figure.html", context | {"page": page, "rows": page.rows})


@require_GET
@VIEW
def export(request: Request) -> HttpResponse:
    """The statistics as .xlsx, each figure with its definition."""
    form = form_for(request.user, request.GET, today=timezone.localdate())
    if not form.is_valid():
        context = {"form": form, "presets": []}
        return render(request, "normative/statistics.html", context, status=form.status)
    question = form.question
    name = "-".join(
        [_("Statistics of normative documents"), question.organ.short_name,
         f"{question.span.start:%Y%m%d}", f"{question.span.last:%Y%m%d}"]
    )  # fmt: skip
    response = HttpResponse(as_xlsx(fill(question)), content_type=SHEET)
    return sent(response, f"{name}.xlsx")
