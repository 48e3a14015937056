"""Lists of cases: who sees what, in which order, at what cost."""

from datetime import date

import pytest
from django.utils import timezone

from reconsideration.listing import lamps_on, page
from reconsideration.models import Case, Setting
from reconsideration.searching import search
from tests.reconsideration.conftest import applicant


@pytest.fixture
def three(receive) -> list[Case]:
    days = ["2013-08-05", "2013-08-07", "2013-08-06"]
    return [receive(day, parties=[applicant(f"张三{n}")]) for n, day in enumerate(days)]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [("/cases/", 14), ("/cases/todo/", 18), ("/cases/calendar/?month=2013-08", 12)],
)
def test_lists_take_the_same_queries_for_any_length(
    client, handler, receive, django_assert_num_queries, count, address, queries
):
    for number in range(count):
        receive("2013-08-05", parties=[applicant(f"张三{number}")])
    client.force_login(handler)
    client.get(address)

    with django_assert_num_queries(queries):
        response = client.get(address)

    assert response.content.decode().count("晋政复〔2013〕") >= count


def test_the_latest_comes_first_and_due_cases_by_their_day(client, handler, three):
    client.force_login(handler)

    latest = client.get("/cases/").context["page"].rows
    due = client.get("/cases/?order=due").context["page"].rows

    assert [row["pk"] for row in latest] == [three[1].pk, three[2].pk, three[0].pk]
    assert [row["pk"] for row in due] == [three[0].pk, three[2].pk, three[1].pk]


def test_pages_follow_one_another_without_gap_or_repeat(handler, receive):
    made = [receive("2013-08-05").pk for _number in range(5)]
    rows = Case.objects.visible_to(handler)

    found, after = [], ""
    for _turn in range(3):
        shown = page(rows, order="received", after=after, size=2)
        found += [row["pk"] for row in shown.rows]
        after = shown.after

    assert found == made[::-1]
    assert (shown.is_more, after) == (False, "")


@pytest.mark.parametrize("after", ["x", "2013-08-05", "2013-13-01_1", "2013-08-05_x"])
def test_an_unreadable_place_is_refused(client, handler, three, after):
    client.force_login(handler)

    assert client.get("/cases/", {"after": after}).status_code == 400


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"group": "open"}, 3),
        ({"group": "closed"}, 0),
        ({"received_from": "2013-08-06"}, 2),
        ({"received_to": "2013-08-05"}, 1),
        ({"q": "张三1"}, 1),
        ({"q": "晋政复[2013]2号"}, 1),
        ({"q": "太原市公安"}, 3),
        ({"q": "zs0"}, 0),
        ({"q": "不存在"}, 0),
        ({"act_kind": "penalty"}, 3),
        ({"field": "tax"}, 0),
        ({"organ": "140000"}, 3),
        ({"organ": "140100"}, 0),
        ({"state": "received"}, 3),
        ({"rule_set": "B1"}, 0),
    ],
)
def test_filters_find_what_they_say(client, handler, three, query, found):
    client.force_login(handler)

    assert len(client.get("/cases/", query).context["page"].rows) == found


@pytest.mark.parametrize("query", [{"received_from": "昨天"}, {"state": "gone"}, {"field": "x"}])
def test_a_filter_that_cannot_be_read_says_so(client, handler, query):
    client.force_login(handler)

    response = client.get("/cases/", query)

    assert response.status_code == 400
    assert "field-error" in response.content.decode()


def test_a_stranger_finds_none_of_it(client, make_user, three):
    stranger = make_user("承办人", "140100")
    client.force_login(stranger)
    address = f"/cases/{three[0].pk}/"
    clock = three[0].clocks.first()

    leaks = [
        client.get("/cases/?q=张三").content.decode().count("晋政复〔2013〕"),
        client.get("/cases/todo/?sight=all").content.decode().count("晋政复〔2013〕"),
        client.get("/cases/calendar/?month=2013-08").content.decode().count("晋政复〔2013〕"),
    ]

    assert leaks == [0, 0, 0]
    assert [client.get(address).status_code, client.get(f"{address}accept/").status_code,
            client.get(f"{address}deadlines/{clock.pk}/").status_code] == [404] * 3  # fmt: skip


def test_the_lamps_follow_the_offices_settings(shipped):
    today = date(2026, 11, 20)
    days = [19, 20, 23, 24, 27, 28]

    usual = [lamps_on(today).of(date(2026, 11, day)) for day in days]
    Setting.objects.filter(code="red_days").update(value="5")
    own = [lamps_on(today).of(date(2026, 11, day)) for day in days]

    assert usual == ["overdue", "red", "red", "yellow", "yellow", "green"]
    assert own == ["overdue", "red", "red", "red", "yellow", "green"]


def test_each_role_finds_its_own_work(client, handler, head, leader, receive, act):
    case = receive("2013-08-05")
    case = act(case, "accept", "2013-08-05")
    case = act(case, "send_copy", "2013-08-06", copy_received_on=date(2013, 8, 6))
    case = act(case, "take_reply", "2013-08-12")
    case = act(case, "draft", "2013-08-20", proposal="维持")

    def work(user, sight):
        client.force_login(user)
        shown = client.get("/cases/todo/", {"sight": sight})
        return [row["pk"] for row in shown.context["page"].rows]

    before = (work(handler, "mine"), work(head, "examine"), work(leader, "sign"))
    act(case, "examine", "2013-08-21")
    after = (work(handler, "mine"), work(head, "examine"), work(leader, "sign"))

    assert before == ([case.pk], [case.pk], [])
    assert after == ([case.pk], [], [case.pk])


def test_several_cases_are_assigned_at_once_or_none(client, head, make_user, three):
    other = make_user("承办人", username="other")
    client.force_login(head)
    data = {"cases": [case.pk for case in three[:2]], "handler": other.pk}

    client.post("/cases/assign/", data)
    client.post("/cases/assign/", data | {"cases": [three[2].pk, 999_999]})

    handlers = list(Case.objects.order_by("pk").values_list("handler__username", flat=True))
    assert handlers == ["other", "other", "承办人-140000-fzb"]


def test_the_calendar_shows_the_month_and_refuses_nonsense(client, handler, three):
    client.force_login(handler)

    page = client.get("/cases/calendar/?month=2013-08").content.decode()

    assert page.count("晋政复〔2013〕") == 3
    assert client.get("/cases/calendar/?month=2013-13").status_code == 400
    assert client.get("/cases/calendar/").context["first"] == timezone.localdate().replace(day=1)


@pytest.mark.parametrize(
    "typed",
    ["晋政复〔2013〕1号", "晋政复[2013]01号", "晋政复（２０１３）1号", " 晋政复〔2013〕 1号 "],
)
def test_a_whole_number_finds_its_case_alone_in_any_spelling(receive, typed):
    made = [receive("2013-08-05") for _number in range(11)]  # 1号 begins 10号 and 11号 as well

    assert list(search(Case.objects.all(), typed)) == [made[0]]


def test_a_number_that_no_case_has_is_looked_for_among_the_acts(receive):
    case = receive("2013-08-05", act_number="并公罚字〔2013〕第7号")

    assert list(search(Case.objects.all(), "并公罚字〔2013〕第7号")) == [case]
    assert list(search(Case.objects.all(), "晋政复〔2013〕99号")) == []
