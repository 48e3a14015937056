"""Chromium of the distribution, a served application with the shipped data, and a guard."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import Page, expect

from lawgov.accounts.intake import make_demonstration_accounts
from tests.conftest import PASSWORD

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Playwright runs its own event loop; the tests themselves are synchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium the journeys are skipped, and say so."""
    if CHROMIUM:
        return
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="!! no Chromium: apt-get install chromium"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    return {"executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, object]:
    return {"viewport": {"width": 1440, "height": 900}, "locale": "en-US"}


@pytest.fixture
def served(transactional_db, live_server) -> str:
    """The address of an application that starts from the shipped data."""
    call_command("setup", verbosity=0)
    return live_server.url


@pytest.fixture
def visit(page: Page, served: str) -> Iterator[Page]:
    """A page on which nothing may fail: no foreign request, no error in the console."""
    foreign: list[str] = []
    errors: list[str] = []
    page.on(
        "request", lambda r: None if r.url.startswith((served, "data:")) else foreign.append(r.url)
    )
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: errors.append(m.text) if "Content Security" in m.text else None)
    page.set_default_timeout(15_000)
    yield page
    assert foreign == []
    assert errors == []


def log_in(page: Page, served: str, username: str) -> None:
    """Log in as a user would."""
    page.goto(f"{served}/accounts/login/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.fixture
def office(visit: Page, served: str, settings: Any, browser: Any) -> Callable[[str], Page]:
    """The pages of the handler, the section head and the leader, each logged in."""
    settings.DEBUG = True
    make_demonstration_accounts()
    settings.DEBUG = False
    pages: dict[str, Page] = {"handler": visit}

    def page_of(person: str) -> Page:
        if person not in pages:
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            pages[person] = context.new_page()
            pages[person].set_default_timeout(15_000)
        page = pages[person]
        if page.url == "about:blank":
            log_in(page, served, person)
        return page

    return page_of


def assert_accessible(page: Page) -> None:
    """axe-core finds nothing serious on the page."""
    found = Axe().run(page).response["violations"]
    serious = [
        (fault["id"], fault["nodes"][0]["html"][:200])
        for fault in found
        if fault["impact"] in {"serious", "critical"}
    ]
    assert serious == []
