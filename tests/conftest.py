"""Shared fixtures: the shipped data and a small cast of users."""

from collections.abc import Callable
from datetime import date

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from lawgov.accounts.models import User
from lawgov.organs.models import Organ
from lawgov.statutes import current
from reports.models import AnnualReport
from reports.opening import open_next_year

PASSWORD = "Look-Around-2013"
# Every test makes its own cast: hashing their passwords slowly would take most of the time.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every test starts from what an installation starts from: all fixtures loaded."""
    with django_db_blocker.unblock():
        call_command("setup", verbosity=0)
    yield
    with django_db_blocker.unblock():
        end_other_sessions()


def end_other_sessions() -> None:
    """A server thread may still hold a connection, and the database could not be dropped."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()
    current._built.clear()  # a rolled-back test may have used the same versions


@pytest.fixture
def shipped(db):
    """The shipped data, also after a test that emptied the tables."""
    if not Organ.objects.exists():
        call_command("setup", verbosity=0)


@pytest.fixture
def make_user(shipped) -> Callable[..., User]:
    """Make a user of a role in an organ, by the names of the fixtures."""

    def make(role: str, organ: str = "140000-fzb", username: str | None = None) -> User:
        user = User.objects.create_user(
            username or f"{role}-{organ}",
            password=PASSWORD,
            name=f"{role}甲",
            organ=Organ.objects.get(code=organ),
        )
        user.groups.add(Group.objects.get(name=role))
        return user

    return make


@pytest.fixture
def clerk(make_user) -> User:
    """A reporting clerk of the provincial legal office."""
    return make_user("填报员")


@pytest.fixture
def stranger(make_user) -> User:
    """A reporting clerk of another place: the city of 太原."""
    return make_user("填报员", "140100")


@pytest.fixture
def report_2013(shipped) -> AnnualReport:
    """The published report."""
    return AnnualReport.objects.get(year=2013)


@pytest.fixture
def report_2014(report_2013, clerk) -> AnnualReport:
    """The next year, just opened by the clerk."""
    return open_next_year(report=report_2013, by=clerk, on=date(2014, 12, 1))


@pytest.fixture
def handler(make_user) -> User:
    """A case handler of the provincial legal office."""
    return make_user("承办人")


@pytest.fixture
def head(make_user) -> User:
    """The section head who approves drafts."""
    return make_user("审核人")


@pytest.fixture
def leader(make_user) -> User:
    """The office leader who signs."""
    return make_user("签发人")


@pytest.fixture
def keeper(make_user) -> User:
    """The administrator of the provincial legal office, who enters the admin site."""
    user = make_user("系统管理员")
    user.is_staff = True
    user.save()
    return user
