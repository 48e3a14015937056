"""Re-projection of cases and matters together: the command, and what the admin site says."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from lawgov.statutes.models import CalendarDay
from normative.models import Matter, MatterReprojection
from reconsideration.models import Case, Reprojection
from tests.normative.conftest import enter, in_force, store  # noqa: F401
from tests.normative.test_filing_duties import RECENT
from tests.reconsideration.conftest import act, receive  # noqa: F401

DAYS = [date(2026, 11, 17), date(2026, 12, 21)]


@pytest.fixture
def case(receive, act) -> Case:  # noqa: F811
    """A case to be decided by 21 December 2026."""
    return act(receive("2026-10-20"), "accept", "2026-10-22")


@pytest.fixture
def owed(in_force) -> Matter:  # noqa: F811
    """A filing owed by 17 November 2026."""
    return in_force(**RECENT).matters.get()


def close(*days: date) -> None:
    """Working days become days off."""
    for day in days:
        CalendarDay.objects.create(date=day, kind="off", name="临时放假", source="test")


def run(*words: str) -> str:
    out = StringIO()
    call_command("reproject", *words, stdout=out, stderr=out)
    return out.getvalue()


def test_the_command_previews_both_and_changes_nothing(case, owed):
    close(*DAYS)

    assert run().splitlines() == [
        f"{case.number}\t作出复议决定\t2026-12-21 → 2026-12-22 (2026-12-21)",
        "1个期限日期变动，0个仅暂定与否有变；涉及1个案件。 仅为预览，未作修改。",
        f"{owed.title}\t规范性文件报备\t2026-11-17 → 2026-11-18 (2026-11-17)",
        "1个期限日期变动，0个仅暂定与否有变；涉及1件审查事项。 仅为预览，未作修改。",
    ]
    assert Reprojection.objects.count() == MatterReprojection.objects.count() == 0


def test_where_nothing_changes_it_says_so_of_both(case, owed):
    told = [line.partition("；")[2] for line in run().splitlines()]

    end = "仅为预览，未作修改。"
    assert told == [f"涉及0个案件。 {end}", f"涉及0件审查事项。 {end}"]


def test_the_command_applies_both(case, owed, keeper):
    close(*DAYS)

    found = json.loads(run("--apply", "--reason", "更正", "--user", keeper.username, "--json"))

    matters = found["matters"]
    assert [found["moved"], found["cases"], matters["moved"], matters["matters"]] == [1] * 4
    assert [row["matter"] for row in matters["changes"]] == [owed.title]
    assert Reprojection.objects.get().made_by == MatterReprojection.objects.get().made_by == keeper


def test_saving_a_day_names_cases_and_matters_with_their_pages(client, keeper, case, owed):
    close(*DAYS)
    client.force_login(keeper)
    day = CalendarDay.objects.get(date=DAYS[0])
    data = {"date": DAYS[0], "kind": "off", "name": "放假", "source": "x", "change_reason": "更正"}
    change = reverse("admin:statutes_calendarday_change", args=[day.pk])

    text = client.post(change, data, follow=True).content.decode()

    assert '有1个未结案件期限将随之变动。 <a href="/cases/reprojection/">预览</a>' in text
    told = '有1个未办结审查事项的期限将随之变动。 <a href="/normative/reprojection/">预览</a>'
    assert told in text
