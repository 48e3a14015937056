"""Matters in a browser: a draft goes to its opinion and deliberation, a suggestion to its paper."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from normative.models import Matter, ReviewPoint
from tests.browser.conftest import assert_accessible
from tests.normative.conftest import TEXT

pytestmark = pytest.mark.browser

CHANGED = TEXT.replace("三十日", "十五日")
COURSES = [("2013-05-06", 9, "2013-05-16"), ("2026-03-02", 10, "2026-03-12")]


def fill(page: Page, fields: dict[str, Any], prefix: str = "id_") -> None:
    """Fill the controls of a form, whatever they are."""
    for name, value in fields.items():
        control = page.locator(f"#{prefix}{name}")
        if isinstance(value, bool):
            control.set_checked(value)
        elif control.evaluate("e => e.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)


def done(page: Page) -> None:
    expect(page.locator(".alert-success")).to_be_visible()


def open_draft(page: Page, served: str, on: str, **fields: Any) -> Matter:
    """Open the review of a government draft as a clerk types it."""
    page.goto(f"{served}/normative/matters/new/government/")
    submitter = page.locator("#id_submitter option", has_text="民政厅").get_attribute("value")
    fill(page, {"received_on": on, "title": "山西省殡葬服务管理办法", "text": TEXT,
                "submitter": submitter, **fields})  # fmt: skip
    page.locator("#matter .save-bar button").click()
    done(page)
    return Matter.objects.latest("pk")


def do(page: Page, served: str, matter: Matter, verb: str, on: str, **fields: Any) -> None:
    """Make a move on its page, from the button on the page of the matter."""
    page.goto(f"{served}{matter.get_absolute_url()}")
    page.locator(f'.next-moves a[href$="/{verb}/"]').click()
    fill(page, {"on": on, **fields})
    page.locator("#move button").click()
    done(page)


def hand_in(page: Page, served: str, matter: Matter) -> None:
    """Tick off everything that is on the checklist."""
    page.goto(f"{served}{matter.get_absolute_url()}")
    for control in page.locator("#materials-form select").all():
        control.select_option("present")
    page.locator("#materials-form button").click()
    done(page)


def look_at_points(page: Page, served: str, matter: Matter) -> None:
    """All review points pass but one, at which the first try forgets to say what is wrong."""
    page.goto(f"{served}{matter.get_absolute_url()}")
    for control in page.locator("#points-form select").all():
        control.select_option("pass")
    fill(page, {"result_r4": "fail", "article_r4": "行政处罚法第十六条"}, "id_points-")
    page.locator("#points-form button").click()
    expect(page.locator("#id_points-note_r4_error")).to_be_visible()
    expect(page.locator("#id_points-article_r4")).to_have_value("行政处罚法第十六条")
    fill(page, {"note_r4": "设定罚款"}, "id_points-")
    page.locator("#points-form button").click()
    done(page)


def advise(page: Page, served: str, matter: Matter, clause: str) -> None:
    """Add a point to the opinion."""
    page.goto(f"{served}{matter.get_absolute_url()}")
    page.locator("#advice > .card-body > details > summary").click()
    fill(page, {"clause": clause, "problem": "期限过长", "text": "改为十五日"}, "id_advice-")
    page.locator('form[action$="/advice/"] button').click()
    done(page)


def answer(page: Page, served: str, matter: Matter, place: int, **fields: Any) -> None:
    """Answer one point of the opinion."""
    page.goto(f"{served}{matter.get_absolute_url()}")
    advice = matter.advice.order_by("pk")[place]
    row = page.locator(f"#advice-{advice.pk}")
    row.locator("summary").click()
    fill(page, fields, f"id_answer-{advice.pk}-")
    row.locator('form[action$="/answer/"] button').click()


@pytest.mark.parametrize(("begin", "points", "last"), COURSES)
def test_a_government_draft_goes_to_its_opinion_and_its_points_are_answered(
    office, served, begin, points, last
):
    clerk, head, leader = office("handler"), office("head"), office("leader")
    day = [f"{begin[:8]}{int(begin[8:]) + n:02}" for n in range(12)]
    matter = open_draft(clerk, served, begin)
    do(clerk, served, matter, "check_own", day[1], result="agreed", opinion="同意报送")
    do(clerk, served, matter, "send_to_office", day[2], letter="晋民函1号")
    do(clerk, served, matter, "check_procedure", day[3], opinion="程序完备")
    do(clerk, served, matter, "submit", day[3])
    hand_in(clerk, served, matter)
    do(clerk, served, matter, "receive", day[4])
    look_at_points(clerk, served, matter)
    advise(clerk, served, matter, "第二条")
    advise(clerk, served, matter, "第三条")
    do(clerk, served, matter, "propose", day[6], opinion="o2", second_reviewer="head")
    do(leader, served, matter, "issue", day[7], opinion="o2", answer_by=day[9])

    assert ReviewPoint.objects.filter(matter=matter).count() == points
    assert_accessible(clerk)
    expect(leader.locator(".case-who")).to_contain_text("应当予以修改")

    matter.document.versions.create(number=2, text=CHANGED, length=len(CHANGED))
    version = str(matter.document.versions.get(number=2).pk)
    followed = {"on": day[8], "adoption": "full", "version": version}
    answer(clerk, served, matter, 0, **followed, passage="没有的话")
    expect(clerk.locator(".field-error")).to_be_visible()
    answer(clerk, served, matter, 0, **followed, passage="供热单位应当在十五日内办结。")
    done(clerk)
    answer(clerk, served, matter, 1, on=day[8], adoption="no", reason="另有规定")
    done(clerk)
    expect(clerk.locator("#advice .quote")).to_contain_text("十五日内办结")
    clerk.locator("#advice a", has_text="2").first.click()
    expect(clerk.locator(".sides ins").first).to_have_text("五")

    do(clerk, served, matter, "answer", day[9])
    do(head, served, matter, "deliberate", day[10], meeting="常务会议", result="passed")
    matter.refresh_from_db()
    assert (matter.stage, matter.outcome.code) == ("deliberation", "o2")
    assert day[10] == last


def test_what_is_to_be_done_leads_to_a_suggestion_and_its_paper(office, served):
    clerk = office("handler")
    clerk.goto(f"{served}/normative/matters/new/suggestion/")
    fill(clerk, {"received_on": "2026-03-02", "proposer": "person", "submitter_name": "王建议",
                 "is_anonymous": True, "title": "关于收费的通知", "clause": "第三条",
                 "request": "无依据收费"})  # fmt: skip
    clerk.locator("#matter .save-bar button").click()
    done(clerk)
    matter = Matter.objects.latest("pk")

    clerk.locator(".site-nav a[href='/normative/matters/todo/']").click()
    clerk.locator(f"a[href='{matter.get_absolute_url()}']").click()
    clerk.locator(".clocks summary").click()
    expect(clerk.locator(".why")).to_contain_text("2026-03-02")
    clerk.locator("#documents details > summary").last.click()
    clerk.locator("#id_issue-kind").select_option(index=1)
    fill(clerk, {"on": "2026-03-03", "addressee": "王建议"}, "id_issue-")
    clerk.locator("#documents button[name=preview]").click()
    expect(clerk.locator("#documents .report-text")).to_contain_text("关于收费的通知")
    assert_accessible(clerk)
