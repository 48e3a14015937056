"""The pages of the register: who sees what, at what cost, and nothing typed is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from normative.models import Document, NotNormative
from tests.normative.conftest import TEXT, TODAY, option
from tests.normative.test_moves import DATA, NEXT
from tests.normative.test_texts import word

LIST = "/normative/"
NEW = "/normative/new/"


def facts(realm: int, **changes: object) -> dict[str, object]:
    values = {
        "title": "太原市城市供热管理办法", "organ": realm, "number": "并政发[2024]12号",
        "register_number": "TYGF-2024-12", "signed_on": "2024年2月20日",
        "published_on": "2024-03-01", "effective_on": "2024/4/1", "expires_on": "2029-03-31",
        "text": TEXT, "note": "内部说明",
    }  # fmt: skip
    return {**values, **changes}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [(LIST, 14), (f"{LIST}expiry/?sight=far", 14), (f"{LIST}not-normative/", 12)],
)
def test_lists_take_the_same_queries_for_any_length(
    client, handler, in_force, django_assert_num_queries, count, address, queries
):
    for number in range(count):
        in_force(expires_on="2026-12-01")
        NotNormative.objects.create(
            title=f"通知{number}", organ_id=handler.organ.realm.pk, found_on="2024-05-01",
            province_id=handler.organ.realm.pk, reason=option("not_normative", "circular"),
        )  # fmt: skip
    client.force_login(handler)
    client.get(address)

    with django_assert_num_queries(queries):
        response = client.get(address)

    assert len(response.context["page"].rows) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_document_takes_the_same_queries_for_any_length(
    client, handler, in_force, act, django_assert_num_queries, count
):
    one, other = in_force(), in_force()
    for number in range(count):
        one = act(one, "amend", "2025-01-10", basis="决定", text=f"第{number}次修改。")
        one.bases.create(law=f"条例{number}")
        one.links.create(kind="implements", target=other if number == 0 else None, named="某")
    client.force_login(handler)
    client.get(one.get_absolute_url())

    with django_assert_num_queries(27):
        response = client.get(one.get_absolute_url())

    assert len(response.context["versions"]) == count + 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, 3),
        ({"q": "供热"}, 3),
        ({"q": "热"}, 3),
        ({"q": "犬"}, 1),
        ({"q": "养犬"}, 1),
        ({"q": "供热 价格"}, 1),
        ({"q": "三十日内"}, 3),
        ({"q": "并政发[2024]002号"}, 1),
        ({"q": "(2024)2号"}, 1),
        ({"q": "TYGF-2024-3"}, 1),
        ({"q": "太原市人民政府"}, 3),
        ({"q": "不存在"}, 0),
        ({"standing": "in_force"}, 2),
        ({"standing": "repealed"}, 1),
        ({"standing": "draft"}, 0),
        ({"organ": "140100"}, 3),
        ({"organ": "140000"}, 3),
        ({"organ": "140200"}, 0),
        ({"kind": "department"}, 0),
        ({"title_type": "notice"}, 1),
        ({"is_trial": "on"}, 0),
        ({"published_from": "2024-03-02"}, 0),
        ({"expires_to": "2029-03-31"}, 3),
        ({"level": "prefecture"}, 3),
        ({"number": "并政发〔2024〕2号"}, 1),
    ],
)
def test_filters_find_what_they_say(client, handler, in_force, act, query, found):
    in_force(title="太原市城市供热管理办法")
    in_force(title="太原市供热价格管理规定")
    act(in_force(title="关于做好养犬管理工作的通知"), "repeal", "2025-01-01", basis="决定")
    client.force_login(handler)

    assert len(client.get(LIST, query).context["page"].rows) == found


@pytest.mark.parametrize("query", [{"standing": "gone"}, {"published_from": "昨天"},
                                   {"title_type": "x"}, {"after": "x"}])  # fmt: skip
def test_a_filter_that_cannot_be_read_says_so(client, handler, query):
    client.force_login(handler)

    assert client.get(LIST, query).status_code == 400


@pytest.mark.parametrize(
    ("sight", "found"),
    [("urgent", 1), ("near", 1), ("far", 2), ("expired", 1), ("unlimited", 1), ("?", 2)],
)
def test_terms_that_end_are_listed_soonest_first(client, handler, in_force, freeze, sight, found):
    for expires in ("2026-12-20", "2027-05-19", "2026-11-19", None, "2028-01-01"):
        in_force(expires_on=expires)
    client.force_login(handler)

    rows = client.get(f"{LIST}expiry/", {"sight": sight}).context["page"].rows

    assert len(rows) == found
    assert rows == sorted(rows, key=lambda row: row["expires_on"] or row["dated_on"])


@pytest.fixture
def freeze(monkeypatch):
    """It is 20 November 2026 on the pages."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: TODAY)


