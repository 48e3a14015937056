"""Re-projection as people meet it: page, command, message in the admin site, case page."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from lawgov.statutes.models import CalendarDay, CalendarYear
from reconsideration.models import Clock, Reprojection

PAGE = "/cases/reprojection/"
MONDAY, TUESDAY = date(2026, 12, 21), date(2026, 12, 22)


@pytest.fixture
def case(receive, act):
    """A case to be decided on a day that has become a day off."""
    case = act(receive("2026-10-20"), "accept", "2026-10-22")
    CalendarDay.objects.create(date=MONDAY, kind="off", name="临时放假", source="test")
    return case


def run(*words: str) -> str:
    out = StringIO()
    call_command("reproject", *words, stdout=out, stderr=out)
    return out.getvalue()


@pytest.mark.parametrize("role", ["填报员", "承办人", "审核人", "签发人", "审计员"])
def test_other_roles_do_not_re_project(client, make_user, case, role):
    client.force_login(make_user(role, username="other"))

    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"reason": "更正", "token": "x"}).status_code == 403
    assert Reprojection.objects.count() == 0


def test_the_page_shows_what_would_change_and_changes_it(client, keeper, case):
    client.force_login(keeper)
    page = client.get(PAGE)
    text = page.content.decode()
    assert f'<a href="{PAGE}" aria-current="page">' in text
    assert [part in text for part in (case.number, "2026-12-21", "2026-12-22")] == [True] * 3
    token = page.context["preview"].token

    answer = client.post(PAGE, {"reason": "更正", "token": token}, follow=True)

    row = Reprojection.objects.get()
    assert (row.case, row.made_by, row.reason) == (case, keeper, "更正")
    assert "已重算1个案件的1个期限。" in answer.content.decode()
    assert "没有变动" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_any_length(
    client, keeper, receive, act, case, django_assert_num_queries, count
):
    CalendarDay.objects.get(date=MONDAY).delete()
    for _number in range(count - 1):
        act(receive("2026-10-20"), "accept", "2026-10-22")
    CalendarDay.objects.create(date=MONDAY, kind="off", name="临时放假", source="test")
    client.force_login(keeper)

    with django_assert_num_queries(25):
        page = client.get(PAGE)

    assert len(page.context["changes"]) == count


def test_cases_of_another_place_do_not_appear(client, make_user, case):
    client.force_login(make_user("系统管理员", "140200"))

    page = client.get(PAGE)

    assert page.context["preview"].changes == []
    assert case.number not in page.content.decode()


def test_the_preview_comes_in_pages(client, keeper, case):
    clock = case.clocks.get(code="decision")
    again = {"period": clock.period, "start": clock.start, "nominal": MONDAY, "due": MONDAY,
             "calendar_version": clock.calendar_version}  # fmt: skip
    Clock.objects.bulk_create(Clock(case=case, code="decision", **again) for _n in range(60))
    client.force_login(keeper)

    pages = [client.get(PAGE, {"page": page}).context for page in ("1", "2", "x")]

    assert [len(page["changes"]) for page in pages] == [50, 11, 50]
    assert [len(page["preview"].changes) for page in pages] == [61, 61, 61]


@pytest.mark.parametrize("typed", ["", "  ", "长" * 301])
def test_without_a_good_reason_nothing_changes_and_nothing_typed_is_lost(
    client, keeper, case, typed
):
    client.force_login(keeper)
    token = client.get(PAGE).context["preview"].token

    answer = client.post(PAGE, {"reason": typed, "token": token})

    assert answer.status_code == 400
    assert answer.context["form"]["reason"].value() == typed
    assert typed.strip() in answer.content.decode()
    assert case.clocks.get(code="decision").due == MONDAY


def test_a_law_changed_since_the_preview_is_shown_again(client, keeper, case):
    client.force_login(keeper)
    token = client.get(PAGE).context["preview"].token
    CalendarDay.objects.create(date=TUESDAY, kind="off", name="临时放假", source="test")

    answer = client.post(PAGE, {"reason": "更正", "token": token})

    assert (answer.status_code, Reprojection.objects.count()) == (409, 0)
    assert "预览之后法律或日历又有变动" in answer.content.decode()
    assert [one.new.due for one in answer.context["preview"].changes] == [date(2026, 12, 23)]
    again = {"reason": answer.context["form"]["reason"].value(),
             "token": answer.context["preview"].token}  # fmt: skip
    assert client.post(PAGE, again).status_code == 302
    assert Reprojection.objects.get().reason == "更正"


def test_what_cannot_be_computed_anew_is_listed(client, keeper, case, act):
    case = act(case, "extend", "2026-11-02", days=30)
    period = case.clocks.get(code="decision").period
    period.max_extension = 0
    period.save()
    client.force_login(keeper)

    text = client.get(PAGE).content.decode()

    assert "1个期限无法重算" in text
    assert "法律不允许延长这一期限。" in text


def test_the_case_tells_its_re_projected_deadlines(client, keeper, handler, case):
    run("--apply", "--reason", "更正放假通知", "--user", keeper.username)
    client.force_login(handler)

    text = client.get(reverse("reconsideration:case", args=[case.pk])).content.decode()

    assert "2026-12-21 → <strong>2026-12-22</strong>" in text
    assert ("重算的期限" in text, "更正放假通知" in text) == (True, True)


def test_the_command_previews_and_changes_nothing(case):
    answer = run()

    assert answer.splitlines() == [
        f"{case.number}\t作出复议决定\t2026-12-21 → 2026-12-22 (2026-12-21)",
        "1个期限日期变动，0个仅暂定与否有变；涉及1个案件。 仅为预览，未作修改。",
    ]
    assert Reprojection.objects.count() == 0


def test_the_command_applies_with_reason_and_user(case, keeper):
    answer = json.loads(run("--apply", "--reason", "更正", "--user", keeper.username, "--json"))

    law = answer.pop("law")
    [change] = answer.pop("changes")
    assert answer == {"applied": True, "moved": 1, "restated": 0, "cases": 1, "faults": []}
    assert change == {
        "case": case.number,
        "code": "decision",
        "old": {"nominal": "2026-12-21", "due": "2026-12-21", "provisional": False},
        "new": {"nominal": "2026-12-21", "due": "2026-12-22", "provisional": False},
    }
    assert Reprojection.objects.get().made_by == keeper
    assert case.clocks.get(code="decision").calendar_version == law


@pytest.mark.parametrize(
    "words",
    [
        ["--apply"],
        ["--apply", "--reason", " "],
        ["--apply", "--reason", "更正", "--user", "nobody"],
        ["--apply", "--reason", "更正", "--user", "handler"],
    ],
)
def test_the_command_refuses_without_reason_or_right(case, make_user, words):
    make_user("承办人", username="handler")

    with pytest.raises(CommandError) as refused:
        run(*words)

    assert (refused.value.returncode, Reprojection.objects.count()) == (2, 0)


def test_saving_a_day_says_how_many_deadlines_would_move(client, keeper, case):
    client.force_login(keeper)
    day = CalendarDay.objects.get(date=MONDAY)
    data = {"kind": "off", "name": "临时放假", "source": "test", "change_reason": "更正"}
    change = reverse("admin:statutes_calendarday_change", args=[day.pk])

    away = client.post(change, data | {"date": "2026-12-25"}, follow=True).content.decode()
    back = client.post(change, data | {"date": "2026-12-21"}, follow=True).content.decode()

    told = '有1个未结案件期限将随之变动。 <a href="/cases/reprojection/">预览</a>'
    assert (told in away, told in back) == (False, True)


def test_withdrawing_a_year_says_so_too(client, keeper, case):
    client.force_login(keeper)
    year = CalendarYear.objects.get(year=2026)

    page = client.post(reverse("admin:statutes_calendaryear_delete", args=[year.pk]),
                       {"post": "yes"}, follow=True)  # fmt: skip

    assert "有2个未结案件期限将随之变动。" in page.content.decode()
