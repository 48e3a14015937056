"""Figures computed from cases stand beside what was stated, and never over it."""

from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from lawgov.organs.models import Organ
from reconsideration.models import Case
from reports.computed import beside, compute
from reports.entry import Entry, record_figures
from reports.models import Indicator, Observation, Source
from tests.reconsideration.bulk import standing, write

CODES = ["received", "accepted", "otherwise_handled", "closed", "carried_in", "pending",
         "correction_rate", "overall_correction_rate"]  # fmt: skip


@pytest.fixture
def province(shipped) -> Organ:
    return Organ.objects.get(code="140000")


@pytest.fixture
def cases(shipped) -> list[Case]:
    """The cases of 2014: three of the province's own, one of a city, one carried in."""
    closed = {"accepted": "2014-02-05", "closed": "2014-04-01"}
    return write(
        (1, standing("2013-12-01", accepted="2013-12-02", closed="2014-01-10", closing="upheld")),
        (1, standing("2014-02-01", **closed, closing="revoked")),
        (1, standing("2014-12-30", accepted="2015-01-04")),
        (1, standing("2014-06-03", ended="2014-06-07", state="not_accepted")),
        (1, standing("2014-02-01", organ="140100", **closed, closing="withdrawn",
                     respondent_corrected=True)),
    )  # fmt: skip


def values(rows: list[Observation]) -> dict[str, Decimal | None]:
    return {row.indicator.code.partition(".")[2]: row.value for row in rows}


def test_the_years_figures_follow_from_the_cases(province, cases):
    whole = values(compute(organ=province, year=2014, scope="territory"))
    own = values(compute(organ=province, year=2014, scope="own"))

    assert list(whole.values()) == [4, 3, 1, 3, 1, 0, Decimal("33.3"), Decimal("66.7")]
    assert list(own.values()) == [3, 2, 1, 2, 1, 0, 50, 50]
    assert sorted(whole) == sorted(CODES)


def test_acceptance_belongs_to_the_year_of_receipt_as_the_indicator_says(province, cases):
    """The application of 30 December, accepted in January, is one of the 3 of 2014."""
    compute(organ=province, year=2015, scope="territory")

    rows = Observation.objects.filter(year=2015, indicator__code="reconsideration.accepted")

    assert [row.value for row in rows] == [0]


def test_what_is_published_stays_as_published(province, cases):
    write((2, standing("2013-03-01")))
    stated = list(Observation.objects.filter(year=2013).order_by("pk").values())

    compute(organ=province, year=2013, scope="territory")

    kept = Observation.objects.filter(year=2013).exclude(source=Source.COMPUTED)
    assert list(kept.order_by("pk").values()) == stated
    computed = Observation.objects.get(
        source=Source.COMPUTED, year=2013, indicator__code="reconsideration.received"
    )
    assert (computed.value, computed.report) == (3, None)


def test_computing_twice_is_as_good_as_once_and_a_change_is_recorded(province, cases):
    first = compute(organ=province, year=2014, scope="territory")
    again = compute(organ=province, year=2014, scope="territory")
    write((1, standing("2014-05-05")))
    changed = compute(organ=province, year=2014, scope="territory")

    assert [row.pk for row in first] == [row.pk for row in again] == [row.pk for row in changed]
    assert [row.version for row in changed] == [2] + [1] * 7
    assert [step.value for step in changed[0].history.order_by("pk")] == [4, 5]


def test_an_empty_ledger_states_nothing(province):
    assert compute(organ=province, year=2013, scope="territory") == []
    assert not Observation.objects.filter(source=Source.COMPUTED).exists()


def test_a_rate_of_nothing_is_not_applicable(province):
    write((1, standing("2014-05-05")))

    rows = {row.indicator.code: (row.value, row.state) for row in
            compute(organ=province, year=2014, scope="own")}  # fmt: skip

    assert rows["reconsideration.correction_rate"] == (None, "not_applicable")
    assert rows["reconsideration.closed"] == (0, "reported")


