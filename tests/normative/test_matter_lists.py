"""Lists of matters: who sees what, in which order, at what cost."""

from datetime import date

import pytest

from normative.matter_listing import lamps_on, page
from normative.models import Matter, Setting
from tests.normative.asking import suggested
from tests.normative.conftest import TODAY, option
from tests.normative.filed import ways
from tests.normative.review_ways import Way

LIST, TODO = "/normative/matters/", "/normative/matters/todo/"


pytestmark = pytest.mark.usefixtures("stopped")


@pytest.fixture
def city_filing(in_force, staff) -> Matter:
    """A city's document of March 2026 that has to be filed with the province."""
    people = {"submit_draft": staff["handler"], "review_matter": staff["handler"]}
    return ways(in_force, people)("2024").matter


@pytest.fixture
def some(staff, city_filing) -> list[Matter]:
    """A concluded draft, a received department draft, a suggestion, a filing."""
    draft = Way(staff, "government").to("opinion").matter
    department = Way(staff, "department", "N1", is_received=True).matter
    return [draft, department, suggested(staff["handler"], date(2026, 10, 1)), city_filing]


def found_by(client, **query):
    return [row["pk"] for row in client.get(LIST, query).context["page"].rows]


@pytest.mark.parametrize("count", [1, 5])
@pytest.mark.parametrize(("address", "queries"), [(LIST, 14), (f"{TODO}?sight=all", 16)])
def test_lists_take_the_same_queries_for_any_length(
    client, handler, django_assert_num_queries, count, address, queries
):
    for _number in range(count):
        suggested(handler)
    client.force_login(handler)
    client.get(address)

    with django_assert_num_queries(queries):
        response = client.get(address)

    assert len(response.context["page"].rows) == count


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ({}, [2, 0, 3, 1]),
        ({"q": "殡葬服务"}, [0]),
        ({"q": "救助 民政厅"}, [1]),
        ({"q": "山西省法建[2026]1号"}, [2]),
        ({"q": "王建议"}, [2]),
        ({"q": "不存在"}, []),
        ({"track": "filing"}, [3]),
        ({"open": "no"}, []),
        ({"open": "yes", "track": "department"}, [1]),
        ({"stage": "opinion"}, [0]),
        ({"outcome": "o1"}, [0]),
        ({"outcome": "o3"}, []),
        ({"organ": "140100"}, [3]),
        ({"organ": "999999"}, []),
        ({"received_from": "2026-03-01"}, [2, 0]),
        ({"received_to": "2013-12-31"}, [1]),
        ({"concluded_from": "2026-03-01", "concluded_to": "2026-03-31"}, [0]),
        ({"concluded_to": "2026-03-01"}, []),
        ({"mine": "on"}, [0]),
    ],
)
def test_filters_find_what_they_say(client, handler, some, query, places):
    client.force_login(handler)

    assert found_by(client, **query) == [some[place].pk for place in places]


@pytest.mark.parametrize(
    "query",
    [{"track": "x"}, {"received_from": "昨天"}, {"outcome": "x"}, {"stage": "x"}, {"after": "x"}],
)
def test_what_cannot_be_read_is_told(client, handler, query):
    client.force_login(handler)

    assert client.get(LIST, query).status_code == 400


def test_pages_follow_one_another_without_gap_or_repeat(handler):
    made = [suggested(handler).pk for _number in range(5)]
    rows = Matter.objects.visible_to(handler)

    found, after = [], ""
    for _turn in range(3):
        shown = page(rows, order="received", after=after, size=2)
        found += [row["pk"] for row in shown.rows]
        after = shown.after

    assert found == made[::-1]
    assert (shown.is_more, after) == (False, "")


