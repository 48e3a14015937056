"""The public catalogue: what is in force, without a login, and nothing else."""

import pytest

from normative.models import Document
from tests.normative.conftest import option

PAGE, API = "/normative/catalogue/", "/api/v1/catalogue/"
SECRET = ["内部秘密备注", "草案秘密标题", "秘密草案文号"]


@pytest.fixture
def mixed(enter, in_force, act) -> dict[str, Document]:
    """One document of each standing that matters, and a draft with secrets."""
    found = {
        "in_force": in_force(title="太原市供热管理办法", note=SECRET[0]),
        "amended": act(in_force(title="太原市供水管理办法"), "amend", "2025-01-10", basis="决定",
                       text="第一条　修改后的供水文本。"),
        "repealed": act(in_force(title="太原市养犬管理办法"), "repeal", "2025-01-10", basis="决定"),
        "suspended": act(in_force(title="太原市停车管理办法"), "suspend", "2025-01-10",
                         basis="决定"),
        "void": act(in_force(title="太原市误登管理办法"), "void", "2025-01-10", basis="重复"),
        "draft": enter(title=f"太原市{SECRET[1]}办法", text="第一条　草案文本。",
                       drafter_name=SECRET[2]),
    }  # fmt: skip
    found["in_force"].links.create(kind="supersedes", target=found["draft"])
    found["in_force"].links.create(kind="repeals", target=found["repealed"])
    return found


def titles(answer) -> list[str]:
    return [row["title"] for row in answer.json()["results"]]


def test_everybody_reads_what_is_in_force_and_nothing_else(client, mixed):
    page, api = client.get(PAGE), client.get(API)

    listed = {row["title"] for row in page.context["page"].rows}
    assert listed == set(titles(api)) == {"太原市供热管理办法", "太原市供水管理办法"}
    assert (page.status_code, api.status_code) == (200, 200)


def test_nothing_internal_leaks_to_the_public(client, mixed):
    answers = [client.get(PAGE), client.get(API), client.get(PAGE, {"q": "秘密"}),
               client.get(API, {"q": "秘密"})]  # fmt: skip
    for name in ("in_force", "amended", "repealed", "suspended"):
        answers.append(client.get(f"{PAGE}{mixed[name].pk}/"))
        answers.append(client.get(f"{API}{mixed[name].pk}/"))

    assert [answer.status_code for answer in answers] == [200] * 12
    for answer in answers:
        text = answer.content.decode()
        assert [word for word in [*SECRET, "草案文本"] if word in text] == []


@pytest.mark.parametrize("name", ["draft", "void"])
def test_drafts_and_mistakes_are_not_there(client, mixed, name):
    addresses = [f"{PAGE}{mixed[name].pk}/", f"{API}{mixed[name].pk}/"]

    assert [client.get(address).status_code for address in addresses] == [404, 404]


@pytest.mark.parametrize("query", [{"standing": "draft"}, {"kind": "x"}, {"note": "秘密"},
                                   {"state": "draft"}, {"legality_review": "unknown"}])  # fmt: skip
def test_filters_of_the_staff_do_not_work_for_the_public(client, mixed, query):
    assert len(titles(client.get(API, query))) == 2
    assert len(client.get(PAGE, query).context["page"].rows) == 2


def test_the_entry_states_validity_links_and_the_text_in_force(client, mixed):
    page = client.get(f"{PAGE}{mixed['in_force'].pk}/").content.decode()
    amended = client.get(f"{API}{mixed['amended'].pk}/").json()
    repealed = client.get(f"{API}{mixed['repealed'].pk}/").json()

    assert "2029年3月31日" in page
    assert "太原市养犬管理办法" in page
    assert (amended["standing"], amended["text"]) == ("amended", "第一条　修改后的供水文本。")
    assert (repealed["standing"], repealed["ended_on"]) == ("repealed", "2025-01-10")


def test_a_wording_of_a_later_day_is_not_shown_yet(client, in_force, act):
    one = in_force(text="第一条　现在的文本。")
    act(one, "amend", "2025-01-10", basis="决定", text="第一条　将来的文本。",
        effective_on=one.expires_on)  # fmt: skip

    assert client.get(f"{API}{one.pk}/").json()["text"] == "第一条　现在的文本。"
    assert "将来的文本" not in client.get(f"{PAGE}{one.pk}/").content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [({"q": "供热"}, 1), ({"q": "修改后的供水"}, 1), ({"q": "热"}, 1), ({"q": "养犬"}, 0),
     ({"organ": "140100"}, 2), ({"organ": "140200"}, 0), ({"level": "county"}, 0),
     ({"title_type": "measures"}, 2), ({"published_to": "2024-02-01"}, 0)],
)  # fmt: skip
def test_the_catalogue_is_searched(client, mixed, query, found):
    assert len(titles(client.get(API, query))) == found
    assert len(client.get(PAGE, query).context["page"].rows) == found


@pytest.mark.parametrize("query", [{"published_from": "x"}, {"level": "x"}])
def test_a_question_that_cannot_be_read_is_refused(client, shipped, query):
    assert client.get(API, query).status_code == 400
    assert client.get(PAGE, query).status_code == 400


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [(PAGE, 4), (API, 2)])
def test_the_catalogue_takes_the_same_queries_for_any_length(
    client, in_force, django_assert_num_queries, count, address, queries
):
    for _number in range(count):
        in_force()
    client.get(address)

    with django_assert_num_queries(queries):
        answer = client.get(address)

    assert answer.content.decode().count("太原市城市供热管理办法") == count


def test_pages_follow_one_another_without_gap_or_repeat(client, in_force):
    made = [in_force().pk for _number in range(5)]

    found, address = [], f"{API}?page_size=2"
    while address:
        answer = client.get(address).json()
        found += [row["id"] for row in answer["results"]]
        address = answer["next"]

    assert found == made[::-1]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_catalogue_is_only_read(client, mixed, method):
    addresses = [API, f"{API}{mixed['in_force'].pk}/"]

    assert {getattr(client, method)(address).status_code for address in addresses} == {405}


def test_the_public_types_are_those_of_the_list(client, mixed):
    assert option("title", "measures").name == "办法"
    assert client.get(f"{API}{mixed['in_force'].pk}/").json()["title_type"] == "measures"
