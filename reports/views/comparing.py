"""Years side by side, on the page and as files."""

from decimal import Decimal

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lawgov.http import Request
from reports.comparison import Row, Wanted, compare_years
from reports.exporting import as_csv, as_xlsx
from reports.forms import ComparisonForm, years_of

EXPORTS = {"csv": as_csv, "xlsx": as_xlsx}


@require_GET
@permission_required("reports.view_observation", raise_exception=True)
def compare(request: Request) -> HttpResponse:
    """Any two or more years, filtered, with a chart; `export` gives a file."""
    years = years_of(request.user)
    data = request.GET.copy()
    if "years" not in data:
        data["years"] = ",".join(str(year) for year in years[-2:])
    form = ComparisonForm(data, user=request.user)
    if not form.is_valid():
        context = {"form": form, "available": years, "rows": []}
        asked = "years" in request.GET
        return render(request, "reports/compare.html", context, status=400 if asked else 200)
    wanted = Wanted(**form.cleaned_data)
    rows = compare_years(request.user, wanted)
    export = EXPORTS.get(request.GET.get("export", ""))
    if export is not None:
        if not request.user.has_perm("reports.export_figures"):
            raise PermissionDenied
        return export(wanted.years, rows)
    context = {
        "form": form,
        "available": years,
        "years": wanted.years,
        "rows": rows,
        "chart": chart_of(wanted, rows),
        "query": data.urlencode(),
    }
    return render(request, "reports/compare.html", context)


def chart_of(wanted: Wanted, rows: list[Row]) -> dict[str, object]:
    """What the chart draws: values of one indicator, or the largest changes in per cent."""
    if wanted.indicator:
        return {
            "kind": "values",
            "unit": rows[0].indicator.unit if rows else "",
            "years": [str(year) for year in wanted.years],
            "series": [
                {
                    "name": f"{row.organ.short_name} {row.scope_label}",
                    "data": [
                        float(cell.figure.value)
                        if cell.figure and cell.figure.value is not None
                        else None
                        for cell in row.cells
                    ],
                }
                for row in rows[:12]
            ],
        }
    changed = [row for row in rows if row.last_change.percent is not None]
    changed.sort(key=lambda row: abs(row.last_change.percent or Decimal(0)), reverse=True)
    shown = changed[:15][::-1]
    return {
        "kind": "changes",
        "unit": "%",
        "names": [f"{row.organ.short_name} · {row.indicator.name}" for row in shown],
        "data": [float(row.last_change.percent or 0) for row in shown],
    }
