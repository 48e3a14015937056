"""Whole journeys in Chromium: read, open, enter, compare."""

import re

import pytest
from playwright.sync_api import Page, expect

from reports.models import AnnualReport, Observation
from tests.browser.conftest import assert_accessible, log_in

pytestmark = pytest.mark.browser


def field(page: Page, caption: str, indicator: str):
    """The input of an indicator in the table of an organ and scope."""
    return page.get_by_role("table", name=caption).get_by_label(indicator, exact=True)


def test_a_figure_of_the_report_is_traced_to_its_sentence(visit: Page, served: str, clerk):
    log_in(visit, served, clerk.username)

    visit.goto(f"{served}/reports/2013/")
    assert_accessible(visit)
    visit.get_by_role("link", name="13.5万处").click()

    trace = visit.locator("#trace")
    expect(trace.locator(".trace-figure")).to_have_text(re.compile(r"135,000\s+处"))
    expect(trace).to_contain_text("山西省安全生产监督管理局")
    expect(trace.locator("blockquote")).to_contain_text("排查安全隐患13.5万处")
    expect(trace).to_contain_text("口径")
    assert_accessible(visit)


def test_the_next_year_is_opened_entered_and_compared(visit: Page, served: str, clerk):
    log_in(visit, served, clerk.username)
    whole = "山西省人民政府 · 全域"

    visit.goto(f"{served}/reports/2013/")
    visit.get_by_role("button", name="开启2014年").click()
    visit.get_by_role("link", name="信访与行政复议").click()
    field(visit, whole, "收到行政复议申请件数").press_sequentially("１２００")
    expect(visit.locator("td", has_text="+39 (+3.4%)")).to_be_visible()
    field(visit, whole, "受理行政复议申请件数").press_sequentially("1,150")
    field(visit, whole, "作其他处理件数").press_sequentially("40")
    expect(visit.locator("#checks")).to_contain_text("1200 ≠ 1150 + 40")
    assert_accessible(visit)
    field(visit, whole, "作其他处理件数").fill("50")
    expect(visit.locator("#checks")).to_contain_text("1200 = 1150 + 50")
    visit.get_by_role("button", name="保存本部分").click()
    expect(visit.locator(".alert-success")).to_be_visible()

    visit.goto(f"{served}/reports/compare/?years=2013,2014&indicator=reconsideration.received")
    expect(visit.get_by_role("row", name="收到行政复议申请件数").first).to_contain_text("1,200")
    expect(visit.locator("#chart svg")).to_be_visible()
    assert_accessible(visit)
    assert str(Observation.objects.get(year=2014, value=1200).precision) == "exact"


def test_a_wrong_figure_comes_back_with_its_message(visit: Page, served: str, report_2014, clerk):
    log_in(visit, served, clerk.username)
    visit.goto(f"{served}/reports/2014/entry/?section=disputes")

    target = field(visit, "山西省人民政府 · 本级", "收到行政复议申请件数")
    target.fill("1e999")
    visit.get_by_role("button", name="保存本部分").click()

    expect(visit.locator("#errors")).to_be_focused()
    expect(visit).to_have_title(re.compile("^错误"))
    assert target.input_value() == "1e999"
    assert_accessible(visit)
    assert not Observation.objects.filter(year=2014).exists()


def test_what_was_typed_survives_a_lost_session(visit: Page, served: str, report_2014, clerk):
    log_in(visit, served, clerk.username)
    address = f"{served}/reports/2014/entry/?section=training"
    visit.goto(address)

    visit.context.clear_cookies()
    target = visit.locator("input[name^=value-]").first
    target.press_sequentially("12345")
    expect(visit.locator("#offline")).to_be_visible()
    visit.locator("#offline").get_by_role("link").click()
    visit.get_by_label("用户名").fill(clerk.username)
    visit.get_by_label("密码").fill("Look-Around-2013")
    visit.get_by_role("main").get_by_role("button", name="登录").click()

    expect(visit).to_have_url(address)
    expect(target).to_have_value("12345")
    expect(visit.locator("#kept")).to_have_text("草稿已保存")


def test_a_promise_of_last_year_is_answered(visit: Page, served: str, report_2014, clerk):
    log_in(visit, served, clerk.username)
    visit.goto(f"{served}/reports/2014/entry/?section=plans")
    assert_accessible(visit)

    first = visit.locator("section.card").first
    first.get_by_label("结果").select_option("done")
    first.get_by_label("答复").fill("已对全省11个市开展督促检查。")
    first.get_by_role("button").click()

    expect(visit.locator(".alert-success")).to_be_visible()
    expect(visit.locator("section.card").first).to_contain_text("已落实")
    assert AnnualReport.objects.get(year=2014).follow_ups.filter(outcome="done").count() == 1


def test_the_pages_fit_a_telephone(visit: Page, served: str, report_2014, clerk):
    visit.set_viewport_size({"width": 390, "height": 844})
    log_in(visit, served, clerk.username)

    for path in ["", "reports/2013/", "reports/2014/entry/", "reports/2013/identities/"]:
        visit.goto(f"{served}/{path}")
        width = visit.evaluate("document.documentElement.scrollWidth")
        assert width == 390, path
