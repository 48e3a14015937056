"""A clean-up in a browser: opened, filled, concluded, closed, and read by everybody."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lawgov.accounts.models import User
from normative.models import Cleanup, Document
from tests.browser.conftest import assert_accessible
from tests.normative.clearing import registered_for_clean_up

pytestmark = pytest.mark.browser


def done(page: Page) -> None:
    expect(page.locator(".alert-success")).to_be_visible()


def open_and_fill(page: Page, served: str) -> Cleanup:
    """Open a campaign and add the documents that rest on an upper law."""
    today = timezone.localdate().isoformat()
    page.goto(f"{served}/normative/cleanups/new/")
    page.locator("#id_name").fill("供热专项清理")
    page.locator("#id_kind").select_option("special")
    page.locator("#id_basis").fill("山西省城市供热条例修改")
    page.locator("#id_opened_on").fill(today)
    page.locator("#id_until").fill(today)
    assert_accessible(page)
    page.locator("main form button").click()
    done(page)
    page.locator('.next-moves a[href$="/add/"]').click()
    page.locator("#id_law").fill("城市供热条例")
    page.locator("#move button").click()
    done(page)
    return Cleanup.objects.get()


def conclude(page: Page, titles: list[str], result: str, why: str = "") -> None:
    """Choose documents by their titles and say what becomes of them."""
    for title in titles:
        page.get_by_role("checkbox", name=re.compile(title)).check()
    page.locator(".bulk #id_result").select_option(result)
    page.locator("#id_why").fill(why)
    page.locator('.bulk button[value="conclude"]').click()


def test_a_campaign_from_its_opening_to_its_published_result(office, served, browser):
    titles = ["太原市供热一号办法", "太原市供热二号办法", "太原市供热三号办法"]
    head = office("head")
    registered_for_clean_up(titles, User.objects.get(username="head"))

    one = open_and_fill(head, served)
    expect(head.locator(".document-table tbody tr")).to_have_count(2)
    conclude(head, [titles[0]], "repeal")
    expect(head.locator("#errors")).to_be_visible()
    expect(head.get_by_role("checkbox", name=re.compile(titles[0]))).to_be_checked()
    assert_accessible(head)
    conclude(head, [], "repeal", "条例已作规定")
    done(head)

    leader = office("leader")
    leader.goto(f"{served}/normative/cleanups/{one.pk}/")
    expect(leader.locator('.next-moves a[href$="/close/"]')).to_have_count(0)
    leader.get_by_text("现在不能办理的").click()
    expect(leader.locator("body")).to_contain_text(re.compile(r"1\s*(件|documents)"))
    assert_accessible(leader)

    head.goto(f"{served}/normative/cleanups/{one.pk}/?result=undecided")
    conclude(head, [titles[1]], "keep")
    done(head)
    leader.reload()
    leader.locator('.next-moves a[href$="/close/"]').click()
    leader.locator("#id_published_in").fill("省政府公报2026年第20期")
    leader.locator("#move button").click()
    done(leader)
    assert Document.objects.get(title=titles[0]).state == "repealed"

    public = browser.new_context().new_page()
    public.goto(f"{served}/normative/catalogue/cleanups/")
    public.get_by_role("link", name="供热专项清理").click()
    expect(public.locator("body")).to_contain_text(titles[1])
    public.locator('.sights a[href="?result=repeal"]').click()
    expect(public.locator("body")).to_contain_text("条例已作规定")
    expect(public.locator("body")).to_contain_text("省政府公报2026年第20期")
    assert_accessible(public)
    assert Document.objects.get(title=titles[2]).state == "issued"
