"""The pages on which a report is read and a figure is traced."""

import html
import json
import re

import pytest

from lawgov.organs.models import Organ
from reports.entry import Entry, record_figures
from reports.models import Explanation, Indicator, Observation


@pytest.fixture
def entered(report_2014, clerk) -> Observation:
    """A figure of the province that has been entered and not published."""
    indicator = Indicator.objects.get(code="reconsideration.received")
    organ = Organ.objects.get(code="140000")
    entry = Entry(indicator, organ, "territory", "1234余", note="含信访转送")
    return record_figures(report=report_2014, by=clerk, entries=[entry])[0]


def text_of(response) -> str:
    """A page's words without its markup."""
    return html.unescape(re.sub(r"<[^>]+>", "", response.content.decode()))


@pytest.mark.parametrize("path", ["/", "/reports/2013/", "/reports/compare/"])
def test_without_a_login_one_is_sent_to_the_login_page(client, shipped, path):
    response = client.get(path)

    assert (response.status_code, response.url) == (302, f"/accounts/login/?next={path}")


def test_the_home_page_lists_each_year_with_its_progress(client, clerk, report_2014, entered):
    client.force_login(clerk)

    response = client.get("/")

    rows = [(report.year, done) for report, done, _total in response.context["rows"]]
    assert rows == [(2014, 1), (2013, 0)]
    assert 'action="/reports/2015/open/"' in response.content.decode()
    assert 'action="/reports/2014/open/"' not in response.content.decode()


def test_a_reader_is_not_offered_what_he_may_not_do(client, make_user, report_2014):
    client.force_login(make_user("承办人"))

    page = client.get("/").content.decode()

    assert "/reports/2014/entry/" not in page
    assert "/reports/2015/open/" not in page


def test_the_published_text_stands_whole_on_the_page(client, clerk, report_2013):
    client.force_login(clerk)

    response = client.get("/reports/2013/")

    page = re.sub(r"<sup>.*?</sup>", "", response.content.decode())
    words = re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]+>", "", page)))
    for section in report_2013.sections.all():
        for paragraph in section.text.split("\n"):
            assert re.sub(r"\s+", "", paragraph) in words, section.key


def test_a_year_being_entered_shows_its_figures_in_a_table(client, clerk, entered):
    client.force_login(clerk)

    response = client.get("/reports/2014/")

    assert response.context["figure_count"] == 1
    assert "≥1,234 件" in text_of(response)


def test_a_stranger_reads_published_figures_and_no_entered_ones(client, stranger, entered):
    client.force_login(stranger)
    published = Observation.objects.get(year=2013, value=1161)

    assert client.get("/reports/2013/").context["figure_count"] == 50
    assert client.get("/reports/2014/").context["figure_count"] == 0
    assert client.get(published.get_absolute_url()).status_code == 200
    assert client.get(entered.get_absolute_url()).status_code == 404


def test_entered_figures_are_not_shown_on_pages_of_published_ones(client, stranger, entered):
    client.force_login(stranger)
    published = Observation.objects.get(year=2013, value=1161)

    for path in (published.get_absolute_url(), "/reports/indicators/reconsideration.received/"):
        assert "1,234" not in client.get(path).content.decode()


def test_a_figure_shows_its_note_its_author_and_last_year(client, clerk, entered):
    client.force_login(clerk)

    page = text_of(client.get(entered.get_absolute_url()))

    for words in ("≥1,234", "含信访转送", clerk.name, "1,161", "至少", "+73", "不精确"):
        assert words in page, words


def test_a_loaded_figure_says_so_and_quotes_its_sentence(client, clerk, report_2013):
    client.force_login(clerk)
    row = report_2013.observations.get(value=1161)

    page = text_of(client.get(row.get_absolute_url()))

    assert "载入" in page
    assert "2013年全省共收到" in page
    assert row.indicator.definition in page


def test_a_figure_that_is_not_there_is_404(client, clerk, shipped):
    client.force_login(clerk)

    assert client.get("/reports/observations/999999/").status_code == 404


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "存在的问题"), ("en", "Petitions and reconsideration")]
)
def test_the_report_is_read_in_the_chosen_language(client, clerk, report_2013, language, words):
    client.force_login(clerk)
    client.post("/language/", {"language": language})

    assert words in client.get("/reports/2013/").content.decode()


def test_the_language_of_the_browser_does_not_count(client, clerk, report_2013):
    client.force_login(clerk)

    response = client.get("/", headers={"Accept-Language": "en-US"})

    assert response["Content-Language"] == "zh-hans"


def test_all_identities_of_2013_stand_on_their_page_and_hold(client, clerk, report_2013):
    client.force_login(clerk)

    response = client.get("/reports/2013/identities/")

    checks = [row.check for row in response.context["checks"]]
    assert {check.holds for check in checks} == {True, None}
    assert "1161 = 1117 + 44" in text_of(response)


def test_an_explanation_leaves_its_author_in_the_history(client, clerk, report_2013):
    report_2013.observations.filter(indicator__code="enforcement.discretion_standards").update(
        value=3
    )
    client.force_login(clerk)
    page = client.get("/reports/2013/identities/")
    name = next(row.name for row in page.context["checks"] if row.check.is_warning)

    response = client.post("/reports/2013/identities/", {"check": name, "text": "部分事项合并"})

    assert response.status_code == 200
    step = Explanation.history.get()
    assert (step.text, step.history_user) == ("部分事项合并", clerk)


def test_an_explanation_needs_words(client, clerk, report_2013):
    client.force_login(clerk)

    response = client.post("/reports/2013/identities/", {"check": "x", "text": " "})

    assert response.status_code == 400


def test_a_reader_explains_nothing(client, make_user, report_2013):
    client.force_login(make_user("承办人"))

    response = client.post("/reports/2013/identities/", {"check": "x", "text": "y"})

    assert response.status_code == 403


def test_the_comparison_marks_points_inexact_and_derived_figures(client, clerk, entered):
    client.force_login(clerk)

    page = client.get("/reports/compare/", {"years": "2013，2014", "section": "disputes"})

    words = re.sub(r"\s+", " ", text_of(page))
    assert "≥1,234 +73 不精确" in words
    assert "96.2%" in words
    assert "未报送" in words


def test_the_chart_of_one_indicator_has_its_values_and_gaps(client, clerk, entered):
    client.force_login(clerk)
    query = {"years": "2012,2013,2014", "indicator": "reconsideration.received"}

    page = client.get("/reports/compare/", query).content.decode()

    found = json.loads(re.search(r'id="chart-data"[^>]*>(.*?)</script>', page)[1])
    assert [row["data"] for row in found["series"]] == [[None, 1161, 1234], [None, 134, None]]


@pytest.mark.parametrize(
    "query",
    [{"section": "nonsense"}, {"organ": "nobody"}, {"indicator": "x.y"}, {"large": "abc"},
     {"large": "-1"}, {"large": "NaN"}],
)  # fmt: skip
def test_a_filter_that_is_not_there_is_400(client, clerk, report_2013, query):
    client.force_login(clerk)

    response = client.get("/reports/compare/", {"years": "2013,2014"} | query)

    assert response.status_code == 400
    assert list(response.context["form"].errors) == list(query)
