"""Opening the next year: the structure passes on, the values do not."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from lawgov.errors import Conflict
from lawgov.history import signed
from reports.models import AnnualReport, FollowUp, Indicator, Line, ReportSection

if TYPE_CHECKING:
    from lawgov.accounts.models import User


@transaction.atomic
def open_next_year(*, report: AnnualReport, by: "User", on: date) -> AnnualReport:
    """Open the year after `report` with its sections, lines, open problems and plans.

    Raises `Conflict` when the year is open already.
    """
    report = AnnualReport.objects.select_for_update().get(pk=report.pk)
    year = report.year + 1
    if AnnualReport.objects.filter(year=year, organ=report.organ).exists():
        raise Conflict(_("The year %(year)s is already open.") % {"year": year})
    opened = AnnualReport(
        year=year,
        organ=report.organ,
        title=report.title.replace(str(report.year), str(year)),
        addressee=report.addressee,
        opened_by=by,
        opened_on=on,
    )
    signed(opened, by=by).save()
    ReportSection.objects.bulk_create(
        ReportSection(report=opened, key=section.key, title=section.title)
        for section in report.sections.all()
    )
    Line.objects.bulk_create(pass_on_lines(report, opened))
    FollowUp.objects.bulk_create(pass_on_promises(report, opened))
    return opened


def pass_on_lines(old: AnnualReport, new: AnnualReport) -> list[Line]:
    """The lines of the year before whose indicator is in force, and one for each new indicator.

    An indicator without a line is asked of the government itself, in the
    scopes in which that government reports its family (the code before the dot).
    """
    in_force = {
        indicator.code: indicator
        for indicator in Indicator.objects.in_force(new.year)
        if indicator.origin == Indicator.Origin.ENTERED
    }
    lines = []
    scopes: dict[str, set[str]] = {}
    government = old.organ.realm
    for line in old.lines.select_related("indicator", "organ"):
        if line.organ_id == government.pk:
            family = line.indicator.code.split(".")[0]
            scopes.setdefault(family, set()).add(line.scope)
        indicator = in_force.get(line.indicator.code)
        if indicator and line.organ.existed_in(new.year):
            lines.append(Line(report=new, indicator=indicator, organ=line.organ, scope=line.scope))
    asked = {line.indicator.code for line in lines}
    for code, indicator in in_force.items():
        if code not in asked:
            for scope in sorted(scopes.get(code.split(".")[0], {indicator.scope})):
                lines.append(Line(report=new, indicator=indicator, organ=government, scope=scope))
    return lines


def pass_on_promises(old: AnnualReport, new: AnnualReport) -> list[FollowUp]:
    """What the new year must answer: the old report's plans and problems, and those left open."""
    fresh = [FollowUp(report=new, plan=plan) for plan in old.plans.all()]
    fresh += [FollowUp(report=new, problem=problem) for problem in old.problems.all()]
    left_open = old.follow_ups.filter(~Q(outcome=FollowUp.Outcome.DONE))
    carried = [
        FollowUp(report=new, plan=follow_up.plan, problem=follow_up.problem)
        for follow_up in left_open.select_related("plan", "problem")
    ]
    return fresh + carried
