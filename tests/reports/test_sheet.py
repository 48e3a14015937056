"""A section of an open year as a form."""

import pytest

from lawgov.organs.models import Organ
from reports.entry import Entry, record_figures
from reports.models import AnnualReport, Draft, Indicator, Line, Scope
from reports.sheet import Sheet, SheetRow, progress_of


def line(report: AnnualReport, code: str = "received", scope: str = "territory") -> Line:
    return report.lines.get(
        indicator__code=f"reconsideration.{code}", organ__code="140000", scope=scope
    )


def record(report, by, text: str, code: str = "received", version: int = 0) -> None:
    row = line(report, code)
    entry = Entry(row.indicator, row.organ, row.scope, text, version=version)
    record_figures(report=report, by=by, entries=[entry])


def row_of(sheet: Sheet, code: str = "received", scope: str = "territory") -> SheetRow:
    pk = line(sheet.report, code, scope).pk
    return next(row for row in sheet.rows if row.line.pk == pk)


def typed(report, **texts: str) -> dict[str, str]:
    return {f"value-{line(report, code).pk}": text for code, text in texts.items()}


def test_rows_stand_by_organ_and_the_widest_scope_first(report_2014, clerk):
    groups = [(o.code, scope) for o, scope, _rows in Sheet(report_2014, clerk, "disputes").groups]

    assert groups == [
        ("140000", Scope.TERRITORY.label),
        ("140000", Scope.OWN.label),
        ("140000-fgw", Scope.OWN.label),
        ("140500", Scope.TERRITORY.label),
    ]


def test_a_figure_that_was_not_reported_last_year_is_none_and_not_zero(report_2014, clerk):
    sheet = Sheet(report_2014, clerk, "disputes")

    assert row_of(sheet).last.value == 1161
    assert row_of(sheet, "pending").last is None
    assert row_of(sheet, "pending").change.kind == "missing"


def test_the_change_is_computed_while_typing(report_2014, clerk):
    sheet = Sheet(report_2014, clerk, "disputes")

    sheet.take(typed(report_2014, received="１２００", accepted="1100余"))

    found = [row_of(sheet, code).change for code in ("received", "accepted")]
    assert [(c.signed, c.signed_percent) for c in found] == [("+39", "+3.4%"), ("−17", "")]


def test_fields_that_were_not_sent_stay_as_they_are(report_2014, clerk):
    record(report_2014, clerk, "1200")
    sheet = Sheet(report_2014, clerk, "disputes")

    sheet.take(typed(report_2014, accepted="1150"))

    assert (row_of(sheet).text, row_of(sheet).version) == ("1200", 1)
    assert row_of(sheet, "accepted").text == "1150"


def test_what_cannot_be_read_is_an_error_at_its_field_alone(report_2014, clerk):
    sheet = Sheet(report_2014, clerk, "disputes")

    sheet.take(typed(report_2014, received="abc", accepted="1150"))

    assert [row.text for row in sheet.rows if row.errors] == ["abc"]
    assert row_of(sheet).figure is None


@pytest.mark.parametrize("text", ["1200", "abc", "1e999", "不适用"])
def test_a_draft_survives_a_lost_session_as_it_was_typed(report_2014, clerk, text):
    sheet = Sheet(report_2014, clerk, "disputes")
    sheet.take(typed(report_2014, received=text))

    sheet.keep_drafts()

    again = row_of(Sheet(report_2014, clerk, "disputes"))
    assert (again.text, again.is_draft) == (text, True)


def test_an_emptied_field_is_a_draft_too(report_2014, clerk):
    record(report_2014, clerk, "1200")
    sheet = Sheet(report_2014, clerk, "disputes")
    sheet.take(typed(report_2014, received="") | {f"version-{line(report_2014).pk}": "1"})

    sheet.keep_drafts()

    assert (row_of(Sheet(report_2014, clerk, "disputes")).text, Draft.objects.count()) == ("", 1)


def test_typing_the_recorded_figure_again_forgets_the_draft(report_2014, clerk):
    record(report_2014, clerk, "1200")
    version = {f"version-{line(report_2014).pk}": "1"}
    for text in ("1250", "1200"):
        sheet = Sheet(report_2014, clerk, "disputes")
        sheet.take(typed(report_2014, received=text) | version)
        sheet.keep_drafts()

    assert not Draft.objects.exists()


def test_a_draft_keeps_the_version_it_was_typed_over(report_2014, clerk, make_user):
    sheet = Sheet(report_2014, clerk, "disputes")
    sheet.take(typed(report_2014, received="1250"))
    sheet.keep_drafts()

    record(report_2014, make_user("审核人"), "1200")

    again = row_of(Sheet(report_2014, clerk, "disputes"))
    assert (again.text, again.version, again.current.value) == ("1250", 0, 1200)


@pytest.mark.parametrize("version", ["", "abc", "-1", "²", "9" * 30])
def test_a_version_that_nobody_saw_does_no_harm(report_2014, clerk, version):
    sheet = Sheet(report_2014, clerk, "disputes")
    sheet.take(typed(report_2014, received="1200") | {f"version-{line(report_2014).pk}": version})

    sheet.keep_drafts()

    assert Draft.objects.get().text == "1200"


def test_drafts_of_all_figures_take_part_in_the_identities(report_2014, clerk):
    for texts in ({"received": "1200"}, {"accepted": "abc"}, {"otherwise_handled": "40"}):
        sheet = Sheet(report_2014, clerk, "disputes")
        sheet.take(typed(report_2014, **texts))
        sheet.keep_drafts()
    assert sheet.checks() == []

    sheet.take(typed(report_2014, accepted="1150"))

    found = [(row.check.sentence, row.check.is_error) for row in sheet.checks()]
    assert found == [("1200 ≠ 1150 + 40", True), ("1150 ≤ 1200", False)]


def test_the_ratios_follow_from_what_is_typed(report_2014, clerk):
    sheet = Sheet(report_2014, clerk, "disputes")
    sheet.take(typed(report_2014, received="1200", accepted="1150"))
    sheet.typed_book()

    found = [
        (ratio.code, organ.code, scope, str(now.value), str(last.value))
        for ratio, organ, scope, now, last in sheet.ratios()
    ]

    assert found == [("reconsideration.acceptance_rate", "140000", "territory", "95.8", "96.2")]


def test_progress_counts_figures_states_and_answers(report_2014, clerk):
    record(report_2014, clerk, "1200")
    record(report_2014, clerk, "不适用", "pending")
    plan = report_2014.follow_ups.filter(plan__isnull=False).first()
    plan.respond(by=clerk, on=plan.report.opened_on, outcome="done", answer="已落实", version=0)

    found = {part.section: (part.done, part.total) for part in progress_of(report_2014, clerk)}

    lines = report_2014.lines.filter(indicator__section="disputes").count()
    assert found["disputes"] == (2, lines)
    assert (found["plans"], found["problems"]) == ((1, 6), (0, 4))
    assert found["training"] == (0, 3)


def test_progress_is_that_of_the_reader_s_own_organs(report_2014, stranger):
    indicator = Indicator.objects.get(code="training.lectures")
    city = Organ.objects.get(code="140100")
    Line.objects.create(report=report_2014, indicator=indicator, organ=city, scope="own")

    found = [(part.section, part.total) for part in progress_of(report_2014, stranger)]

    assert found == [("training", 1)]
