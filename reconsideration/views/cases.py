"""Lists of cases: all, what is to be done, and the calendar of due days."""

import calendar as gregorian
from collections import defaultdict
from datetime import date
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lawgov.http import Request
from lawgov.lamps import Lamps, lit
from lawgov.listing import BadCursor, Page
from lawgov.statutes.names import name_of
from lawgov.todopages import todo_page, without
from reconsideration.filters import CaseFilter
from reconsideration.forms.statistics import CellForm
from reconsideration.forms.working import AssignForm, MonthForm
from reconsideration.listing import lamps_on, page
from reconsideration.models import Case, CaseQuerySet, State

VIEW = permission_required("reconsideration.view_case", raise_exception=True)


@require_GET
@VIEW
def cases(request: Request) -> HttpResponse:
    """All cases in sight, filtered and searched, the latest first or the soonest due."""
    rows: Any = Case.objects.visible_to(request.user)
    chosen = CaseFilter(request.GET, queryset=rows, request=request)
    cell = CellForm(request.GET) if "cell" in request.GET else None
    order = "due" if request.GET.get("order") == "due" else "received"
    context: dict[str, Any] = {
        "filter": chosen,
        "cell": cell,
        "order": order,
        "is_filtered": bool(set(request.GET) - {"order", "after"}),
        "query": without(request.GET, "after"),
        "other_order": without(request.GET, "after", "order"),
    }
    try:
        if not chosen.is_valid() or (cell is not None and not cell.is_valid()):
            raise BadCursor
        found = cell.choose(chosen.qs) if cell is not None else chosen.qs
        shown = page(found, order=order, after=request.GET.get("after", ""))
    except BadCursor:
        return render(request, "reconsideration/cases.html", context, status=400)
    context |= {
        "page": lit_cases(shown, lamps_on(timezone.localdate())),
        "assign_form": AssignForm(user=request.user) if may_assign(request) else None,
    }
    return render(request, "reconsideration/cases.html", context)


def may_assign(request: Request) -> bool:
    """Whether the user gives cases to handlers."""
    return request.user.has_perm("reconsideration.examine_case")


def lit_cases(shown: Page, lamps: Lamps) -> Page:
    """The rows with their lamps, and the addresses of their cases."""
    return lit(shown, lamps, reverse("reconsideration:case", args=[0]).removesuffix("0/"))


@require_GET
@VIEW
def todo(request: Request) -> HttpResponse:
    """What a person has to do, soonest first; by role what waits for approval and signature."""
    lamps = lamps_on(timezone.localdate())

    def show(rows: CaseQuerySet, after: str) -> Page:
        return lit_cases(page(rows, order="due", after=after), lamps)

    sights = sights_of(request)
    return todo_page(request, "reconsideration/todo.html", sights=sights, show=show, lamps=lamps)


def sights_of(request: Request) -> dict[str, tuple[str, CaseQuerySet]]:
    """The lists that a person works from."""
    user = request.user
    seen: Any = Case.objects.visible_to(user).due()
    drafts = seen.filter(state=State.DRAFTING, drafted_by__isnull=False)
    sights = {"mine": (_("My cases"), seen.filter(handler=user))}
    if user.has_perm("reconsideration.examine_case"):
        sights["examine"] = (_("To approve"), drafts.filter(examined_by=None))
        sights["unassigned"] = (_("Not assigned"), seen.filter(handler=None))
    if user.has_perm("reconsideration.sign_case"):
        sights["sign"] = (_("To sign"), drafts.filter(examined_by__isnull=False))
    sights["all"] = (_("All in sight"), seen)
    return sights


@require_GET
@VIEW
def calendar(request: Request) -> HttpResponse:
    """A month of due days; each day shows its first cases and how many more there are."""
    today = timezone.localdate()
    form = MonthForm(request.GET or {"month": f"{today:%Y-%m}"})
    if not form.is_valid():
        return render(request, "reconsideration/calendar.html", {"form": form}, status=400)
    first: date = form.cleaned_data["month"]
    last = first.replace(day=gregorian.monthrange(first.year, first.month)[1])
    seen: Any = Case.objects.visible_to(request.user).due().filter(due_on__range=(first, last))
    if request.GET.get("mine"):
        seen = seen.filter(handler=request.user)
    lamps = lamps_on(today)
    days: dict[date, list[dict[str, Any]]] = defaultdict(list)
    for row in seen.values("pk", "number", "due_on", "due_code")[:2000]:
        days[row["due_on"]].append(row | {"lamp": lamps.of(row["due_on"]),
                                          "due_name": name_of(row["due_code"])})  # fmt: skip
    weeks = [
        [{"day": day, "is_in": day.month == first.month, "rows": days.get(day, [])[:4],
          "more": max(0, len(days.get(day, [])) - 4), "is_today": day == today} for day in week]
        for week in gregorian.Calendar().monthdatescalendar(first.year, first.month)
    ]  # fmt: skip
    context = {"form": form, "weeks": weeks, "first": first, "around": around(first),
               "mine": request.GET.get("mine", "")}  # fmt: skip
    return render(request, "reconsideration/calendar.html", context)


def around(first: date) -> tuple[str, str]:
    """The months before and after."""
    months = first.year * 12 + first.month - 1
    before, after = divmod(months - 1, 12), divmod(months + 1, 12)
    return f"{before[0]}-{before[1] + 1:02}", f"{after[0]}-{after[1] + 1:02}"
