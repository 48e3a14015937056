"""The next year: structure passes on, values do not."""

from datetime import date

import pytest

from lawgov.errors import Conflict
from lawgov.organs.models import Organ
from reports.models import FollowUp, Indicator, Line, Observation
from reports.opening import open_next_year

DAY = date(2014, 12, 1)


def test_the_structure_is_copied_and_no_value(report_2013, report_2014):
    assert report_2014.year == 2014
    assert "2014年" in report_2014.title
    assert [s.key for s in report_2014.sections.all()] == [
        s.key for s in report_2013.sections.all()
    ]
    assert {s.text for s in report_2014.sections.all()} == {""}
    assert not Observation.objects.filter(year=2014).exists()


def test_every_figure_of_last_year_is_asked_for_again(report_2013, report_2014):
    old = {line.key for line in report_2013.lines.select_related("indicator")}
    new = {line.key for line in report_2014.lines.select_related("indicator")}

    assert len(old) == 49
    assert old < new


def test_new_indicators_are_asked_of_the_government_in_its_scopes(report_2014):
    lines = report_2014.lines.filter(indicator__code="reconsideration.pending")

    assert sorted((line.organ.code, line.scope) for line in lines) == [
        ("140000", "own"), ("140000", "territory"),
    ]  # fmt: skip
    assert not report_2014.lines.filter(indicator__origin="computed").exists()


def test_what_ended_is_not_asked_for(report_2013, clerk):
    Indicator.objects.filter(code="training.lectures").update(valid_until=2014)
    Organ.objects.filter(code="140000-zjj").update(valid_until=date(2014, 1, 1))

    report = open_next_year(report=report_2013, by=clerk, on=DAY)

    assert not report.lines.filter(indicator__code="training.lectures").exists()
    assert not report.lines.filter(organ__code="140000-zjj").exists()


def test_a_new_version_of_an_indicator_takes_the_place_of_the_old(report_2013, clerk):
    old = Indicator.objects.get(code="training.lectures")
    Indicator.objects.filter(pk=old.pk).update(valid_until=2014)
    new = Indicator.objects.get(pk=old.pk)
    new.pk, new.valid_from, new.valid_until, new.definition = None, 2014, None, "新口径"
    new.save()

    report = open_next_year(report=report_2013, by=clerk, on=DAY)

    assert report.lines.get(indicator__code="training.lectures").indicator == new


def test_plans_and_problems_become_promises_to_answer(report_2013, report_2014):
    rows = report_2014.follow_ups.all()

    assert [row.plan.number for row in rows if row.plan] == [1, 2, 3, 4, 5, 6]
    assert [row.problem.number for row in rows if row.problem] == [1, 2, 3, 4]
    assert {row.outcome for row in rows} == {"unanswered"}


def test_a_year_is_opened_once(report_2013, report_2014, clerk):
    with pytest.raises(Conflict, match="2014"):
        open_next_year(report=report_2013, by=clerk, on=DAY)

    assert Line.objects.filter(report__year=2014).count() == report_2014.lines.count()


def test_only_what_was_left_open_is_carried_further(report_2014, clerk):
    done = report_2014.follow_ups.filter(plan__number=1).get()
    done.respond(by=clerk, on=DAY, outcome="done", answer="已完成", version=0)

    later = open_next_year(report=report_2014, by=clerk, on=date(2015, 12, 1))

    assert [row.plan.number for row in later.follow_ups.all() if row.plan] == [2, 3, 4, 5, 6]
    assert later.follow_ups.filter(problem__isnull=False).count() == 4


def test_two_answers_at_once_are_a_conflict(report_2014, clerk):
    row = report_2014.follow_ups.first()
    row.respond(by=clerk, on=DAY, outcome="partly", answer="做了一半", version=0)

    with pytest.raises(Conflict, match="做了一半"):
        FollowUp.objects.get(pk=row.pk).respond(
            by=clerk, on=DAY, outcome="done", answer="都做了", version=0
        )
