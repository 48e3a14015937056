"""The pages: reading, entering, answering."""

import pytest
from django.urls import reverse

from lawgov.organs.models import Organ
from reports.entry import Entry, record_figures
from reports.models import AnnualReport, Draft, Explanation, Indicator, Line, Observation
from tests.factories import LineFactory

ENTRY = "/reports/2014/entry/?section=disputes"


def line(report: AnnualReport, code: str, scope: str = "territory") -> Line:
    return report.lines.get(
        indicator__code=f"reconsideration.{code}", organ__code="140000", scope=scope
    )


def typed(row: Line, text: str, version: int = 0) -> dict[str, str]:
    return {f"value-{row.pk}": text, f"version-{row.pk}": str(version), f"note-{row.pk}": ""}


def record(report: AnnualReport, by, text: str, code: str = "received") -> Observation:
    indicator = Indicator.objects.get(code=f"reconsideration.{code}")
    entry = Entry(indicator, Organ.objects.get(code="140000"), "territory", text)
    return record_figures(report=report, by=by, entries=[entry])[0]


def test_every_page_needs_a_login(client, shipped):
    for path in ["/", "/reports/2013/", "/reports/compare/", ENTRY, "/api/docs/"]:
        assert client.get(path).status_code in {302, 401}, path


def test_the_report_marks_each_figure_with_a_link_to_it(client, clerk, report_2013):
    client.force_login(clerk)

    html = client.get("/reports/2013/").content.decode()

    for row in report_2013.observations.all():
        assert f'href="{row.get_absolute_url()}"' in html
    assert html.count("figure-mark") == 50


def test_a_figure_is_shown_with_words_definition_and_moments(client, clerk, report_2013):
    client.force_login(clerk)
    row = report_2013.observations.get(value=99, indicator__unit="%")

    html = client.get(row.get_absolute_url()).content.decode()

    assert "行政审批办结率由82%提高到99%" in html
    assert row.indicator.definition in html
    assert "+17 个百分点" in html


def test_a_fragment_is_given_to_htmx_and_a_page_to_others(client, clerk, report_2013):
    client.force_login(clerk)
    row = report_2013.observations.first()

    fragment = client.get(row.get_absolute_url(), headers={"HX-Request": "true"})

    assert "<html" not in fragment.content.decode()
    assert "<html" in client.get(row.get_absolute_url()).content.decode()


def test_an_indicator_shows_its_definition_and_its_figures(client, clerk, report_2013):
    client.force_login(clerk)

    response = client.get("/reports/indicators/reconsideration.received/")

    assert [str(row.value) for row in response.context["rows"]] == ["134.00", "1161.00"]
    assert client.get("/reports/indicators/nothing.here/").status_code == 404


def test_the_year_is_opened_with_a_click_and_not_twice(client, clerk, report_2013):
    client.force_login(clerk)

    first = client.post("/reports/2014/open/")
    second = client.post("/reports/2014/open/")

    assert (first.status_code, first.url) == (302, "/reports/2014/entry/")
    assert second.status_code == 409
    assert "2014年已经开启" in second.content.decode()
    assert client.post("/reports/2020/open/").status_code == 404


def test_the_entry_page_shows_last_year_beside_each_field(client, clerk, report_2014):
    client.force_login(clerk)

    response = client.get(ENTRY)

    rows = {row.key[:1] + row.key[2:]: row.last for row in response.context["sheet"].rows}
    assert rows["reconsideration.received", "territory"].value == 1161
    assert rows["reconsideration.received", "own"].value == 134
    assert rows["reconsideration.pending", "own"] is None


def test_what_is_recorded_is_shown_and_counted(client, clerk, report_2014):
    client.force_login(clerk)
    row = line(report_2014, "received")

    response = client.post(ENTRY, typed(row, "１２００"), follow=True)

    progress = {part.section: part.done for part in response.context["progress"]}
    assert response.redirect_chain == [(ENTRY, 302)]
    assert progress["disputes"] == 1
    assert 'value="1200"' in response.content.decode()


def test_a_wrong_figure_comes_back_as_typed_and_nothing_is_recorded(client, clerk, report_2014):
    client.force_login(clerk)
    good, bad = line(report_2014, "received"), line(report_2014, "accepted")

    response = client.post(ENTRY, typed(good, "1200") | typed(bad, "1e999"))

    html = response.content.decode()
    assert response.status_code == 400
    assert 'value="1e999"' in html
    assert 'value="1200"' in html
    assert "“1e999”不是数字" in html
    assert not Observation.objects.filter(year=2014).exists()


def test_a_conflict_keeps_the_text_and_saving_again_is_a_decision(
    client, clerk, make_user, report_2014
):
    client.force_login(clerk)
    row = line(report_2014, "received")
    record(report_2014, make_user("审核人"), "1300")

    refused = client.post(ENTRY, typed(row, "1200"))
    again = client.post(ENTRY, typed(row, "1200", refused.context["sheet"].rows[0].version))

    assert refused.status_code == 409
    assert 'value="1200"' in refused.content.decode()
    assert "审核人甲" in refused.content.decode()
    assert again.status_code == 302
    assert Observation.objects.get(year=2014).value == 1200


