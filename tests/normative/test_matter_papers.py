"""Papers of matters on their page: issued after a look, voided, given out to who sees them."""

from datetime import date

import pytest

from normative.models import Matter, MatterPaper, MatterPaperKind
from normative.papers import papers
from tests.normative.asking import Course, suggested
from tests.normative.conftest import TODAY
from tests.normative.review_ways import Way

ON = date(2026, 3, 6)


@pytest.fixture(autouse=True)
def shelf(stopped, monkeypatch, tmp_path):
    """Papers go to a folder of the test's own."""
    storage = MatterPaper._meta.get_field("file").storage
    monkeypatch.setitem(storage.__dict__, "location", str(tmp_path))
    monkeypatch.setitem(storage.__dict__, "base_location", str(tmp_path))


@pytest.fixture
def matter(staff) -> Matter:
    """A draft of which supplements were asked."""
    return Way(staff, "government").to("supplement").matter


def kind(code: str) -> MatterPaperKind:
    return MatterPaperKind.objects.get(code=code)


def post(client, matter, code="review_supplement", **values):
    data = {"issue-kind": kind(code).pk, "issue-on": ON.isoformat(), **values}
    return client.post(f"{matter.get_absolute_url()}papers/", data)


def issued(matter, code="review_supplement"):
    return papers.issue(matter, kind(code), by=None, on=ON, today=TODAY)


def given(client, paper) -> tuple[int, bytes]:
    """How a paper is given out, and its content, read to the end."""
    response = client.get(f"/normative/matters/papers/{paper.pk}/")
    return response.status_code, b"".join(response)


def test_a_paper_is_issued_and_given_out(client, handler, matter):
    client.force_login(handler)

    response = post(client, matter)

    paper = MatterPaper.objects.get()
    read, content = given(client, paper)
    assert (response.status_code, response.url) == (302, matter.get_absolute_url())
    assert (paper.addressee, paper.issued_by, paper.organ.code) == (
        "山西省民政厅", handler, "140000-sft",
    )  # fmt: skip
    assert (read, content[:2]) == (200, b"PK")
    assert paper.number in client.get(matter.get_absolute_url()).content.decode()


def test_a_preview_issues_nothing_and_shows_the_wording(client, handler, matter):
    client.force_login(handler)

    response = post(client, matter, preview="1", **{"issue-text": "另请说明。"})

    assert (response.status_code, MatterPaper.objects.count()) == (200, 0)
    assert "起草说明" in response.context["preview"]
    assert "另请说明。" in response.context["preview"]


@pytest.mark.parametrize(
    ("values", "field"),
    [({"issue-on": "2026-02-01"}, "on"), ({"issue-on": "2026-11-21"}, "on"), ({"issue-kind": ""},
     "kind")],
)  # fmt: skip
def test_what_is_refused_is_told_at_its_field_and_kept(client, handler, matter, values, field):
    client.force_login(handler)

    response = post(client, matter, **{"issue-text": "原文仍在", **values})

    assert (response.status_code, list(response.context["issue_form"].errors)) == (400, [field])
    assert ("原文仍在" in response.text, MatterPaper.objects.count()) == (True, 0)


@pytest.mark.parametrize(
    ("role", "organ", "issue", "read", "void"),
    [
        ("承办人", "140000-fzb", 302, 200, 403),
        ("审核人", "140000-fzb", 302, 200, 302),
        ("审核人", "140000-mzt", 403, 200, 403),
        ("填报员", "140000-mzt", 403, 200, 403),
        ("审核人", "140200-fzb", 404, 404, 404),
    ],
)
def test_each_does_what_the_role_may(client, matter, make_user, role, organ, issue, read, void):
    paper = issued(matter)
    client.force_login(make_user(role, organ, username="reader"))
    address = f"/normative/matters/papers/{paper.pk}/"

    answers = [post(client, matter).status_code]
    answers += [given(client, paper)[0]]
    answers += [client.post(f"{address}void/", {"reason": "有误"}).status_code]

    assert answers == [issue, read, void]


def test_a_paper_is_voided_once_and_with_a_reason(client, head, matter):
    paper = issued(matter)
    client.force_login(head)
    address = f"/normative/matters/papers/{paper.pk}/void/"

    answers = [client.post(address, {"reason": text}).status_code for text in ("", "有误", "再次")]

    paper.refresh_from_db()
    assert (answers, paper.void_reason) == ([400, 302, 409], "有误")


@pytest.mark.parametrize(("role", "status"), [("承办人", 200), ("填报员", 404)])
def test_a_paper_to_a_proposer_not_to_be_named_is_for_reviewers(
    client, handler, head, leader, make_user, role, status
):
    one = suggested(handler, is_anonymous=True)
    one = Course(handler, head, leader).go(one, "not_start", date(2026, 3, 3))
    rows = papers.kinds_for(one).filter(addressee="proposer", is_later=0)
    paper = papers.issue(one, rows[0], by=handler, on=ON, today=TODAY, addressee="王建议")
    client.force_login(make_user(role, username="reader"))

    answer, _content = given(client, paper)
    page = client.get(one.get_absolute_url()).content.decode()

    assert (answer, "王建议" in page, paper.number in page) == (
        status, status == 200, status == 200,
    )  # fmt: skip
