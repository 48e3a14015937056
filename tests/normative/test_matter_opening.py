"""Opening a matter on its page: who may, on which track, and nothing typed is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lawgov.organs.models import Organ
from normative.models import Document, Matter
from tests.normative.conftest import TEXT
from tests.normative.test_texts import word

NEW = "/normative/matters/new/"
PROVINCE, MINZHENG = "140000", "140000-mzt"
DRAFT = {"received_on": "2026-03-02", "title": "山西省殡葬服务管理办法", "text": TEXT,
         "contact": "内部电话"}  # fmt: skip
SUGGESTION = {"received_on": "2026-03-02", "proposer": "person", "submitter_name": "王建议",
              "title": "关于收费的通知", "clause": "第五条", "request": "违法收费",
              "contact": "13800000000"}  # fmt: skip


pytestmark = pytest.mark.usefixtures("stopped")


def key(code: str) -> int:
    return Organ.objects.get(code=code).pk


def draft(**changes: object) -> dict[str, object]:
    return {"organ": key(PROVINCE), "submitter": key(MINZHENG), **DRAFT, **changes}


def suggestion(**changes: object) -> dict[str, object]:
    return {"organ": key(PROVINCE), **SUGGESTION, **changes}


@pytest.mark.parametrize(
    ("track", "changes", "stage", "maker"),
    [
        ("government", {"is_received": "on"}, "received", PROVINCE),
        ("government", {}, "drafting", PROVINCE),
        ("department", {"is_received": "on", "is_approved_by_government": "on"}, "received",
         MINZHENG),
        ("department", {"received_on": "2013-05-06"}, "drafting", MINZHENG),
    ],
)  # fmt: skip
def test_a_draft_is_opened_and_its_document_registered(
    client, handler, track, changes, stage, maker
):
    client.force_login(handler)

    response = client.post(f"{NEW}{track}/", draft(**changes))

    one = Matter.objects.get()
    assert (response.status_code, response.url) == (302, f"/normative/matters/{one.pk}/")
    assert (one.track, one.stage, one.organ.code) == (track, stage, PROVINCE)
    assert (one.document.organ.code, one.document.state) == (maker, "draft")
    assert (one.document.versions.get().text, one.submitter.code) == (TEXT, MINZHENG)


def test_a_draft_comes_in_the_name_of_the_general_office_and_in_a_word_file(client, handler):
    client.force_login(handler)
    upload = SimpleUploadedFile("草案.docx", word("第一条　甲。"))

    client.post(f"{NEW}government/", draft(organ=key("140000-bgt"), text="", file=upload))

    document = Matter.objects.get().document
    assert (document.organ.code, document.versions.get().text) == ("140000-bgt", "第一条　甲。")


def test_a_draft_of_the_register_is_chosen_on_its_own_page(client, handler, enter):
    one = enter(organ=PROVINCE)
    client.force_login(handler)
    offered = client.get(f"{NEW}government/?document={one.pk}").context["form"]["document"]
    data = draft(document=one.pk, title="", text="", is_received="on")

    client.post(f"{NEW}government/", data)
    again = client.post(f"{NEW}government/", data)

    assert offered.value() == str(one.pk)
    assert (Matter.objects.get().document, Matter.objects.get().title) == (one, one.title)
    assert (again.status_code, list(again.context["form"].errors)) == (400, ["document"])


def test_a_department_hands_in_its_own_draft(client, make_user):
    client.force_login(make_user("填报员", MINZHENG, username="drafter"))
    page = client.get(f"{NEW}government/").context["form"]

    client.post(f"{NEW}government/", draft())
    other = client.post(f"{NEW}government/", draft(submitter=key("140000-czt")))

    assert "is_received" not in page.fields
    assert page["submitter"].value() == key(MINZHENG)
    assert (Matter.objects.get().stage, Matter.objects.get().organ.code) == ("drafting", PROVINCE)
    assert (other.status_code, list(other.context["form"].errors)) == (400, ["submitter"])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "山西省殡葬条例"}, "title"),
        ({"text": "", "file": SimpleUploadedFile("a.txt", b"\x00\x01")}, "file"),
        ({"submitter": ""}, "submitter"),
        ({"is_urgent": "on"}, "urgency_reason"),
        ({"received_on": "2026-11-21"}, "received_on"),
        ({"received_on": "1999-01-01"}, "received_on"),
        ({"received_on": "昨天"}, "received_on"),
        ({"organ": ""}, "organ"),
        ({"document": "999"}, "document"),
        ({"document": "x"}, "document"),
        ({"comment_days": "-1"}, "comment_days"),
        ({"affects_market": "on", "is_received": "on", "comment_days": "10"}, "comment_days"),
    ],
)
def test_what_is_wrong_with_a_draft_stands_at_its_field(client, handler, changes, field):
    client.force_login(handler)

    response = client.post(f"{NEW}government/", draft(**changes))

    form = response.context["form"]
    rest = Matter.objects.count() + Document.objects.count()
    assert (response.status_code, list(form.errors), rest) == (400, [field], 0)
    assert "内部电话" in response.content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"proposer": ""}, "proposer"),
        ({"submitter_name": ""}, "submitter_name"),
        ({"title": ""}, "title"),
        ({"request": ""}, "request"),
        ({"document": "晋政发〔1999〕1号"}, "document"),
        ({"received_on": "2026-11-21"}, "received_on"),
    ],
)
def test_what_is_wrong_with_a_suggestion_stands_at_its_field(client, handler, changes, field):
    client.force_login(handler)

    response = client.post(f"{NEW}suggestion/", suggestion(**changes))

    assert (response.status_code, list(response.context["form"].errors)) == (400, [field])
    assert ("13800000000" in response.content.decode(), Matter.objects.count()) == (True, 0)


def test_a_suggestion_names_a_document_of_the_register(client, handler, in_force):
    document = in_force()
    client.force_login(handler)
    offered = client.get(f"{NEW}suggestion/?document={document.pk}").context["form"]

    client.post(f"{NEW}suggestion/", suggestion(title="", document="并政发[2024]1号"))

    one = Matter.objects.get()
    assert offered["document"].value() == document.number
    assert (one.document, one.title, one.stage) == (document, document.title, "received")


@pytest.mark.parametrize(
    ("role", "track", "status"),
    [
        ("填报员", "government", 200),
        ("填报员", "department", 200),
        ("填报员", "suggestion", 403),
        ("签发人", "government", 200),
        ("签发人", "suggestion", 200),
        ("审计员", "government", 403),
        ("承办人", "filing", 404),
        ("承办人", "attached", 404),
        ("承办人", "other", 404),
        ("系统管理员", "government", 403),
    ],
)
def test_who_may_open_what(client, make_user, role, track, status):
    client.force_login(make_user(role, username="opener"))

    assert client.get(f"{NEW}{track}/").status_code == status
