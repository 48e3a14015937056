"""The pages on which a year is opened, filled and answered for."""

from datetime import date

import pytest
from django.urls import reverse

from reports.entry import Entry, record_figures
from reports.models import AnnualReport, Draft, Line, Observation
from reports.opening import open_next_year

ENTRY = "/reports/2014/entry/?section=disputes"
DRAFT = "/reports/2014/entry/disputes/draft/"


def line(report: AnnualReport, code: str = "received") -> Line:
    return report.lines.get(
        indicator__code=f"reconsideration.{code}", organ__code="140000", scope="territory"
    )


def posted(report, text: str, code: str = "received", version: int = 0) -> dict[str, str]:
    pk = line(report, code).pk
    return {f"value-{pk}": text, f"note-{pk}": "", f"version-{pk}": str(version)}


def record(report, by, text: str, code: str = "received", version: int = 0) -> Observation:
    row = line(report, code)
    entry = Entry(row.indicator, row.organ, row.scope, text, version=version)
    return record_figures(report=report, by=by, entries=[entry])[0]


def answered(
    row, outcome: str = "done", answer: str = "已落实", version: int = 0
) -> dict[str, str]:
    fields = {"outcome": outcome, "answer": answer, "version": str(version)}
    return {f"f{row.pk}-{name}": value for name, value in fields.items()}


def test_an_entry_page_begins_with_the_first_section(client, clerk, report_2014):
    client.force_login(clerk)

    response = client.get("/reports/2014/entry/")

    assert response.status_code == 200
    assert response.context["section"] == response.context["progress"][0].section


@pytest.mark.parametrize("path", ["/reports/2014/entry/?section=nonsense", "/reports/2031/entry/"])
def test_a_section_or_year_that_is_not_there_is_404(client, clerk, report_2014, path):
    client.force_login(clerk)

    assert client.get(path).status_code == 404


def test_a_draft_of_a_section_or_year_that_is_not_there_is_404(client, clerk, report_2014):
    client.force_login(clerk)

    assert client.post("/reports/2031/entry/disputes/draft/").status_code == 404
    assert client.post("/reports/2014/entry/nonsense/draft/").status_code == 404


@pytest.mark.parametrize("path", ["/reports/2014/open/", DRAFT, "/reports/2014/follow-ups/1/"])
def test_what_changes_something_is_posted(client, clerk, report_2014, path):
    client.force_login(clerk)

    assert client.get(path).status_code == 405


@pytest.mark.parametrize("role", ["承办人", "签发人", "审计员", "系统管理员"])
def test_those_who_do_not_enter_keep_no_drafts_and_answer_nothing(
    client, make_user, report_2014, role
):
    client.force_login(make_user(role))
    row = report_2014.follow_ups.first()

    draft = client.post(DRAFT, posted(report_2014, "1"))
    answer = client.post(reverse("reports:follow_up", args=[2014, row.pk]), answered(row))

    assert (draft.status_code, answer.status_code) == (403, 403)
    assert not Draft.objects.exists()


def test_a_handler_does_not_open_a_year(client, make_user, report_2013):
    client.force_login(make_user("承办人"))

    assert client.post("/reports/2014/open/").status_code == 403
    assert not AnnualReport.objects.filter(year=2014).exists()


def test_an_error_names_the_field_and_points_to_it(client, clerk, report_2014):
    client.force_login(clerk)
    pk = line(report_2014).pk

    response = client.post(ENTRY, posted(report_2014, "-5"))

    html = response.content.decode()
    assert response.status_code == 400
    assert f'<a href="#value-{pk}">山西省 · 收到行政复议申请件数</a>: 此项不能为负数。' in html
    assert 'aria-invalid="true"' in html


def test_text_that_could_be_markup_comes_back_harmless(client, clerk, report_2014):
    client.force_login(clerk)

    html = client.post(ENTRY, posted(report_2014, '"><script>alert(1)')).content.decode()

    assert "<script>alert" not in html
    assert 'value="&quot;&gt;&lt;script&gt;alert(1)"' in html


def test_a_character_that_no_database_takes_is_refused_and_not_a_failure(
    client, clerk, report_2014
):
    client.force_login(clerk)

    assert client.post(ENTRY, posted(report_2014, "12\x0034")).status_code == 400


def test_figures_that_break_an_identity_come_back_with_both_sides(client, clerk, report_2014):
    client.force_login(clerk)
    texts = {"received": "100", "accepted": "90", "otherwise_handled": "5"}
    data = {}
    for code, text in texts.items():
        data |= posted(report_2014, text, code)

    response = client.post(ENTRY, data)

    assert response.status_code == 400
    assert "100 ≠ 90 + 5" in response.content.decode()
    assert not Observation.objects.filter(year=2014).exists()


