"""Recording figures: all of them or none, with everybody told why."""

from decimal import Decimal

import pytest

from lawgov.errors import Conflict
from lawgov.organs.models import Organ
from reports.entry import Entry, EntryRefused, record_figures
from reports.models import Indicator, Line, Observation
from tests.factories import IndicatorFactory


def entry(text: str, code: str = "received", scope: str = "territory", **more) -> Entry:
    organ = more.pop("organ", None) or Organ.objects.get(code="140000")
    indicator = more.pop("indicator", None)
    indicator = indicator or Indicator.objects.get(code=f"reconsideration.{code}")
    return Entry(indicator, organ, scope, text, **more)


def record(report, by, *entries, reason="") -> list[Observation]:
    return record_figures(report=report, by=by, entries=entries, reason=reason)


def test_figures_are_recorded_as_typed(report_2014, clerk):
    rows = record(report_2014, clerk, entry("１２００"), entry("1150余", "accepted", note="估"))

    assert [(r.value, r.precision, r.note, r.version, r.source) for r in rows] == [
        (Decimal(1200), "exact", "", 1, "entered"),
        (Decimal(1150), "at_least", "估", 1, "entered"),
    ]


@pytest.mark.parametrize(
    ("text", "state", "value"),
    [("0", "reported", Decimal(0)), ("不适用", "not_applicable", None),
     ("未报送", "not_reported", None)],
)  # fmt: skip
def test_zero_not_applicable_and_not_reported_are_three_things(
    report_2014, clerk, text, state, value
):
    record(report_2014, clerk, entry(text))

    row = Observation.objects.get(year=2014)
    assert (row.state, row.value) == (state, value)


def test_nothing_is_recorded_when_one_figure_is_wrong(report_2014, clerk):
    with pytest.raises(EntryRefused) as refused:
        record(report_2014, clerk, entry("1200"), entry("abc", "accepted"))

    assert list(refused.value.errors) == [1]
    assert refused.value.status == 400
    assert not Observation.objects.filter(year=2014).exists()


def test_the_second_clerk_is_told_who_changed_what(report_2014, clerk, make_user):
    other = make_user("审核人")
    record(report_2014, clerk, entry("1200"))

    with pytest.raises(EntryRefused) as refused:
        record(report_2014, other, entry("1300"))

    assert refused.value.status == 409
    assert clerk.name in refused.value.errors[0][0]
    assert "1,200" in refused.value.errors[0][0]
    assert Observation.objects.get(year=2014).value == 1200


def test_with_the_version_that_stands_a_figure_is_changed_and_its_history_kept(
    report_2014, clerk, make_user
):
    other = make_user("审核人")
    record(report_2014, clerk, entry("1200"))

    record(report_2014, other, entry("1300", version=1), reason="更正")

    row = Observation.objects.get(year=2014)
    steps = [(h.value, h.history_user, h.history_change_reason) for h in row.history.all()]
    assert (row.value, row.version) == (1300, 2)
    assert steps == [(1300, other, "更正"), (1200, clerk, "")]


def test_an_unchanged_figure_is_not_written_again(report_2014, clerk):
    record(report_2014, clerk, entry("1200"))

    record(report_2014, clerk, entry("1,200", version=1))

    assert Observation.objects.get(year=2014).history.count() == 1


def test_a_cleared_figure_is_gone_and_its_history_stays(report_2014, clerk):
    record(report_2014, clerk, entry("1200"))

    record(report_2014, clerk, entry("", version=1), reason="填错")

    assert not Observation.objects.filter(year=2014).exists()
    last = Observation.history.filter(year=2014).first()
    assert (last.history_type, last.history_user, last.history_change_reason) == (
        "-",
        clerk,
        "填错",
    )


def test_a_removed_figure_is_a_conflict_for_who_saw_it(report_2014, clerk):
    with pytest.raises(EntryRefused) as refused:
        record(report_2014, clerk, entry("1200", version=3))

    assert refused.value.conflicts == {0: None}


def test_the_figures_of_a_published_report_do_not_change(report_2013, clerk):
    with pytest.raises(Conflict, match="2013"):
        record(report_2013, clerk, entry("1"))


def test_an_indicator_out_of_force_is_refused_with_its_years(report_2014, clerk):
    old = IndicatorFactory(name="旧指标", valid_from=2010, valid_until=2014)
    new = IndicatorFactory(name="新指标", valid_from=2015)

    with pytest.raises(EntryRefused) as refused:
        record(report_2014, clerk, entry("1", indicator=old), entry("1", indicator=new))

    assert "2010–2013" in refused.value.errors[0][0]
    assert "2015年起" in refused.value.errors[1][0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"code": "acceptance_rate"}, "计算得出"),
        ({"organ": "140224"}, None),
        ({"organ": "000000-gwy"}, "不在您的机关范围内"),
        ({"organ": "140213"}, "不存续"),
    ],
)
def test_what_cannot_be_entered_is_refused(report_2014, clerk, change, message):
    if "organ" in change:
        change["organ"] = Organ.objects.get(code=change["organ"])

    if message is None:
        assert len(record(report_2014, clerk, entry("1", **change))) == 1
        return
    with pytest.raises(EntryRefused) as refused:
        record(report_2014, clerk, entry("1", **change))
    assert message in refused.value.errors[0][0]


def test_a_clerk_of_a_city_enters_only_its_own_figures(report_2014, stranger):
    city = Organ.objects.get(code="140100")

    assert len(record(report_2014, stranger, entry("12", organ=city))) == 1
    with pytest.raises(EntryRefused):
        record(report_2014, stranger, entry("12"))


def test_a_broken_identity_refuses_the_entry_at_each_of_its_fields(report_2014, clerk):
    entries = [entry("100"), entry("90", "accepted"), entry("5", "otherwise_handled")]

    with pytest.raises(EntryRefused) as refused:
        record(report_2014, clerk, *entries)

    assert set(refused.value.errors) == {0, 1, 2}
    assert "100 ≠ 90 + 5" in refused.value.errors[0][0]
    assert not Observation.objects.filter(year=2014).exists()


def test_a_figure_that_breaks_an_identity_with_recorded_ones_is_refused(report_2014, clerk):
    record(report_2014, clerk, entry("100"), entry("90", "accepted"))

    with pytest.raises(EntryRefused):
        record(report_2014, clerk, entry("5", "otherwise_handled"))
    assert len(record(report_2014, clerk, entry("10", "otherwise_handled"))) == 1


def test_a_warning_does_not_refuse(report_2014, clerk):
    city = Organ.objects.get(code="140200")
    items = Indicator.objects.get(code="enforcement.penalty_items")
    standards = Indicator.objects.get(code="enforcement.discretion_standards")

    rows = record(
        report_2014, clerk,
        entry("9", indicator=items, organ=city, scope="own"),
        entry("3", indicator=standards, organ=city, scope="own"),
    )  # fmt: skip

    assert [row.value for row in rows] == [9, 3]


def test_a_figure_outside_the_structure_becomes_a_line(report_2014, clerk):
    county = Organ.objects.get(code="140105")

    record(report_2014, clerk, entry("7", organ=county))

    assert Line.objects.filter(report=report_2014, organ=county).count() == 1
