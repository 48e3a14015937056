"""Reading a report and tracing its figures."""

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from lawgov.http import Request
from lawgov.organs.models import Organ
from reports.changes import compare
from reports.computed import address_of, beside
from reports.entry import checks_of, load_book
from reports.explaining import explain, with_explanations
from reports.forms import ExplanationForm
from reports.models import AnnualReport, Indicator, Moment, Observation, Source
from reports.sheet import progress_of
from reports.tracing import mark, sentence


def report_of(request: Request, year: int) -> AnnualReport:
    """The report of a year that the user reads: the highest organ's; 404 without one."""
    reports = AnnualReport.objects.visible_to(request.user).for_list().filter(year=year)
    report = reports.first()
    if report is None:
        raise Http404
    return report


@require_GET
def home(request: Request) -> HttpResponse:
    """The reports there are, and how far the open ones have come."""
    reports = []
    if request.user.has_perm("reports.view_annualreport"):
        reports = list(AnnualReport.objects.visible_to(request.user).for_list())
    rows = []
    for report in reports:
        progress = progress_of(report, request.user) if report.is_open else []
        done = sum(part.done for part in progress)
        rows.append((report, done, sum(part.total for part in progress)))
    kept = AnnualReport.objects.kept_by(request.user)
    latest = kept.order_by("-year", "pk").first()
    return render(request, "reports/home.html", {"rows": rows, "latest": latest})


@require_GET
@permission_required("reports.view_annualreport", raise_exception=True)
def report(request: Request, year: int) -> HttpResponse:
    """A report, section by section, each figure marked where it stands."""
    report = report_of(request, year)
    observations = list(
        Observation.objects.visible_to(request.user).for_list().filter(report=report)
    )
    practices = list(report.practices.visible_to(request.user).select_related("organ"))
    sections = []
    for section in report.sections.all():
        figures = [row for row in observations if row.section == section.key]
        done = [row for row in practices if row.section == section.key]
        sections.append((section, mark(section, figures), figures, done))
    context = {
        "report": report,
        "sections": sections,
        "figure_count": len(observations),
        "practice_count": len(practices),
        "next_year": report.year + 1,
        "next_is_open": AnnualReport.objects.filter(
            year=report.year + 1, organ=report.organ
        ).exists(),
        "computed": list(beside(observations, request.user).values()),
        "is_kept": AnnualReport.objects.kept_by(request.user).filter(pk=report.pk).exists(),
    }
    return render(request, "reports/report.html", context)


@require_GET
@permission_required("reports.view_observation", raise_exception=True)
def observation(request: Request, pk: int) -> HttpResponse:
    """One figure: its words, definition, source, comparison and history."""
    rows = Observation.objects.visible_to(request.user).for_list()
    row = get_object_or_404(rows.select_related("report", "recorded_by"), pk=pk)
    same = rows.filter(
        indicator__code=row.indicator.code, organ=row.organ, scope=row.scope
    ).exclude(pk=row.pk)
    text = ""
    if row.report is not None and row.quote:
        section = row.report.sections.filter(key=row.section).first()
        text = sentence(section.text, row.quote) if section else ""
    context = {
        "row": row,
        "sentence": text,
        "others": [
            (other, _change(row, other)) for other in same.order_by("year", "-moment", "pk")
        ],
        "history": row.history.select_related("history_user").all(),
        "beside": beside([row], request.user).get(row.pk),
        "cases": address_of(row) if row.source == Source.COMPUTED else "",
    }
    page = "reports/_observation.html" if request.htmx else "reports/observation.html"
    return render(request, page, context)


def _change(row: Observation, other: Observation):  # type: ignore[no-untyped-def]
    """The change between two observations, from the earlier to the later."""
    first, second = sorted([row, other], key=lambda o: (o.year, o.moment != Moment.BEFORE))
    return compare(
        first,  # type: ignore[arg-type]
        second,  # type: ignore[arg-type]
        old_indicator=first.indicator,
        new_indicator=second.indicator,
    )


@require_GET
@permission_required("reports.view_indicator", raise_exception=True)
def indicator(request: Request, code: str) -> HttpResponse:
    """An indicator's definition, version by version, and all its figures."""
    versions = list(Indicator.objects.filter(code=code).order_by("-valid_from"))
    if not versions:
        raise Http404
    rows = Observation.objects.none()
    if request.user.has_perm("reports.view_observation"):
        rows = Observation.objects.visible_to(request.user).for_list()
        rows = rows.filter(indicator__code=code).order_by("organ__path", "scope", "year", "pk")
    computed = beside(rows, request.user)
    pairs = [(row, computed.get(row.pk)) for row in rows]
    context = {"versions": versions, "rows": rows, "pairs": pairs}
    return render(request, "reports/indicator.html", context)


@permission_required("reports.view_identityrule", raise_exception=True)
def identities(request: Request, year: int) -> HttpResponse:
    """Every identity of a year with its numbers; warnings can be explained here."""
    report = report_of(request, year)
    visible = {organ.pk: organ for organ in Organ.objects.visible_to(request.user)}
    checks = checks_of(load_book(year, set(visible)), year)
    form = ExplanationForm()
    status = 200
    if request.method == "POST":
        if not request.user.has_perm("reports.enter_figures"):
            raise PermissionDenied
        form = ExplanationForm(request.POST)
        if form.is_valid():
            explain(checks, request.POST.get("check", ""), form.cleaned_data["text"], request.user)
        status = 200 if form.is_valid() else 400
    context = {"report": report, "checks": with_explanations(checks, visible), "form": form}
    return render(request, "reports/identities.html", context, status=status)
