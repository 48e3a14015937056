"""What a password must be, and how it is changed."""

import pytest
from django.conf import global_settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from lawgov.accounts.models import User
from lawgov.accounts.passwords import CompositionValidator
from tests.conftest import PASSWORD

PAGE = "/accounts/password/"


def kinds_of_faults(password: str) -> list[str]:
    person = User(username="zhangwei", name="Zhang Wei", email="zhangwei@example.com")
    try:
        validate_password(password, person)
    except ValidationError as refusal:
        return [error.code for error in refusal.error_list]
    return []


def change(client, new: str, old: str = PASSWORD, again: str | None = None):
    data = {"old_password": old, "new_password1": new, "new_password2": again or new}
    return client.post(PAGE, data)


@pytest.mark.parametrize(
    ("password", "faults"),
    [
        ("Look-Around-2013", []),
        ("行政复议一二三-Ab", []),
        ("abcDEF-1", ["password_too_short"]),
        ("onlysmallletters", ["password_too_uniform"]),
        ("small-and-dashes", ["password_too_uniform"]),
        ("smallAndCapitals", ["password_too_uniform"]),
        ("20130101201301", ["password_entirely_numeric", "password_too_uniform"]),
        ("ZhangWei-1", ["password_too_similar"]),
        ("password", ["password_too_short", "password_too_common", "password_too_uniform"]),
        ("", ["password_too_short", "password_too_uniform"]),
    ],
)
def test_a_password_is_long_mixed_and_not_the_persons_own_name(password, faults):
    assert kinds_of_faults(password) == faults


@pytest.mark.parametrize("password", ["abc123DEF", "abc123---", "ABC123---", "abcDEF---"])
def test_any_three_of_four_kinds_of_characters_will_do(password):
    CompositionValidator().validate(password)


def test_the_rule_is_told_in_chinese(db):
    with pytest.raises(ValidationError) as refusal:
        CompositionValidator().validate("abc")

    assert refusal.value.messages == [CompositionValidator().get_help_text()]
    assert "小写字母" in refusal.value.messages[0]


def test_a_password_is_changed_and_the_old_one_no_longer_works(client, clerk):
    client.force_login(clerk)

    response = change(client, "Another-Look-2014")

    clerk.refresh_from_db()
    assert (response.status_code, response.url) == (302, "/")
    assert (clerk.check_password(PASSWORD), clerk.check_password("Another-Look-2014")) == (
        False,
        True,
    )
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"new": "weak"}, "new_password2"),
        ({"new": "Another-Look-2014", "again": "Another-Look-2015"}, "new_password2"),
        ({"new": "Another-Look-2014", "old": "wrong"}, "old_password"),
    ],
)
def test_a_refused_password_is_explained_at_its_field(client, clerk, fields, field):
    client.force_login(clerk)

    response = change(client, **fields)

    clerk.refresh_from_db()
    assert list(response.context["form"].errors) == [field]
    assert clerk.check_password(PASSWORD)


def test_the_page_tells_the_rules_before_one_types(client, clerk):
    client.force_login(clerk)

    page = client.get(PAGE).content.decode()

    assert CompositionValidator().get_help_text() in page
    assert 'autocomplete="new-password"' in page


def test_a_password_is_not_stored_as_it_is_nor_in_the_history(make_user, settings):
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS  # as in production

    clerk = make_user("填报员")

    assert clerk.password.startswith("pbkdf2_sha256$")
    assert not hasattr(clerk.history.first(), "password")
