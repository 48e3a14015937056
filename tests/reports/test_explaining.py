"""Why a warning is right all the same."""

import pytest

from lawgov.errors import Conflict
from lawgov.organs.models import Organ
from reports.entry import checks_of, load_book
from reports.explaining import explain, name_of, with_explanations
from reports.identities import Check
from reports.models import Explanation, Indicator, Observation


@pytest.fixture
def checks(report_2013) -> list[Check]:
    """The identities of 2013 with one warning, one error, and others that hold."""
    figures = report_2013.observations
    figures.filter(indicator__code="enforcement.discretion_standards").update(value=3)
    figures.filter(value=44, indicator__section="disputes").update(value=43)
    return checks_of(load_book(2013), 2013)


def organs() -> dict[int, Organ]:
    return {organ.pk: organ for organ in Organ.objects.all()}


def warning(checks: list[Check]) -> Check:
    return next(check for check in checks if check.is_warning)


def test_errors_come_first_then_warnings_then_what_holds_then_what_cannot_be_checked(checks):
    rows = with_explanations(checks, organs())

    verdicts = [(row.check.is_error, row.check.is_warning, row.check.holds) for row in rows]
    assert verdicts[:2] == [(True, False, False), (False, True, False)]
    assert [holds for _error, _warning, holds in verdicts[2:12]] == [True] * 10
    assert {holds for _error, _warning, holds in verdicts[12:]} == {None}


def test_an_explanation_stands_with_its_warning_and_with_no_other(checks, clerk):
    found = warning(checks)

    note = explain(checks, name_of(found), "部分事项合并", clerk)

    rows = with_explanations(checks, organs())
    assert [(row.check, row.explanation) for row in rows if row.explanation] == [(found, note)]
    assert note.written_by == clerk


def test_a_warning_is_explained_once_and_the_last_words_count(checks, clerk, make_user):
    other = make_user("审核人")
    name = name_of(warning(checks))
    explain(checks, name, "部分事项合并", clerk)

    explain(checks, name, "口径不同", other)

    found = [(note.text, note.written_by) for note in Explanation.objects.all()]
    assert found == [("口径不同", other)]
    assert Explanation.objects.get().history.count() == 2


def test_the_same_warning_of_another_year_needs_its_own_words(checks, clerk):
    explain(checks, name_of(warning(checks)), "部分事项合并", clerk)
    for row in Observation.objects.filter(organ__code="140200", section="enforcement"):
        row.pk, row.year, row.report = None, 2014, None
        row.save()

    rows = with_explanations(checks_of(load_book(2014), 2014), organs())

    assert [row.explanation for row in rows if row.check.is_warning] == [None]


def test_errors_and_what_holds_are_not_explained_away(checks, clerk):
    for check in checks:
        if not check.is_warning:
            with pytest.raises(Conflict):
                explain(checks, name_of(check), "无妨", clerk)

    assert not Explanation.objects.exists()


def test_a_warning_that_is_gone_is_a_conflict(checks, clerk):
    name = name_of(warning(checks))
    Indicator.objects.get(code="enforcement.discretion_standards").observations.update(value=9999)

    with pytest.raises(Conflict):
        explain(checks_of(load_book(2013), 2013), name, "部分事项合并", clerk)
