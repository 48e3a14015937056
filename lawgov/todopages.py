"""The page of what a person has to do, soonest first, for any kind of record with due days."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from lawgov.http import Request
from lawgov.lamps import Lamps, counts_of
from lawgov.listing import BadCursor, Page

Sights = Mapping[str, tuple[str, QuerySet[Any]]]  # by name: what it is called, and its rows


def todo_page(
    request: Request,
    template: str,
    *,
    sights: Sights,
    show: Callable[[Any, str], Page],
    lamps: Lamps,
) -> HttpResponse:
    """The chosen list, or the first with something in it; an unreadable place is the beginning."""
    sight = request.GET.get("sight", "")
    if sight not in sights:
        sight = next((name for name, (_label, rows) in sights.items() if rows.exists()), "mine")
    rows = sights[sight][1]
    try:
        shown = show(rows, request.GET.get("after", ""))
    except BadCursor:
        shown = show(rows, "")
    context = {
        "sights": [(name, label) for name, (label, _rows) in sights.items()],
        "sight": sight,
        "page": shown,
        "counts": counts_of(rows, lamps),
        "query": without(request.GET, "after"),
    }
    return render(request, template, context)


def without(query: QueryDict, *names: str) -> str:
    """A query without some of its parts."""
    data = query.copy()
    for name in names:
        data.pop(name, None)
    return str(data.urlencode())
