"""Language, policy and cache headers of every page."""

import pytest
from django.conf import settings
from django.utils.translation import get_language

from reports.models import AnnualReport


def test_chinese_comes_first_whatever_the_browser_says(client, clerk):
    client.force_login(clerk)

    answer = client.get("/", headers={"Accept-Language": "en-US,en"})

    assert answer["Content-Language"] == "zh-hans"
    assert "依法行政年度报告" in answer.content.decode()


def test_english_is_chosen_in_the_header(client, clerk):
    client.force_login(clerk)

    client.post("/language/", {"language": "en", "next": "/"})
    answer = client.get("/")

    assert '<html lang="en">' in answer.content.decode()
    assert "Annual reports on administration by law" in answer.content.decode()


def test_the_choice_of_language_is_kept_in_a_cookie_and_can_be_taken_back(client, db):
    client.post("/language/", {"language": "en", "next": "/accounts/login/"})
    english = client.get("/accounts/login/")
    client.post("/language/", {"language": "zh-hans", "next": "/accounts/login/"})
    chinese = client.get("/accounts/login/", headers={"Accept-Language": "en"})

    found = [answer["Content-Language"] for answer in (english, chinese)]
    assert found == ["en", "zh-hans"]
    assert "Log in" in english.content.decode()
    assert "登录" in chinese.content.decode()


def test_changing_the_language_leads_to_no_other_host(client, db):
    answer = client.post("/language/", {"language": "en", "next": "https://evil.example/"})

    assert (answer.status_code, answer.url) == (302, "/")


def test_the_next_request_begins_in_chinese_again(client, clerk):
    client.cookies["django_language"] = "en"
    client.get("/accounts/login/")
    del client.cookies["django_language"]

    assert client.get("/accounts/login/")["Content-Language"] == "zh-hans"
    assert get_language() == settings.LANGUAGE_CODE


def test_an_unknown_language_is_chinese(client, clerk):
    client.force_login(clerk)
    client.cookies["django_language"] = "xx"

    assert client.get("/")["Content-Language"] == "zh-hans"


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/admin/", "/api/docs/"])
def test_no_page_allows_inline_scripts_or_other_hosts(client, clerk, path):
    client.force_login(clerk)

    policy = client.get(path)["Content-Security-Policy"]

    assert sorted(part.strip() for part in policy.split(";")) == [
        "base-uri 'self'",
        "default-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "object-src 'none'",
    ]


@pytest.mark.parametrize(
    "path", ["/", "/reports/2013/", "/reports/compare/", "/api/v1/observations/", "/nothing/"]
)
def test_pages_are_not_stored(client, clerk, path):
    client.force_login(clerk)

    assert client.get(path)["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/reports/2013/", "/reports/compare/", "/admin/"])
def test_a_page_asks_for_login_and_a_fragment_answers_401(client, shipped, path):
    page = client.get(path)
    fragment = client.get(path, headers={"HX-Request": "true"})

    assert (page.status_code, page.url.split("?")[0]) in [
        (302, "/accounts/login/"),
        (302, "/admin/login/"),
    ]
    assert fragment.status_code == 401


def test_what_the_record_does_not_allow_now_is_a_page_with_409(client, clerk, report_2014):
    client.force_login(clerk)

    answer = client.post("/reports/2014/open/")

    page = answer.content.decode()
    assert answer.status_code == 409
    assert ("2014年" in page, "<h1>" in page) == (True, True)
    assert next(template.name for template in answer.templates) == "lawgov/conflict.html"
    assert AnnualReport.objects.filter(year=2014).count() == 1


def test_what_is_not_there_and_not_allowed_is_said_in_chinese(client, make_user):
    client.force_login(make_user("系统管理员"))

    assert "没有权限" in client.get("/reports/compare/").content.decode()
    assert "未找到" in client.get("/nothing/").content.decode()
