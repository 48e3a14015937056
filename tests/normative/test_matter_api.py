"""Reviews, filings, suggestions and clean-ups for other programs: as on the pages."""

import json
from datetime import date

import pytest

from lawgov.organs.models import Organ
from normative.matters import parts
from normative.matters.drafts import open_government
from normative.matters.filings import open_filing
from normative.matters.suggestions import open_suggestion
from normative.models import Cleanup, CleanupItem, Matter, Presence
from tests.normative.conftest import TEXT, TODAY

ON = date(2026, 11, 2)


def draft(by, *, title: str = "山西省某某管理办法") -> Matter:
    matter = Matter(title=title, submitter=Organ.objects.get(code="140000-gat"))
    return open_government(matter, organ=Organ.objects.get(code="140000"), text=TEXT, by=by,
                           on=ON, today=TODAY, is_received=True)  # fmt: skip


def suggest(by, **values) -> Matter:
    facts = {"title": "某办法", "proposer": "person", "submitter_name": "张三丰",
             "contact": "电话一", "request": "第三条无依据。"}  # fmt: skip
    matter = Matter(**{**facts, **values})
    return open_suggestion(matter, organ=Organ.objects.get(code="140000"), by=by, on=ON,
                           today=TODAY)  # fmt: skip


def send(client, address: str, **data: object):
    return client.post(address, json.dumps(data), content_type="application/json")


@pytest.mark.parametrize("count", [1, 4])
@pytest.mark.parametrize("name", ["reviews", "suggestions", "filings", "cleanups"])
def test_lists_take_the_same_queries_for_any_length(
    client, handler, in_force, django_assert_max_num_queries, count, name
):
    for number in range(count):
        make_one(name, handler, in_force, number)
    client.force_login(handler)
    client.get(f"/api/v1/{name}/")

    with django_assert_max_num_queries(10):
        answer = client.get(f"/api/v1/{name}/").json()

    assert len(answer["results"]) == count


def make_one(name: str, by, in_force, number: int) -> None:
    province = Organ.objects.get(code="140000")
    if name == "reviews":
        draft(by, title=f"山西省第{number}办法")
    elif name == "suggestions":
        suggest(by)
    elif name == "filings":
        open_filing(in_force(), receiver=province, by=by, today=TODAY)
    else:
        one = Cleanup(name=f"清理{number}", kind="regular", basis="通知", state="open",
                      opened_on=ON, until=TODAY)  # fmt: skip
        one.place_in(province)
        one.save()


def test_a_draft_is_read_whole_and_moved_by_the_rules_of_the_pages(client, handler):
    one = draft(handler)
    items = parts.checklist(one, ON)
    parts.set_materials(one, dict.fromkeys(items, (Presence.PRESENT.value, "")), by=handler)
    client.force_login(handler)
    address = f"/api/v1/reviews/{one.pk}/"

    found = client.get(address).json()
    done = send(client, f"{address}receive/", on="2026-11-03", version=found["version"])
    stale = send(client, f"{address}consult/", on="2026-11-03", version=found["version"],
                 kind="consult", addressee="财政厅")  # fmt: skip

    assert (found["stage"], found["organ"], found["submitter"]) == (
        "received", "140000", "140000-gat",
    )  # fmt: skip
    assert "receive" in found["allowed"]
    assert (done.status_code, done.json()["stage"]) == (200, "examining")
    assert [clock["code"] for clock in done.json()["clocks"]] == ["legality_review"]
    assert stale.status_code == 409


@pytest.mark.parametrize(
    ("verb", "data", "status", "field"),
    [
        ("receive", {"on": "2026-11-31"}, 400, "on"),
        ("ask_supplement", {}, 400, "on"),
        ("issue", {"on": "2026-11-03", "opinion": "o1"}, 409, "detail"),
        ("publish", {"on": "2026-11-03"}, 409, "detail"),
        ("archive", {"on": "2026-11-03"}, 409, "detail"),
    ],
)
def test_a_move_that_cannot_be_is_refused_as_on_the_page(
    client, leader, handler, verb, data, status, field
):
    one = draft(handler)
    items = parts.checklist(one, ON)
    parts.set_materials(one, dict.fromkeys(items, (Presence.PRESENT.value, "")), by=handler)
    client.force_login(leader)

    answer = send(client, f"/api/v1/reviews/{one.pk}/{verb}/", **data)

    assert (answer.status_code, field in answer.json()) == (status, True)
    assert one.moves.count() == 1


def test_who_may_not_is_told_so_and_who_sees_nothing_finds_nothing(
    client, handler, auditor, make_user
):
    one = draft(handler)
    client.force_login(auditor)
    assert client.get(f"/api/v1/reviews/{one.pk}/").json()["allowed"] == []
    assert send(client, f"/api/v1/reviews/{one.pk}/receive/", on="2026-11-03").status_code == 403

    client.force_login(make_user("承办人", "140100"))
    assert client.get(f"/api/v1/reviews/{one.pk}/").status_code == 404
    assert client.get("/api/v1/reviews/").json()["results"] == []


