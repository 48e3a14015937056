"""The national statistics form as a page and as .xlsx; each number leads to its cases."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lawgov.http import Request
from lawgov.organs.models import Organ
from lawgov.spanforms import presets
from lawgov.uploads import SHEET, sent
from reconsideration.forms.statistics import form_for
from reconsideration.statistics import Base, Question, Reach, fill
from reconsideration.statistics.describing import heads_of, legend_of
from reconsideration.statistics.form import TREE
from reconsideration.statistics.workbook import as_xlsx, grouped

VIEW = permission_required("reconsideration.view_case", raise_exception=True)


@require_GET
@VIEW
def statistics(request: Request) -> HttpResponse:
    """The form of an organ and a period, with its identities, rates and organs."""
    form = form_for(request.user, request.GET, today=timezone.localdate())
    today = timezone.localdate()
    context = {"form": form, "presets": presets(today, request.GET)}
    if not form.is_valid():
        page = "reconsideration/statistics.html"
        return render(request, page, context, status=form.status)
    filled = fill(form.question)
    names = {column.code: column.heading or str(column) for column in filled.columns}
    context |= {
        "statistics": filled,
        "heads": heads_of(filled),
        "legend": legend_of(filled),
        "tables": [
            (_("National form"), grouped(filled.columns), filled.columns, True),
            (_("Memorandum columns"), grouped(filled.memoranda), filled.memoranda, False),
        ],
        "main": [(code, names[code], filled.total[code]) for code in TREE],
        "main_names": [names[code] for code in TREE],
        "is_running": filled.question.span.last >= today,
        "query": query_of(filled.question),
        "cells": cells_of(filled.question),
        "organ_cells": [
            (row, cells_of(part), query_of(part), [row.numbers[code] for code in TREE])
            for row in filled.organs
            for part in [part_of(filled.question, row.organ, row.is_own)]
        ],
    }
    return render(request, "reconsideration/statistics.html", context)


def part_of(question: Question, organ: Organ, is_own: bool) -> Question:
    """The same question of an organ that contributes to it."""
    reach = Reach.OWN if is_own else Reach.TERRITORY
    return Question(organ, question.span, question.base, reach)


def query_of(question: Question) -> str:
    """A question as the address of its page has it."""
    return urlencode(
        {
            "organ": question.organ.code,
            "from": question.span.start,
            "to": question.span.last,
            "reach": Reach(question.reach).value,
            "base": Base(question.base).value,
        }
    )


def cells_of(question: Question) -> str:
    """What all cells of a form share in the address of the list of their cases."""
    return urlencode(
        {
            "organ": question.organ.realm.code,
            "start": question.span.start,
            "end": question.span.last,
            "reach": Reach(question.reach).value,
            "base": Base(question.base).value,
        }
    )


@require_GET
@VIEW
def export(request: Request) -> HttpResponse:
    """The form as .xlsx in its own layout."""
    form = form_for(request.user, request.GET, today=timezone.localdate())
    if not form.is_valid():
        context = {"form": form, "presets": presets(timezone.localdate(), request.GET)}
        return render(request, "reconsideration/statistics.html", context, status=form.status)
    question = form.question
    name = "-".join(
        [_("Reconsideration statistics"), question.organ.short_name,
         f"{question.span.start:%Y%m%d}", f"{question.span.last:%Y%m%d}"]
    )  # fmt: skip
    response = HttpResponse(as_xlsx(fill(question)), content_type=SHEET)
    return sent(response, f"{name}.xlsx")
