"""Settings are closed by default."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def manage(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=clean | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_secret_key_nothing_starts():
    answer = manage("check")

    assert answer.returncode != 0
    assert "SECRET_KEY is not set" in answer.stderr
    assert "未设置 SECRET_KEY" in answer.stderr


def test_production_settings_pass_the_deployment_check():
    key = "k7-Zq8wLr2_Vb5nXc9mTy4uPe6sDf1gHj3aKo0iWl-production-like-key"

    answer = manage(
        "check", "--deploy", "--fail-level", "WARNING", SECRET_KEY=key, ALLOWED_HOSTS="lawgov.test"
    )

    assert answer.returncode == 0, answer.stderr


def test_the_address_of_the_database_selects_postgresql_with_a_pool():
    code = (
        "from django.conf import settings; d = settings.DATABASES['default'];"
        "print(d['ENGINE'], d['OPTIONS'])"
    )

    answer = manage("shell", "-v0", "-c", code, DEBUG="1", DATABASE_URL="postgres://u@h:5432/d")

    assert (
        answer.stdout.strip()
        == "django.db.backends.postgresql {'pool': True, 'options': '-c jit=off'}"
    )


def test_a_key_alone_turns_no_debugging_on_and_every_protection():
    names = ["DEBUG", "ALLOWED_HOSTS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
             "SECURE_SSL_REDIRECT", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_AGE",
             "SESSION_SAVE_EVERY_REQUEST", "X_FRAME_OPTIONS"]  # fmt: skip
    code = f"from django.conf import settings; print([getattr(settings, n) for n in {names}])"

    answer = manage("shell", "-v0", "-c", code, SECRET_KEY="x" * 60)

    assert answer.stdout.strip() == "[False, [], True, True, True, True, 1800, True, 'DENY']"


def test_the_pool_can_be_turned_off_and_sqlite_has_none():
    code = "from django.conf import settings; print(settings.DATABASES['default']['OPTIONS'])"
    address = {"DEBUG": "1", "DATABASE_URL": "postgres://u@h:5432/d", "DATABASE_POOL": "0"}

    without = manage("shell", "-v0", "-c", code, **address)
    sqlite = manage("shell", "-v0", "-c", code, DEBUG="1")

    assert without.stdout.strip() == "{'pool': False, 'options': '-c jit=off'}"
    assert "'transaction_mode': 'IMMEDIATE'" in sqlite.stdout
    assert "journal_mode=WAL" in sqlite.stdout


@pytest.mark.parametrize("value", ["", "0", "false"])
def test_debugging_that_is_not_turned_on_is_off(value):
    assert manage("check", DEBUG=value).returncode != 0


def test_demonstration_accounts_are_refused_in_production():
    answer = manage(
        "setup", "--demonstration", SECRET_KEY="x" * 60, DATABASE_URL="sqlite://:memory:"
    )

    assert answer.returncode != 0
    assert "DEBUG=1" in answer.stderr
