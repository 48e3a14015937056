"""Logging in, being locked out, and being logged out."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils import timezone
from knox.models import AuthToken

from lawgov.accounts.intake import make_demonstration_accounts
from lawgov.accounts.models import User
from lawgov.loading import read_yaml
from tests.conftest import PASSWORD

LOGIN, TOKEN = "/accounts/login/", "/api/v1/token/"


def log_in(client, username: str, password: str = PASSWORD):
    return client.post(LOGIN, {"username": username, "password": password})


def test_a_user_logs_in_and_out(client, clerk):
    assert log_in(client, clerk.username).status_code == 302
    assert clerk.name in client.get("/").content.decode()

    client.post("/accounts/logout/")

    assert client.get("/").status_code == 302


def test_logging_out_ends_the_session(client, clerk):
    client.force_login(clerk)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value

    response = client.post("/accounts/logout/")
    client.cookies[settings.SESSION_COOKIE_NAME] = session

    assert (response.status_code, response.url) == (302, LOGIN)
    assert client.get("/").status_code == 302


def test_a_link_cannot_log_out(client, clerk):
    client.force_login(clerk)

    assert client.get("/accounts/logout/").status_code == 405
    assert client.get("/").status_code == 200


def test_login_leads_where_one_wanted_to_go_but_not_to_another_host(client, clerk):
    wanted = "/reports/2013/"
    asked = client.get(wanted)
    data = {"username": clerk.username, "password": PASSWORD}

    inside = client.post(LOGIN, data | {"next": wanted})
    client.logout()
    outside = client.post(LOGIN, data | {"next": "https://evil.example/"})

    assert (asked.status_code, asked.url) == (302, f"{LOGIN}?next={wanted}")
    assert (inside.url, outside.url) == (wanted, "/")


@pytest.mark.parametrize("who", ["unknown", "wrong", "disabled"])
def test_every_failure_is_told_in_the_same_words(client, clerk, who):
    User.objects.filter(pk=clerk.pk).update(is_active=who != "disabled")
    name = "nobody" if who == "unknown" else clerk.username

    response = log_in(client, name, "wrong" if who == "wrong" else PASSWORD)

    assert (response.status_code, response.context["form"].non_field_errors()) == (
        200,
        ["请输入一个正确的用户名和密码。注意，两者都区分大小写。"],
    )


def test_four_failures_lock_nobody_out_and_success_forgets_them(client, clerk):
    for _round in range(2):
        for _attempt in range(4):
            log_in(client, clerk.username, "wrong")
        assert log_in(client, clerk.username).status_code == 302
        client.logout()


def test_after_five_failures_even_the_right_password_is_refused(client, clerk):
    for _attempt in range(5):
        log_in(client, clerk.username, "wrong")

    answer = log_in(client, clerk.username)

    assert answer.status_code == 429
    assert "登录已锁定" in answer.content.decode()
    assert client.get("/").status_code == 302


def test_five_failed_tokens_refuse_the_sixth_with_the_right_password(client, clerk):
    data = {"username": clerk.username, "password": "wrong"}
    for _attempt in range(5):
        client.post(TOKEN, data, content_type="application/json")

    answer = client.post(TOKEN, data | {"password": PASSWORD}, content_type="application/json")

    assert answer.status_code == 429
    assert AuthToken.objects.count() == 0


def test_a_token_opens_the_api_and_no_session(client, clerk):
    data = {"username": clerk.username, "password": PASSWORD}

    answer = client.post(TOKEN, data, content_type="application/json")

    header = {"Authorization": f"Token {answer.json()['token']}"}
    read = client.get("/api/v1/observations/", headers=header)
    written = client.post("/api/v1/observations/", {}, headers=header)
    assert (answer.status_code, set(answer.json())) == (200, {"expiry", "token"})
    assert (read.status_code, written.status_code) == (200, 400)
    assert client.get("/api/v1/observations/").status_code == 401, "the cookies open nothing"
    assert client.get("/").status_code == 302


def test_a_token_is_stored_as_a_digest_and_ends_with_the_account(client, clerk):
    _stored, token = AuthToken.objects.create(clerk)
    header = {"Authorization": f"Token {token}"}

    before = client.get("/api/v1/observations/", headers=header).status_code
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    after = client.get("/api/v1/observations/", headers=header).status_code

    assert (before, after) == (200, 401)
    assert not AuthToken.objects.filter(digest=token).exists()


def test_the_lockout_holds_for_tokens_too(client, clerk):
    for _attempt in range(5):
        log_in(client, clerk.username, "wrong")

    data = {"username": clerk.username, "password": PASSWORD}
    answer = client.post("/api/v1/token/", data, content_type="application/json")

    assert answer.status_code in {400, 403, 429}
    assert "token" not in answer.json()


def test_failed_tokens_count_towards_the_lockout(client, clerk):
    data = {"username": clerk.username, "password": "wrong"}
    for _attempt in range(5):
        client.post("/api/v1/token/", data, content_type="application/json")

    assert log_in(client, clerk.username).status_code == 429


def test_another_user_is_not_locked_out(client, clerk, make_user):
    for _attempt in range(5):
        log_in(client, clerk.username, "wrong")

    assert log_in(client, make_user("承办人").username).status_code == 302


def test_the_session_ends_after_half_an_hour_of_idleness_and_each_page_renews_it(client, clerk):
    client.force_login(clerk)

    cookie = client.get("/").cookies[settings.SESSION_COOKIE_NAME]

    assert cookie["max-age"] == 1800
    assert cookie["httponly"]


def test_an_idle_session_ends_on_the_server_and_a_page_renews_it(client, clerk):
    client.force_login(clerk)
    soon, past = timezone.now() + timedelta(minutes=1), timezone.now() - timedelta(minutes=1)
    Session.objects.update(expire_date=soon)

    client.get("/")
    renewed = Session.objects.get().expire_date
    Session.objects.update(expire_date=past)

    assert renewed > soon
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(
    "password", ["Short-1", "alllowercaseletters", "12345678901", "password1234", "clerk-a-2013"]
)
def test_weak_passwords_are_refused(db, password):
    with pytest.raises(ValidationError):
        validate_password(password, User(username="clerk-a-2013", name="田报"))


def test_a_strong_password_is_accepted(db):
    validate_password("Jin-Zheng-Fu-12", User(username="clerk"))


def test_demonstration_accounts_exist_only_for_a_first_look(shipped, settings):
    settings.DEBUG = False
    with pytest.raises(ImproperlyConfigured):
        make_demonstration_accounts()
    assert not User.objects.filter(username="clerk").exists()

    settings.DEBUG = True
    first = make_demonstration_accounts()
    assert [user.role_names for user, _password in first] == [
        "填报员", "承办人", "审核人", "签发人", "审计员", "系统管理员",
    ]  # fmt: skip
    assert make_demonstration_accounts() == first
    assert len(first) == len(read_yaml("roles.yaml"))
    assert [user.check_password(password) for user, password in first] == [True] * 6
    assert [user.username for user, _password in first if user.is_superuser] == []


def test_a_changed_demonstration_password_is_not_set_back(shipped, settings):
    settings.DEBUG = True
    user, _password = make_demonstration_accounts()[0]
    user.set_password("My-Own-Word-1")
    user.save()

    make_demonstration_accounts()

    user.refresh_from_db()
    assert user.check_password("My-Own-Word-1")
