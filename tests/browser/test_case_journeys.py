"""Whole cases in a browser: three people take them from application to archive."""

import re
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from reconsideration.models import Case
from tests.browser.conftest import assert_accessible
from tests.reconsideration.conftest import OLD_ID

pytestmark = pytest.mark.browser


def register(page: Page, served: str, received: str, name: str) -> Case:
    """Register an application as a clerk types it."""
    page.goto(f"{served}/cases/new/")
    page.locator("#id_party-0-name").fill(name)
    page.locator("#id_party-0-paper").select_option("id_card")
    page.locator("#id_party-0-paper_number").fill(OLD_ID)
    page.locator("#id_channel").select_option("in_person")
    page.locator("#id_received_on").fill(received)
    page.locator("#id_known_on").fill(received)
    page.locator("#id_respondent_name").fill("太原市公安局")
    page.locator("#id_respondent_level").select_option("city_department")
    page.locator("#id_act_name").fill("行政处罚决定")
    page.locator("#id_act_kind").select_option(label="行政处罚")
    page.locator("#id_field").select_option(label="公安")
    page.locator("#id_request").fill("请求撤销行政处罚决定")
    page.locator("#id_request").blur()
    expect(page.locator("#check")).to_contain_text("申请期限")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator(".alert-success")).to_contain_text("申请已登记")
    return Case.objects.latest("pk")


def do(page: Page, served: str, case: Case, verb: str, on: str, **fields: str | bool) -> None:
    """Make a move on its page, from the button on the page of the case."""
    page.goto(f"{served}/cases/{case.pk}/")
    page.locator(f'.next-moves a[href$="/{verb}/"]').click()
    page.locator("#id_on").fill(on)
    for name, value in fields.items():
        control = page.locator(f"#id_{name}")
        if name == "kinds":
            page.get_by_label(str(value), exact=True).check()
        elif isinstance(value, bool):
            control.set_checked(value)
        elif control.evaluate("e => e.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    page.locator("#move button").click()
    expect(page.locator(".alert-success")).to_be_visible()


def issue(page: Page, served: str, case: Case, kind: str, on: str) -> None:
    """Issue a document of a kind."""
    page.goto(f"{served}/cases/{case.pk}/")
    page.locator("#documents details:has(form) > summary").last.click()
    form = page.locator(f'form[action$="/cases/{case.pk}/documents/"]')
    form.locator('select[name="issue-kind"]').select_option(label=kind_label(form, kind))
    form.locator('[name="issue-on"]').fill(on)
    form.locator('button:not([name="preview"])').click()
    expect(page.locator(".alert-success")).to_contain_text(kind)


def kind_label(form: Any, kind: str) -> str:
    """The label of a kind, with or without the remark that it is usual now."""
    labels = form.locator('select[name="issue-kind"] option').all_text_contents()
    bare = ((label.strip(), re.split(r"\s*[（(]", label.strip())[0]) for label in labels)
    return next(label for label, name in bare if name == kind)


COURSES = [
    ("2013-08-05", "2013-08-05", "2013-10-08", "维持"),
    ("2024-09-05", "2024-09-09", "2024-11-08", "撤销"),
    ("2026-07-01", "2026-07-03", "2026-09-01", "确认违法"),
]


def later(day: str, days: int) -> str:
    return date.fromordinal(date.fromisoformat(day).toordinal() + days).isoformat()


@pytest.mark.parametrize(("received", "accepted", "due", "kind"), COURSES)
def test_a_case_goes_the_ordinary_course(office, served, received, accepted, due, kind):
    clerk, head, leader = office("handler"), office("head"), office("leader")
    case = register(clerk, served, received, "张三")
    day = max(accepted, received)
    do(clerk, served, case, "accept", day, procedure="ordinary")
    issue(clerk, served, case, "受理通知书", day)
    do(clerk, served, case, "send_copy", later(day, 1), copy_received_on=later(day, 2))
    issue(clerk, served, case, "行政复议答复通知书", later(day, 1))
    do(clerk, served, case, "take_reply", later(day, 8))
    do(clerk, served, case, "hear_views", later(day, 9), party_name="张三", how="phone",
       summary="要求撤销")  # fmt: skip
    do(clerk, served, case, "draft", later(day, 20), proposal="拟处理意见")
    do(head, served, case, "examine", later(day, 21))
    do(leader, served, case, "decide", later(day, 22), kinds=kind)
    issue(clerk, served, case, "行政复议决定书", later(day, 22))
    do(clerk, served, case, "serve", later(day, 23), party_name="张三", mode="direct")
    do(clerk, served, case, "archive", later(day, 60))

    case.refresh_from_db()
    decision = case.clocks.get(code="decision")
    assert (case.accepted_on.isoformat(), decision.due.isoformat()) == (accepted, due)
    assert (case.state, case.documents.count(), decision.is_met) == ("decided", 3, True)
    clerk.locator("summary", has_text="为何是这一天").nth(3).click()
    expect(clerk.locator(".why")).to_contain_text("最后一日为")
    assert_accessible(clerk)


def test_cases_end_in_other_ways(office, served):
    clerk, leader = office("handler"), office("leader")

    case = register(clerk, served, "2024-03-04", "李四")
    do(clerk, served, case, "accept", "2024-03-06", procedure="simplified",
       simplified_ground="small_fine")  # fmt: skip
    do(clerk, served, case, "send_copy", "2024-03-07", copy_received_on="2024-03-07")
    do(clerk, served, case, "take_reply", "2024-03-12")
    do(clerk, served, case, "suspend", "2024-03-14", ground="mediation", both_agree=True)
    do(clerk, served, case, "resume", "2024-03-24")
    do(leader, served, case, "mediate", "2024-03-28", terms="被申请人退还罚款")
    mediated = Case.objects.get(pk=case.pk)

    case = register(clerk, served, "2024-03-05", "王五")
    do(clerk, served, case, "accept", "2024-03-06", procedure="ordinary")
    do(leader, served, case, "withdraw", "2024-03-20", why="自愿撤回", is_voluntary=True)
    withdrawn = Case.objects.get(pk=case.pk)

    case = register(clerk, served, "2024-03-06", "赵六")
    do(leader, served, case, "refuse", "2024-03-08", ground="late")
    refused = Case.objects.get(pk=case.pk)

    found = [(one.state, one.closing, one.is_open) for one in (mediated, withdrawn, refused)]
    assert found == [
        ("mediated", "mediated", False),
        ("terminated", "withdrawn", False),
        ("not_accepted", "", False),
    ]
    assert mediated.clocks.get(code="decision_simplified").due == date(2024, 4, 15)