def test_a_document_is_registered_and_published_on_one_page(client, handler):
    client.force_login(handler)

    response = client.post(NEW, facts(handler.organ.realm.pk))

    one = Document.objects.get()
    assert response.url == one.get_absolute_url()
    assert (one.state, one.number, one.note) == ("issued", "并政发〔2024〕12号", "内部说明")
    assert one.versions.get().text == TEXT


def test_a_document_comes_in_a_word_file(client, handler):
    client.force_login(handler)
    upload = SimpleUploadedFile("办法.docx", word("第一条　甲。"))

    client.post(NEW, facts(handler.organ.realm.pk, text="", file=upload))

    one = Document.objects.get()
    answer = client.get(f"/normative/{one.pk}/versions/1/file/")
    assert one.versions.get().text == "第一条　甲。"
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "太原市供热条例"}, "title"),
        ({"organ": ""}, "organ"),
        ({"signed_on": "昨天"}, "signed_on"),
        ({"published_on": "2024-01-01"}, "published_on"),
        ({"effective_on": "2024-02-01"}, "effective_on"),
        ({"expires_on": "2024-03-31"}, "expires_on"),
        ({"number": "十二号"}, "number"),
        ({"published_url": "javascript:alert(1)"}, "published_url"),
        ({"text": ""}, "text"),
        ({"text": "", "file": SimpleUploadedFile("a.txt", b"\x00\x01")}, "file"),
    ],
)
def test_what_is_wrong_stands_at_its_field_with_what_was_typed(client, handler, changes, field):
    client.force_login(handler)

    response = client.post(NEW, facts(handler.organ.realm.pk, **changes))

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (400, [field])
    assert "内部说明" in response.content.decode()
    assert not Document.objects.exists()


def test_a_second_document_of_a_number_is_refused_at_the_number(client, handler):
    client.force_login(handler)
    client.post(NEW, facts(handler.organ.realm.pk))

    again = client.post(NEW, facts(handler.organ.realm.pk, register_number="TYGF-2024-13"))

    assert (again.status_code, list(again.context["form"].errors)) == (400, ["number"])
    assert Document.objects.count() == 1


def test_the_page_checks_while_the_document_is_typed(client, handler):
    client.force_login(handler)
    organ = handler.organ.realm.pk

    bad = client.post(f"{NEW}check/", facts(organ, title="山西省供热条例")).content.decode()
    good = client.post(f"{NEW}check/", facts(organ)).content.decode()
    empty = client.post(f"{NEW}check/", {}).content.decode()

    assert "规范性文件的名称不得使用“条例”" in bad
    assert "平鲁区办法（2023）第三条" in bad
    assert "未发现问题" in good
    assert "请先填写名称和制定机关" in empty


@pytest.mark.parametrize("verb", sorted(NEXT["issued"]))
def test_each_move_has_a_page_and_is_made_on_it(client, head, in_force, verb):
    one = in_force()
    client.force_login(head)
    address = f"/normative/{one.pk}/{verb}/"

    page = client.get(address)
    made = client.post(address, {"on": "2025-01-10", "version": one.version, **DATA[verb]})

    assert (page.status_code, made.status_code) == (200, 302)
    assert Document.objects.get().state == NEXT["issued"][verb]


def test_a_draft_is_published_on_its_page(client, handler, enter):
    one = enter(signed_on="2024-02-20", effective_on="2024-04-01")
    client.force_login(handler)
    data = {"on": "2024-03-01", "number": "并政发〔2024〕9号", "effective_on": "2024-04-01",
            "signed_on": "2024-02-20", "legality_review": "done"}  # fmt: skip

    page = client.get(f"/normative/{one.pk}/publish/").content.decode()
    refused = client.post(f"/normative/{one.pk}/publish/", data | {"effective_on": "2024-02-25"})
    made = client.post(f"/normative/{one.pk}/publish/", data)

    assert 'value="2024-04-01"' in page
    assert (refused.status_code, list(refused.context["form"].errors)) == (400, ["effective_on"])
    assert (made.status_code, Document.objects.get().state) == (302, "issued")


def test_a_stale_page_is_told_so(client, head, in_force, act):
    one = in_force()
    act(one, "suspend", "2025-01-10", basis="决定")
    client.force_login(head)

    answer = client.post(f"/normative/{one.pk}/repeal/",
                         {"on": "2025-01-11", "basis": "决定", "version": one.version})  # fmt: skip

    assert answer.status_code == 409
    assert "请先重新查看" in answer.content.decode()