def test_the_reason_of_a_change_stands_in_the_history(client, clerk, report_2014):
    row = record(report_2014, clerk, "1200")
    client.force_login(clerk)

    client.post(ENTRY, posted(report_2014, "1250", version=1) | {"reason": "市里补报"})

    html = client.get(row.get_absolute_url()).content.decode()
    steps = [(s.value, s.history_user, s.history_change_reason) for s in row.history.all()]
    assert steps == [(1250, clerk, "市里补报"), (1200, clerk, "")]
    assert "市里补报" in html
    assert clerk.name in html


def test_a_draft_says_what_is_wrong_and_keeps_it(client, clerk, report_2014):
    client.force_login(clerk)

    html = client.post(DRAFT, posted(report_2014, "1,16")).content.decode()

    assert "“1,16”不是数字" in html
    assert Draft.objects.get().text == "1,16"


def test_a_draft_over_a_newer_figure_is_refused_when_saved(client, clerk, make_user, report_2014):
    client.force_login(clerk)
    client.post(DRAFT, posted(report_2014, "1250"))
    record(report_2014, make_user("审核人"), "1200")
    shown = client.get(ENTRY).context["sheet"].rows[0]

    response = client.post(ENTRY, posted(report_2014, shown.text, version=shown.version))

    assert response.status_code == 409
    assert 'value="1250"' in response.content.decode()
    assert Observation.objects.get(year=2014).value == 1200


def test_a_field_left_empty_is_no_draft_over_a_figure_entered_meanwhile(
    client, clerk, make_user, report_2014
):
    record(report_2014, make_user("审核人"), "3", "pending")
    client.force_login(clerk)

    client.post(DRAFT, posted(report_2014, "1200") | posted(report_2014, "", "pending"))

    assert [draft.line.indicator.code for draft in Draft.objects.all()] == [
        "reconsideration.received"
    ]


def test_drafts_and_answers_of_a_published_year_are_refused(client, clerk, report_2014):
    row = report_2014.follow_ups.first()
    report_2014.published_on = date(2015, 3, 1)
    report_2014.save()
    client.force_login(clerk)

    draft = client.post(DRAFT, posted(report_2014, "1200"))
    entry = client.post(ENTRY, posted(report_2014, "1200"))
    answer = client.post(reverse("reports:follow_up", args=[2014, row.pk]), answered(row))

    assert [draft.status_code, entry.status_code, answer.status_code] == [409, 409, 409]
    row.refresh_from_db()
    assert (row.outcome, Draft.objects.count()) == ("unanswered", 0)


def test_promises_show_the_words_of_last_year(client, clerk, report_2014):
    client.force_login(clerk)

    for section, kind in [("plans", "plan"), ("problems", "problem")]:
        html = client.get(f"/reports/2014/entry/?section={section}").content.decode()
        for row in report_2014.follow_ups.filter(**{f"{kind}__isnull": False}):
            assert row.promise.text in html


def test_a_wrong_outcome_comes_back_with_the_text(client, clerk, report_2014):
    client.force_login(clerk)
    row = report_2014.follow_ups.first()
    path = reverse("reports:follow_up", args=[2014, row.pk])

    response = client.post(path, answered(row, outcome="maybe", answer="写了很久的答复"))

    row.refresh_from_db()
    assert response.status_code == 400
    assert "写了很久的答复" in response.content.decode()
    assert (row.outcome, row.answer, row.version) == ("unanswered", "", 0)


def test_a_newer_answer_is_a_conflict_that_changes_nothing(client, clerk, make_user, report_2014):
    row = report_2014.follow_ups.first()
    path = reverse("reports:follow_up", args=[2014, row.pk])
    client.force_login(make_user("审核人"))
    client.post(path, answered(row, answer="审核人的答复"))
    client.force_login(clerk)

    response = client.post(path, answered(row, outcome="not_done", answer="填报员的答复"))

    row.refresh_from_db()
    assert response.status_code == 409
    assert "审核人甲" in response.content.decode()
    assert (row.outcome, row.answer, row.version) == ("done", "审核人的答复", 1)


def test_a_promise_of_another_year_is_404(client, clerk, report_2014):
    later = open_next_year(report=report_2014, by=clerk, on=date(2015, 12, 1))
    row = later.follow_ups.first()
    client.force_login(clerk)

    response = client.post(reverse("reports:follow_up", args=[2014, row.pk]), answered(row))

    assert response.status_code == 404


def test_a_city_does_not_answer_the_promises_of_the_province(client, stranger, report_2014):
    row = report_2014.follow_ups.first()
    client.force_login(stranger)

    response = client.post(reverse("reports:follow_up", args=[2014, row.pk]), answered(row))

    assert response.status_code == 404
