"""Opening a year, entering its figures, answering its promises."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lawgov.http import Request
from reports.entry import EntryRefused, record_figures
from reports.forms import FollowUpForm
from reports.models import AnnualReport, FollowUp, Section
from reports.opening import open_next_year
from reports.sheet import Sheet, progress_of
from reports.views.reading import report_of

PROMISES = {Section.PROBLEMS: "problem", Section.PLANS: "plan"}


@require_POST
@permission_required("reports.open_year", raise_exception=True)
def open_year(request: Request, year: int) -> HttpResponse:
    """Open a year with the structure of the year before."""
    reports = AnnualReport.objects.kept_by(request.user).for_list()
    before = reports.filter(year=year - 1).first()
    if before is None:
        raise Http404
    report = open_next_year(report=before, by=request.user, on=timezone.localdate())
    messages.success(request, _("The year %(year)s is open.") % {"year": report.year})
    return redirect("reports:entry", report.year)


@require_http_methods(["GET", "POST"])
@permission_required("reports.enter_figures", raise_exception=True)
def entry(request: Request, year: int) -> HttpResponse:
    """One section of the year as a form, last year's figures beside each field."""
    report = report_of(request, year)
    report.require_open()
    progress = progress_of(report, request.user)
    keys = [part.section for part in progress]
    section = request.GET.get("section") or (keys[0] if keys else "")
    if not keys:
        return render(request, "reports/nothing_to_enter.html", {"report": report})
    if section not in keys:
        raise Http404
    if section in PROMISES:
        return _promises(request, report, section)
    sheet = Sheet(report, request.user, section)
    if request.method == "GET":
        return _sheet_page(request, sheet)
    return _save(request, sheet)


def _save(request: Request, sheet: Sheet) -> HttpResponse:
    sheet.take(request.POST.dict())
    reason = request.POST.get("reason", "")[:100]
    try:
        recorded = record_figures(
            report=sheet.report, by=request.user, entries=sheet.entries, reason=reason
        )
    except EntryRefused as refusal:
        sheet.show(refusal)
        sheet.keep_drafts()
        return _sheet_page(request, sheet, status=refusal.status)
    sheet.forget_drafts()
    messages.success(request, _("%(count)s figures are recorded.") % {"count": len(recorded)})
    return redirect(request.get_full_path())


def _sheet_page(request: Request, sheet: Sheet, status: int = 200) -> HttpResponse:
    context = _frame(request, sheet.report, sheet.section)
    faults = [row for row in sheet.rows if row.errors]
    context |= {"sheet": sheet, "faults": faults if status != 200 else [], "status": status}
    return render(request, "reports/entry.html", context, status=status)


def _frame(request: Request, report: AnnualReport, section: str) -> dict[str, object]:
    """What the entry page shows around the form: the sections and how complete they are."""
    progress = progress_of(report, request.user)
    done, total = sum(p.done for p in progress), sum(p.total for p in progress)
    keys = [part.section for part in progress]
    place = keys.index(section) + 1
    return {
        "report": report,
        "section": section,
        "section_label": Section(section).label,
        "next_section": keys[place] if place < len(keys) else "",
        "progress": progress,
        "done": done,
        "total": total,
        "percent": done * 100 // total if total else 100,
    }


@require_POST
@permission_required("reports.enter_figures", raise_exception=True)
def draft(request: Request, year: int, section: str) -> HttpResponse:
    """Keep what is being typed, and say at once what it means: change and identities."""
    report = report_of(request, year)
    report.require_open()
    sheet = Sheet(report, request.user, section)
    if not sheet.rows:
        raise Http404
    typed = request.POST.dict()
    sheet.take(typed)
    sheet.keep_drafts()
    rows = [row for row in sheet.rows if f"value-{row.line.pk}" in typed]
    return render(request, "reports/_typed.html", {"rows": rows, "sheet": sheet, "report": report})


def _promises(
    request: Request, report: AnnualReport, section: str, failed: FollowUpForm | None = None
) -> HttpResponse:
    kind = PROMISES[Section(section)]
    asked = {"report": report, f"{kind}__isnull": False}
    rows = FollowUp.objects.visible_to(request.user).filter(**asked)
    rows = rows.select_related("plan__report", "problem__report", "answered_by")
    forms = []
    for row in rows.order_by(f"{kind}__report__year", f"{kind}__number", "pk"):
        same = failed is not None and failed.instance.pk == row.pk
        form = (
            failed
            if same
            else FollowUpForm(instance=row, prefix=f"f{row.pk}", initial={"version": row.version})
        )
        forms.append((row, form))
    context = _frame(request, report, section) | {"forms": forms}
    return render(request, "reports/follow_ups.html", context, status=400 if failed else 200)


@require_POST
@permission_required("reports.enter_figures", raise_exception=True)
def follow_up(request: Request, year: int, pk: int) -> HttpResponse:
    """Answer what became of a plan or problem."""
    report = report_of(request, year)
    report.require_open()
    row = get_object_or_404(FollowUp.objects.visible_to(request.user), report=report, pk=pk)
    section = Section.PLANS if row.plan_id else Section.PROBLEMS
    form = FollowUpForm(request.POST, instance=row, prefix=f"f{row.pk}")
    if not form.is_valid():
        return _promises(request, report, section, failed=form)
    answer = {name: form.cleaned_data[name] for name in ("outcome", "answer", "version")}
    with transaction.atomic():
        row.respond(by=request.user, on=timezone.localdate(), **answer)
    messages.success(request, _("The answer is recorded."))
    return redirect(f"{reverse('reports:entry', args=[year])}?section={section}#f{pk}")