@pytest.mark.parametrize(
    ("organ", "places"),
    [("140100", [3]), ("140200", []), ("140000-mzt", [0, 1]), ("140000-czt", [])],
)
def test_each_organ_sees_its_own(client, make_user, some, organ, places):
    reader = make_user("承办人", organ, username="reader")
    client.force_login(reader)
    seen = {some[place].pk for place in places}

    pages = {one.pk: client.get(one.get_absolute_url()).status_code for one in some}

    assert set(found_by(client)) == seen
    assert pages == {one.pk: 200 if one.pk in seen else 404 for one in some}


def test_a_name_that_is_withheld_stands_in_no_list_and_is_not_found(client, clerk, head):
    one = suggested(head, is_anonymous=True)
    for reader in (clerk, head):
        client.force_login(reader)
        pages = [client.get(address).content.decode() for address in (LIST, f"{TODO}?sight=all")]

        assert all(one.title in text and "王建议" not in text for text in pages)
        assert found_by(client, q="王建议") == []


def test_what_is_to_be_done_comes_soonest_first(client, head, handler):
    late = suggested(handler, date(2026, 9, 1))
    near = suggested(handler, date(2026, 9, 22))
    far = suggested(handler, date(2026, 11, 10))
    Matter.objects.filter(pk=far.pk).update(reviewer=head)
    client.force_login(head)

    everything = client.get(TODO, {"sight": "all"}).context
    rows = {sight: [row["pk"] for row in client.get(TODO, {"sight": sight}).context["page"].rows]
            for sight in ("mine", "unassigned", "all", "?")}  # fmt: skip

    assert rows == {"mine": [far.pk], "unassigned": [late.pk, near.pk],
                    "all": [late.pk, near.pk, far.pk], "?": [far.pk]}  # fmt: skip
    assert [row["lamp"] for row in everything["page"].rows] == ["overdue", "red", "green"]
    assert [count for _lamp, _name, count in everything["counts"]] == ["1", "1", "0"]


def test_each_role_finds_its_own_work(client, staff):
    one = Way(staff, "department").to("second_check").matter
    found = {}
    for name, person in staff.items():
        client.force_login(person)
        sights = [sight for sight, _label in client.get(TODO).context["sights"]]
        found[name] = [sight for sight in sights
                       if [row["pk"] for row in client.get(TODO, {"sight": sight})
                           .context["page"].rows] == [one.pk]]  # fmt: skip

    assert found == {"handler": ["mine", "all"], "head": ["second", "all"],
                     "leader": ["sign", "all"]}  # fmt: skip


def test_an_unreadable_place_is_the_beginning_of_what_is_to_be_done(client, handler):
    one = suggested(handler)
    client.force_login(handler)

    shown = client.get(TODO, {"sight": "all", "after": "x"}).context["page"]

    assert [row["pk"] for row in shown.rows] == [one.pk]


def test_the_lamps_follow_the_offices_settings(shipped):
    days = [date(2026, 11, day) for day in (19, 20, 23, 24, 27, 28)]

    usual = [lamps_on(TODAY).of(day) for day in days]
    Setting.objects.filter(code="red_days").update(value="5")
    own = [lamps_on(TODAY).of(day) for day in days]

    assert usual == ["overdue", "red", "red", "yellow", "yellow", "green"]
    assert own == ["overdue", "red", "red", "red", "yellow", "green"]


def test_the_outcome_offered_by_the_filter_are_opinions_and_conclusions(client, handler):
    client.force_login(handler)

    text = client.get(LIST).content.decode()

    assert option("opinion", "o2").name in text
    assert option("conclusion", "b4").name in text
    assert option("material", "m1").name not in text


@pytest.mark.parametrize("address", [LIST, TODO])
def test_who_may_not_read_matters_is_refused(client, keeper, address):
    client.force_login(keeper)

    assert client.get(address).status_code == 403


def test_every_page_leads_to_what_is_to_be_done(client, handler):
    client.force_login(handler)

    text = client.get("/").content.decode()

    assert f'href="{TODO}"' in text
    assert 'href="/cases/todo/"' in text