def test_typing_is_kept_and_answered_with_change_and_identities(client, clerk, report_2014):
    client.force_login(clerk)
    path = reverse("reports:draft", args=[2014, "disputes"])
    client.post(path, typed(line(report_2014, "received"), "1,200"))
    client.post(path, typed(line(report_2014, "accepted"), "1150"))

    html = client.post(path, typed(line(report_2014, "otherwise_handled"), "40")).content.decode()

    assert '−4 <span class="percent">(−9.1%)</span>' in html
    assert "1200 ≠ 1150 + 40" in html
    assert Draft.objects.filter(user=clerk).count() == 3
    assert 'value="1,200"' in client.get(ENTRY).content.decode()


def test_drafts_are_the_clerk_s_own_and_go_when_recorded(client, clerk, make_user, report_2014):
    path = reverse("reports:draft", args=[2014, "disputes"])
    row = line(report_2014, "received")
    client.force_login(clerk)
    client.post(path, typed(row, "1200"))
    client.force_login(make_user("审核人"))
    assert 'value="1200"' not in client.get(ENTRY).content.decode()

    client.force_login(clerk)
    client.post(ENTRY, typed(row, "1200"))

    assert not Draft.objects.exists()


def test_without_a_session_a_fragment_answers_401(client, report_2014):
    path = reverse("reports:draft", args=[2014, "disputes"])

    assert client.post(path, {}, headers={"HX-Request": "true"}).status_code == 401


def test_a_promise_is_answered_and_needs_words(client, clerk, report_2014):
    client.force_login(clerk)
    row = report_2014.follow_ups.filter(plan__number=1).get()
    path = reverse("reports:follow_up", args=[2014, row.pk])
    data = {f"f{row.pk}-outcome": "done", f"f{row.pk}-version": "0"}

    empty = client.post(path, data | {f"f{row.pk}-answer": " "})
    good = client.post(path, data | {f"f{row.pk}-answer": "已落实"})

    row.refresh_from_db()
    assert empty.status_code == 400
    assert "请写明完成情况" in empty.content.decode()
    assert good.status_code == 302
    assert (row.outcome, row.answer, row.answered_by) == ("done", "已落实", clerk)


def test_an_answer_over_a_newer_one_is_a_conflict(client, clerk, report_2014):
    client.force_login(clerk)
    row = report_2014.follow_ups.first()
    path = reverse("reports:follow_up", args=[2014, row.pk])
    data = {f"f{row.pk}-outcome": "done", f"f{row.pk}-version": "0", f"f{row.pk}-answer": "甲"}
    client.post(path, data)

    assert client.post(path, data).status_code == 409


def test_a_warning_is_explained_and_only_a_warning(client, clerk, report_2014):
    city = Organ.objects.get(code="140200")
    entries = [
        Entry(Indicator.objects.get(code=f"enforcement.{code}"), city, "own", text)
        for code, text in [("penalty_items", "9"), ("discretion_standards", "3")]
    ]
    record_figures(report=report_2014, by=clerk, entries=entries)
    client.force_login(clerk)
    page = client.get("/reports/2014/identities/")
    name = next(row.name for row in page.context["checks"] if row.check.is_warning)

    client.post("/reports/2014/identities/", {"check": name, "text": "部分事项合并"})

    assert Explanation.objects.get().text == "部分事项合并"
    assert "部分事项合并" in client.get("/reports/2014/identities/").content.decode()
    wrong = client.post("/reports/2014/identities/", {"check": "x", "text": "y"})
    assert wrong.status_code == 409


@pytest.mark.parametrize("role", ["承办人", "签发人", "审计员"])
def test_readers_read_and_do_not_enter(client, make_user, report_2014, role):
    client.force_login(make_user(role))

    assert client.get("/reports/2013/").status_code == 200
    assert client.get(ENTRY).status_code == 403
    assert client.post(ENTRY, {}).status_code == 403


def test_an_administrator_has_no_business_with_figures(client, make_user, report_2014):
    client.force_login(make_user("系统管理员"))

    assert client.get("/").status_code == 200
    for path in ["/reports/2013/", "/reports/compare/?years=2013,2014", ENTRY]:
        assert client.get(path).status_code == 403


def test_a_city_sees_its_own_lines_and_the_published_report(client, stranger, report_2014):
    LineFactory(report=report_2014, organ=Organ.objects.get(code="140105"))
    client.force_login(stranger)

    response = client.get(ENTRY)

    assert [row.line.organ.code for row in response.context["sheet"].rows] == ["140105"]
    assert client.get("/reports/2013/").status_code == 200
    assert client.post("/reports/2015/open/").status_code == 404


def test_a_county_without_lines_is_told_so(client, make_user, report_2014):
    client.force_login(make_user("填报员", "140106"))

    response = client.get("/reports/2014/entry/")

    assert "今年没有需要迎泽区人民政府填报的数据" in response.content.decode()


def test_entered_figures_of_others_are_not_found(client, clerk, stranger, report_2014):
    row = record(report_2014, clerk, "1200")
    client.force_login(stranger)

    assert client.get(row.get_absolute_url()).status_code == 404


def test_a_published_year_has_no_entry_page(client, clerk, report_2013):
    client.force_login(clerk)

    assert client.get("/reports/2013/entry/").status_code == 409
    assert client.get("/reports/1999/").status_code == 404
    assert client.get("/reports/2013/entry/?section=disputes").status_code == 409