def test_entering_is_not_checked_against_what_is_computed(province, cases, clerk, report_2014):
    compute(organ=province, year=2014, scope="territory")
    received = Indicator.objects.get(code="reconsideration.received")

    rows = record_figures(
        report=report_2014, by=clerk, entries=[Entry(received, province, "territory", "1200")]
    )

    assert [(row.value, row.source) for row in rows] == [(1200, "entered")]


def test_what_is_stated_and_computed_stand_side_by_side(province, cases, clerk, report_2014):
    compute(organ=province, year=2014, scope="territory")
    indicators = Indicator.objects.filter(code__in=["reconsideration.received",
                                                    "reconsideration.otherwise_handled",
                                                    "reconsideration.accepted"])  # fmt: skip
    texts = {"received": "6", "accepted": "5", "otherwise_handled": "1"}
    rows = record_figures(report=report_2014, by=clerk, entries=[
        Entry(one, province, "territory", texts[one.code.partition(".")[2]])
        for one in indicators.order_by("pk")
    ])  # fmt: skip

    pairs = beside(rows, clerk).values()

    assert [(p.stated.value, p.computed.value, p.differs, p.change.signed) for p in pairs] == [
        (6, 4, True, "−2"), (5, 3, True, "−2"), (1, 1, False, "0"),
    ]  # fmt: skip
    assert {p.address for p in pairs} == {
        "/cases/statistics/?organ=140000&from=2014-01-01&to=2014-12-31&reach=territory"
    }


def test_the_pages_show_both_and_mark_the_difference(client, clerk, province, cases):
    write((2, standing("2013-03-01")))
    compute(organ=province, year=2013, scope="territory")
    stated = Observation.objects.get(
        year=2013, source="published", scope="territory", organ=province,
        indicator__code="reconsideration.received",
    )  # fmt: skip
    client.force_login(clerk)
    link = "/cases/statistics/?organ=140000&amp;from=2013-01-01&amp;to=2013-12-31"

    pages = [stated.get_absolute_url(), stated.indicator.get_absolute_url(), "/reports/2013/"]
    for address in pages:
        text = client.get(address).content.decode()
        assert link in text, address
        assert "−1,158" in text, address


def test_a_stranger_sees_no_figures_computed_for_others(client, stranger, province, cases):
    compute(organ=province, year=2014, scope="territory")
    published = Observation.objects.filter(year=2013, indicator__code="reconsideration.received")
    compute(organ=province, year=2013, scope="territory")

    assert beside(list(published.select_related("indicator", "organ")), stranger) == {}


def test_the_command_computes_what_the_reports_ask_for(cases, report_2014, capsys):
    call_command("compute", 2014)
    lines = capsys.readouterr().out.splitlines()

    assert "山西省人民政府 · 全域 2014" in lines
    assert "  收到行政复议申请件数: 4" in lines
    assert "山西省发展和改革委员会 · 本级 2014: 没有记录 / no records" in lines
    computed = Observation.objects.filter(source=Source.COMPUTED)
    asked = set(computed.values_list("organ__code", "scope"))
    assert asked == {("140000", "own"), ("140000", "territory")}


def test_the_command_computes_one_organ_in_both_scopes(cases, capsys):
    call_command("compute", 2014, organ="140100")

    heads = [line for line in capsys.readouterr().out.splitlines() if not line.startswith(" ")]
    assert heads == ["太原市人民政府 · 全域 2014", "太原市人民政府 · 本级 2014"]


@pytest.mark.parametrize("arguments", [(2014, {"organ": "999"}), (1999, {})])
def test_the_command_says_what_it_cannot_compute(shipped, arguments):
    year, more = arguments

    with pytest.raises(CommandError):
        call_command("compute", year, **more)


def test_the_year_ends_with_its_last_day(province):
    write((1, standing("2014-12-31")), (1, standing("2015-01-01")))

    found = [values(compute(organ=province, year=y, scope="own"))["received"] for y in (2014, 2015)]

    assert found == [1, 1]
