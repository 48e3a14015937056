"""The pages for documents: who may issue, void and read them, and what they answer."""

from datetime import UTC, date, datetime
from urllib.parse import unquote

import pytest
from django.urls import reverse

from reconsideration import papers
from reconsideration.models import Document
from tests.reconsideration.conftest import TODAY
from tests.reconsideration.filing import keep_in, kind

ON = date(2026, 7, 6)
QUERIES = 15


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch):
    return keep_in(tmp_path, monkeypatch)


@pytest.fixture
def case(receive, act):
    return act(receive("2026-07-01"), "accept", "2026-07-03")


def issue(case):
    return papers.issue(case, kind("acceptance"), by=None, on=ON, today=TODAY)


def post(client, case, code="acceptance", **values):
    data = {"issue-kind": kind(code).pk, "issue-on": "2026-07-06", **values}
    return client.post(reverse("reconsideration:issue_document", args=[case.pk]), data)


def test_a_document_is_issued_from_its_page(case, client, handler):
    client.force_login(handler)

    response = post(client, case)

    document = Document.objects.get()
    assert (response.status_code, response.url) == (302, case.get_absolute_url())
    assert (document.number, document.addressee) == ("晋政复受字〔2026〕第1号", "张三")
    assert (document.issued_by, document.issued_on) == (handler, ON)


def test_a_preview_issues_nothing(case, client, handler):
    client.force_login(handler)

    response = post(client, case, preview="1", **{"issue-text": "另请提交身份证明。"})

    assert (response.status_code, Document.objects.count()) == (200, 0)
    assert "＿＿＿＿\n张三：\n" in response.context["preview"]
    assert "另请提交身份证明。" in response.context["preview"]


@pytest.mark.parametrize(
    ("code", "values", "field"),
    [
        ("acceptance", {"issue-on": "2026-02-30"}, "on"),
        ("acceptance", {"issue-on": "2026-06-30"}, "on"),
        ("told_elsewhere", {}, "kind"),
        ("opinion", {}, "addressee"),
    ],
)
def test_what_is_refused_is_told_at_its_field_and_kept(case, client, handler, code, values, field):
    client.force_login(handler)

    response = post(client, case, code, **{"issue-text": "原文<仍在>", **values})

    assert (response.status_code, list(response.context["issue_form"].errors)) == (400, [field])
    assert "原文&lt;仍在&gt;" in response.text
    assert Document.objects.count() == 0


@pytest.mark.parametrize(
    ("role", "organ", "status"),
    [("填报员", "140000-fzb", 403), ("承办人", "140100", 404), ("承办人", "140000-fzb", 302)],
)
def test_who_may_issue_documents(case, client, make_user, role, organ, status):
    client.force_login(make_user(role, organ, username="writer"))

    assert post(client, case).status_code == status


@pytest.mark.parametrize(
    ("role", "reason", "status", "is_void"),
    [("审核人", "有误", 302, True), ("审核人", "", 400, False), ("承办人", "有误", 403, False)],
)
def test_who_may_void_a_document(case, client, make_user, role, reason, status, is_void):
    document = issue(case)
    client.force_login(make_user(role, username="examiner"))
    address = reverse("reconsideration:void_document", args=[document.pk])

    response = client.post(address, {"reason": reason})

    document.refresh_from_db()
    assert (response.status_code, document.voided_at is not None) == (status, is_void)


def test_a_document_is_not_voided_twice(case, client, head):
    document = issue(case)
    papers.void(document, by=head, at=datetime(2026, 7, 7, tzinfo=UTC), reason="有误")
    client.force_login(head)
    address = reverse("reconsideration:void_document", args=[document.pk])

    assert client.post(address, {"reason": "再次"}).status_code == 409


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_any_number_of_documents(
    case, client, handler, count, django_assert_num_queries
):
    for _number in range(count):
        issue(case)
    client.force_login(handler)
    address = reverse("reconsideration:issue_document", args=[case.pk])
    client.get(address)

    with django_assert_num_queries(QUERIES):
        response = client.get(address)

    assert len(response.context["documents"]) == count


def test_who_does_not_see_the_case_gets_no_document(case, client, make_user):
    document = issue(case)
    address = reverse("reconsideration:document", args=[document.pk])
    answers = {}
    for name, organ in (("near", "140000-fzb"), ("far", "140100")):
        client.force_login(make_user("承办人", organ, username=name))
        response = client.get(address)
        answers[name] = response.status_code
        b"".join(response)

    assert answers == {"near": 200, "far": 404}


def test_a_document_is_given_out_to_be_saved(case, client, handler):
    document = issue(case)
    client.force_login(handler)

    response = client.get(reverse("reconsideration:document", args=[document.pk]))

    head, _sep, name = response["Content-Disposition"].partition("filename*=utf-8''")
    assert (head, unquote(name)) == ("attachment; ", f"{document}.docx")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == papers.MEDIA_TYPE
    assert b"".join(response.streaming_content)[:2] == b"PK"
