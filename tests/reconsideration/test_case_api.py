"""Cases for other programs: the same rows, rules and words as the pages."""

import json
from datetime import date

import pytest

from reconsideration.models import Case
from tests.reconsideration.conftest import OLD_ID, application, option

CASES = "/api/v1/cases/"


def send(client, address: str, **data: object):
    return client.post(address, json.dumps(data), content_type="application/json")


def facts(organ: int, **changes: object) -> dict[str, object]:
    party = {"role": "applicant", "being": "person", "name": "张三", "paper": "id_card",
             "paper_number": OLD_ID}  # fmt: skip
    values = {
        "organ": organ, "channel": "in_person", "received_on": "2024-09-05", "headcount": 1,
        "respondent_name": "太原市公安局", "respondent_level": "city_department",
        "act_name": "行政处罚决定", "act_kind": option("act_kind", "penalty").pk,
        "field": option("field", "police").pk, "request": "请求撤销", "parties": [party],
    }  # fmt: skip
    return values | changes


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_any_length(
    client, handler, receive, django_assert_num_queries, count
):
    made = [receive("2013-08-05").pk for _number in range(count)]
    client.force_login(handler)

    with django_assert_num_queries(10):
        answer = client.get(CASES).json()

    assert set(answer) == {"next", "previous", "results"}
    assert [row["id"] for row in answer["results"]] == made[::-1]


def test_a_case_reads_whole_with_its_paper_masked(client, handler, receive):
    case = receive("2013-08-05")
    client.force_login(handler)

    answer = client.get(f"{CASES}{case.pk}/").json()

    assert (answer["number"], answer["state"], answer["organ"]) == (
        "晋政复〔2013〕1号", "received", "140000",
    )  # fmt: skip
    assert answer["parties"][0]["paper_number"] == "1401**********0010"
    assert "accept" in answer["allowed"]
    assert "refuse" not in answer["allowed"], "that is for the leader"


def test_a_case_is_registered_and_moved_by_the_rules_of_the_pages(client, handler):
    client.force_login(handler)
    organ = handler.organ.realm.pk

    made = send(client, CASES, **facts(organ))
    address = f"{CASES}{made.json()['id']}/"
    accepted = send(client, f"{address}accept/", on="2024-09-09", procedure="simplified",
                    simplified_ground="small_fine")  # fmt: skip

    assert (made.status_code, accepted.status_code) == (201, 200)
    assert accepted.json()["due_code"] == "copy_to_respondent_simplified"
    case = Case.objects.get()
    assert (case.accepted_on, case.procedure) == (date(2024, 9, 9), "simplified")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"parties": []}, "non_field_errors"),
        ({"parties": "张三"}, "parties"),
        ({"parties": [{"role": "applicant", "name": ""}]}, "parties"),
        ({"received_on": "2999-01-01"}, "received_on"),
        ({"act_name": ""}, "act_name"),
        ({"headcount": -1}, "headcount"),
    ],
)
def test_a_wrong_application_is_refused_at_its_field(client, handler, changes, field):
    client.force_login(handler)

    answer = send(client, CASES, **facts(handler.organ.realm.pk, **changes))

    assert answer.status_code == 400
    assert field in answer.json() or isinstance(answer.json(), list)
    assert not Case.objects.exists()


def test_moves_that_cannot_be_answer_409_400_403_and_404(client, handler, receive):
    case = receive("2024-09-05")
    client.force_login(handler)
    address = f"{CASES}{case.pk}/"

    answers = [
        send(client, f"{address}send_copy/", on="2024-09-06", copy_received_on="2024-09-06"),
        send(client, f"{address}accept/", on="2024-08-01", procedure="ordinary"),
        send(client, f"{address}accept/", procedure="ordinary"),
        send(client, f"{address}accept/", on="2024-09-06", procedure="ordinary", version=99),
        send(client, f"{address}refuse/", on="2024-09-06", ground="late"),
        send(client, f"{address}fly/", on="2024-09-06"),
    ]

    assert [answer.status_code for answer in answers] == [409, 400, 400, 409, 403, 404]
    assert "现在可以办理" in answers[0].json()["detail"]
    assert (Case.objects.get().state, case.moves.count()) == ("received", 1)


def test_deadlines_come_with_article_and_steps_in_both_languages(client, handler, receive):
    case = receive("2013-04-25")
    client.force_login(handler)

    answer = client.get(f"{CASES}{case.pk}/deadlines/").json()

    review = answer[0]
    assert (review["code"], review["due"]) == ("acceptance_review", "2013-05-03")
    assert review["explanation"]["article"] == "行政复议法（1999）第十七条"
    assert {"zh", "en", "kind"} <= set(review["explanation"]["steps"][0])


def test_the_journal_names_who_when_and_what(client, handler, receive, act):
    case = act(receive("2013-08-05"), "accept", "2013-08-06")
    client.force_login(handler)

    first, second = client.get(f"{CASES}{case.pk}/moves/").json()

    assert (first["verb"], second["verb"]) == ("receive", "accept")
    assert (second["from_state"], second["to_state"]) == ("received", "accepted")
    assert (second["made_on"], second["made_by"]) == ("2013-08-06", handler.username)
    assert second["recorded"]["accepted_on"] == "2013-08-05"


def test_a_stranger_is_told_nothing(client, make_user, receive):
    case = receive("2013-08-05")
    client.force_login(make_user("承办人", "140100"))
    address = f"{CASES}{case.pk}/"

    found = [client.get(address), client.get(f"{address}moves/"),
             client.get(f"{address}deadlines/"), send(client, f"{address}accept/")]  # fmt: skip

    assert [answer.status_code for answer in found] == [404] * 4
    assert client.get(CASES).json()["results"] == []


def test_a_reader_may_not_move_and_a_visitor_not_read(client, clerk, receive):
    case = receive("2013-08-05")

    visitor = client.get(CASES).status_code
    client.force_login(clerk)

    assert visitor == 401
    assert client.get(CASES).status_code == 200
    assert send(client, f"{CASES}{case.pk}/accept/", on="2013-08-06").status_code == 403
    assert send(client, CASES, **facts(case.organ_id)).status_code == 403


def test_the_received_instant_belongs_to_its_day_in_shanghai(receive):
    case = application("2013-12-31")

    assert case.received_on.year == 2013
