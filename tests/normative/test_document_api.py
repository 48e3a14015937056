"""The register for other programs: the same rows, rules and words as the pages."""

import json

import pytest

from normative.models import Document
from tests.normative.conftest import TEXT

DOCUMENTS = "/api/v1/documents/"


def send(client, address: str, **data: object):
    return client.post(address, json.dumps(data), content_type="application/json")


def facts(realm: int, **changes: object) -> dict[str, object]:
    values = {
        "title": "太原市城市供热管理办法", "organ": realm, "number": "并政发〔2024〕12号",
        "register_number": "TYGF-2024-12", "signed_on": "2024-02-20",
        "published_on": "2024-03-01", "effective_on": "2024-04-01", "expires_on": "2029-03-31",
        "text": TEXT,
    }  # fmt: skip
    return values | changes


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_any_length(
    client, handler, in_force, django_assert_num_queries, count
):
    made = [in_force().pk for _number in range(count)]
    client.force_login(handler)
    client.get(DOCUMENTS)

    with django_assert_num_queries(11):
        answer = client.get(DOCUMENTS).json()

    assert [row["id"] for row in answer["results"]] == made[::-1]
    assert "note" not in answer["results"][0]


def test_a_document_reads_whole_with_what_it_may(client, handler, head, in_force):
    one = in_force(expires_on=None, note="内部")
    found = []
    for user in (handler, head):
        client.force_login(user)
        found.append(client.get(f"{DOCUMENTS}{one.pk}/").json())

    assert (found[0]["standing"], found[0]["state"], found[0]["note"]) == (
        "in_force", "issued", "内部",
    )  # fmt: skip
    assert found[0]["allowed"] == ["amend"]
    assert found[1]["allowed"] == ["amend", "suspend", "repeal", "lapse", "annul", "void"]
    assert [finding["code"] for finding in found[0]["findings"]] == ["no_term"]


def test_a_document_is_registered_and_moved_by_the_rules_of_the_pages(client, head):
    client.force_login(head)

    made = send(client, DOCUMENTS, **facts(head.organ.realm.pk))
    address = f"{DOCUMENTS}{made.json()['id']}/"
    amended = send(client, f"{address}amend/", on="2025-01-10", basis="决定", text="第一条　新。")
    repealed = send(client, f"{address}repeal/", on="2025-02-10", basis="决定")

    assert [answer.status_code for answer in (made, amended, repealed)] == [201, 200, 200]
    assert repealed.json()["standing"] == "repealed"
    journal = client.get(f"{address}moves/").json()
    assert [move["verb"] for move in journal] == ["register", "publish", "amend", "repeal"]
    assert [move["made_by"] for move in journal] == [head.username] * 4


def test_texts_are_read_and_compared(client, clerk, in_force, act):
    one = in_force(text="第一条　三十日。")
    act(one, "amend", "2025-01-10", basis="决定", text="第一条　十五日。")
    client.force_login(clerk)
    address = f"{DOCUMENTS}{one.pk}/"

    texts = client.get(f"{address}versions/").json()
    rows = client.get(f"{address}compare/?old=1&new=2").json()

    assert [(text["number"], text["text"]) for text in texts] == [
        (1, "第一条　三十日。"), (2, "第一条　十五日。"),
    ]  # fmt: skip
    assert [row["kind"] for row in rows] == ["changed"]
    assert [piece["text"] for piece in rows[0]["old"] if piece["is_changed"]] == ["三"]
    assert client.get(f"{address}compare/?old=1&new=7").status_code == 400


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "太原市供热条例"}, "title"),
        ({"number": "x"}, "number"),
        ({"text": ""}, "text"),
        ({"signed_on": "2024-02-30"}, "signed_on"),
        ({"effective_on": "2024-02-21"}, "effective_on"),
        ({"organ": 0}, "organ"),
        ({"title_type": "x"}, "title_type"),
    ],
)
def test_a_wrong_document_is_refused_at_its_field(client, handler, changes, field):
    client.force_login(handler)

    answer = send(client, DOCUMENTS, **facts(handler.organ.realm.pk, **changes))

    assert (answer.status_code, list(answer.json())) == (400, [field])
    assert not Document.objects.exists()


def test_one_number_is_not_given_to_two_documents(client, handler):
    client.force_login(handler)
    send(client, DOCUMENTS, **facts(handler.organ.realm.pk))

    answer = send(client, DOCUMENTS, **facts(handler.organ.realm.pk, register_number="TYGF-2024-1"))

    assert (answer.status_code, answer.json()) == (400, {"number": ["该机关已有该文号的文件。"]})


def test_moves_that_cannot_be_answer_409_400_403_and_404(client, handler, head, in_force):
    one = in_force()
    address = f"{DOCUMENTS}{one.pk}/"
    client.force_login(handler)
    not_allowed = send(client, f"{address}repeal/", on="2025-01-10", basis="决定")
    client.force_login(head)

    answers = [
        send(client, f"{address}restore/", on="2025-01-10"),
        send(client, f"{address}repeal/", on="2024-01-10", basis="决定"),
        send(client, f"{address}repeal/", on="2025-01-10"),
        send(client, f"{address}repeal/", on="2025-01-10", basis="决定", version=99),
        send(client, f"{address}fly/", on="2025-01-10"),
    ]

    assert not_allowed.status_code == 403
    assert [answer.status_code for answer in answers] == [409, 400, 400, 409, 404]
    assert "现在可以办理" in answers[0].json()["detail"]
    assert (Document.objects.get().state, one.moves.count()) == ("issued", 2)


# Who may read what: realm by realm. A department sees its own, a government all below it.
SEES = [
    ("140000-fzb", {"省", "市", "厅"}),
    ("140100", {"市"}),
    ("140100-fzb", {"市"}),
    ("140200", set()),
    ("140106", set()),
    ("140000-jxw", {"厅"}),
]


@pytest.mark.parametrize(("organ", "sees"), SEES)
def test_each_office_reads_its_own_realm_on_every_way(client, make_user, enter, organ, sees):
    made = {"省": enter("山西省供热意见", organ="140000"), "市": enter("太原市供热意见"),
            "厅": enter("煤炭运销意见", organ="140000-jxw")}  # fmt: skip
    client.force_login(make_user("审核人", organ))

    for name, one in made.items():
        inside = f"{DOCUMENTS}{one.pk}/"
        found = [client.get(f"{inside}{rest}").status_code for rest in ("", "versions/", "moves/")]
        made_move = send(client, f"{inside}revise/", on="2026-11-20", text=f"第{name}条。")
        expected = 200 if name in sees else 404
        assert [*found, made_move.status_code] == [expected] * 4, name
    listed = {row["id"] for row in client.get(DOCUMENTS).json()["results"]}
    searched = {row["id"] for row in client.get(DOCUMENTS, {"q": "意见"}).json()["results"]}
    assert listed == searched == {made[name].pk for name in sees}


def test_a_reader_may_not_write_and_a_visitor_not_read(client, clerk, in_force):
    one = in_force()

    visitor = [client.get(DOCUMENTS).status_code, client.get(f"{DOCUMENTS}{one.pk}/").status_code]
    client.force_login(clerk)

    assert visitor == [401, 401]
    assert client.get(DOCUMENTS).status_code == 200
    assert send(client, DOCUMENTS, **facts(one.organ_id)).status_code == 403
    assert send(client, f"{DOCUMENTS}{one.pk}/amend/", on="2025-01-10").status_code == 403