@pytest.fixture
def auditor(make_user):
    return make_user("审计员")


def test_matters_stand_under_their_own_address_alone(client, handler):
    one = suggest(handler)
    client.force_login(handler)

    assert client.get(f"/api/v1/suggestions/{one.pk}/").status_code == 200
    assert client.get(f"/api/v1/reviews/{one.pk}/").status_code == 404
    assert client.get(f"/api/v1/filings/{one.pk}/").status_code == 404


def test_who_wants_to_stay_unnamed_is_named_to_reviewers_alone(client, handler, auditor):
    one = suggest(handler, is_anonymous=True)

    seen = []
    for user in (handler, auditor):
        client.force_login(user)
        whole = client.get(f"/api/v1/suggestions/{one.pk}/").content.decode()
        moves = client.get(f"/api/v1/suggestions/{one.pk}/moves/").content.decode()
        listed = client.get("/api/v1/suggestions/?q=张三丰").content.decode()
        seen.append(["张三丰" in text or "电话一" in text for text in (whole, moves, listed)])

    assert seen == [[True, False, False], [False, False, False]]


def test_the_list_is_filtered_by_what_the_page_filters(client, handler):
    draft(handler)
    client.force_login(handler)

    count = {query: len(client.get(f"/api/v1/reviews/?{query}").json()["results"])
             for query in ("track=government", "track=department", "stage=received", "open=no",
                           "q=某某管理", "received_to=2026-11-01")}  # fmt: skip

    assert list(count.values()) == [1, 0, 1, 0, 1, 0]
    assert client.get("/api/v1/reviews/?received_to=yesterday").status_code == 400


def test_a_campaign_tells_how_far_it_is(client, handler, in_force):
    province = Organ.objects.get(code="140000")
    make_one("cleanups", handler, in_force, 1)
    one = Cleanup.objects.get()
    for result in ("", "keep"):
        CleanupItem.objects.create(cleanup=one, document=in_force(), assigned_to=province,
                                   result=result, decided_on=ON if result else None)  # fmt: skip
    client.force_login(handler)

    whole = client.get(f"/api/v1/cleanups/{one.pk}/").json()
    items = client.get(f"/api/v1/cleanups/{one.pk}/items/").json()["results"]

    assert whole["results"] == {"undecided": 1, "keep": 1}
    assert {item["assigned_to"] for item in items} == {"140000"}


def test_matters_are_opened_as_on_the_pages(client, handler, in_force):
    client.force_login(handler)
    realm = Organ.objects.get(code="140000").pk
    department = Organ.objects.get(code="140000-gat").pk
    facts = {"organ": realm, "received_on": "2026-11-02", "title": "某某管理办法"}

    made = [
        send(client, "/api/v1/reviews/", **facts, text=TEXT, submitter=department,
             is_received=True),
        send(client, "/api/v1/reviews/", **facts, track="department", text=TEXT,
             submitter=department, is_received=True),
        send(client, "/api/v1/suggestions/", **facts, proposer="person", submitter_name="甲某",
             request="无依据。"),
        send(client, "/api/v1/filings/", document=in_force(published_on="2024-03-01").pk),
    ]  # fmt: skip

    assert [answer.status_code for answer in made] == [201, 400, 201, 201]
    assert "is_approved_by_government" in made[1].json()
    assert [made[n].json()["track"] for n in (0, 2, 3)] == ["government", "suggestion", "filing"]


def test_what_cannot_be_opened_is_refused_at_its_field(client, handler, auditor, in_force):
    one = in_force()
    client.force_login(handler)
    refused = [
        send(client, "/api/v1/reviews/", track="filing"),
        send(client, "/api/v1/reviews/", organ=999_999, received_on="2026-13-01"),
        send(client, "/api/v1/filings/", document=one.pk + 1000),
        send(client, "/api/v1/suggestions/", received_on="2026-11-02"),
    ]
    client.force_login(auditor)
    denied = send(client, "/api/v1/filings/", document=one.pk)

    assert [(answer.status_code, sorted(answer.json())[0]) for answer in refused] == [
        (400, "track"), (400, "organ"), (400, "document"), (400, "organ"),
    ]  # fmt: skip
    assert denied.status_code == 403
    assert Matter.objects.count() == 0


def test_a_deadline_comes_with_its_steps(client, handler):
    one = suggest(handler)
    client.force_login(handler)

    found = client.get(f"/api/v1/suggestions/{one.pk}/deadlines/").json()

    assert [(row["code"], row["due"]) for row in found] == [("suggestion_answer", "2027-01-01")]
    assert found[0]["explanation"]["steps"]
