"""The page of a matter and of its document: what it shows to whom, at what cost, and its moves."""

from datetime import date, timedelta

import pytest

from normative.matters.parts import write_letter
from normative.models import Letter, Matter, ReviewPoint
from tests.normative.asking import suggested
from tests.normative.conftest import TODAY
from tests.normative.review_ways import Way

MINZHENG = "140000-mzt"


pytestmark = pytest.mark.usefixtures("stopped")


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_takes_the_same_queries_for_any_number_of_parts(
    client, staff, django_assert_num_queries, count
):
    way = Way(staff, "government").to("examining")
    way.find(r9="amend")
    for number in range(count):
        way.advise(f"第{number}条")
        letter = Letter(kind="consult", addressee=f"厅{number}", sent_on=date(2026, 4, 1))
        write_letter(way.matter, letter, today=TODAY, by=None)
    ReviewPoint.objects.filter(pk__gt=ReviewPoint.objects.all()[count - 1].pk).delete()
    client.force_login(staff["handler"])
    client.get(way.matter.get_absolute_url())

    with django_assert_num_queries(33):
        response = client.get(way.matter.get_absolute_url())

    assert len(response.context["advice"]) == len(response.context["letters"]) == count


def test_the_page_says_why_each_day_and_why_a_step_is_not_possible(client, staff):
    one = Way(staff, "government").to("examining").matter
    client.force_login(staff["handler"])

    page = client.get(one.get_absolute_url())
    why = client.get(f"{one.get_absolute_url()}deadlines/{one.clocks.get().pk}/")

    cannot = {step["verb"]: step["why"] for step in page.context["steps"]["cannot"]}
    assert "制定主体合法" in cannot["propose"]
    assert "2026-03-27" in why.content.decode()
    assert client.get(f"{one.get_absolute_url()}deadlines/0/").status_code == 404


def test_the_lists_are_those_of_the_law_of_the_draft(client, staff):
    names = {}
    client.force_login(staff["handler"])
    for rules in ("N1", "N3"):
        one = Way(staff, "government", rules).to("examining").matter
        context = client.get(one.get_absolute_url()).context
        names[rules] = {item.code for item in context["points_form"].items}

    assert names["N3"] - names["N1"] == {"r8"}


def test_a_move_is_made_on_its_page(client, staff):
    one = Way(staff, "government").matter
    client.force_login(staff["handler"])
    address = f"{one.get_absolute_url()}check_own/"
    data = {"on": "2026-03-03", "version": one.version, "result": "agreed", "opinion": "同意"}

    asked = client.get(address)
    early = client.post(address, data | {"on": "2026-03-01"})
    made = client.post(address, data)
    stale = client.post(address, data)

    assert [asked.status_code, early.status_code, made.status_code, stale.status_code] == [
        200, 400, 302, 409,
    ]  # fmt: skip
    assert Matter.objects.get().stage == "own_check"
    assert client.get(f"{one.get_absolute_url()}publish/").status_code == 409
    assert client.get(f"{one.get_absolute_url()}nothing/").status_code == 404


@pytest.mark.parametrize(
    ("role", "organ", "verb", "status"),
    [
        ("承办人", "140000-fzb", "receive", 200),
        ("承办人", "140000-fzb", "assign", 403),
        ("填报员", "140000-fzb", "receive", 403),
        ("承办人", MINZHENG, "receive", 403),
        ("承办人", MINZHENG, "withdraw", 200),
        ("承办人", "140100", "withdraw", 404),
    ],
)
def test_each_move_has_its_people(client, staff, make_user, role, organ, verb, status):
    way = Way(staff, "government").to("received")
    way.complete()
    client.force_login(make_user(role, organ, username="mover"))

    assert client.get(f"{way.matter.get_absolute_url()}{verb}/").status_code == status


def test_the_page_of_a_document_lists_its_matters(client, staff, django_assert_num_queries):
    one = Way(staff, "government").to("opinion").matter
    client.force_login(staff["handler"])

    page = client.get(one.document.get_absolute_url())

    assert page.context["matters"] == [one]
    assert f'href="{one.get_absolute_url()}"' in page.content.decode()
    assert page.context["openings"] == []


def test_the_page_of_a_document_offers_what_can_be_opened(client, handler, enter, in_force):
    pages = {"draft": enter(title="太原市供水管理办法"), "issued": in_force()}
    client.force_login(handler)

    offered = {name: [track for track, _label in client.get(one.get_absolute_url())
                      .context["openings"]] for name, one in pages.items()}  # fmt: skip

    assert offered["draft"] == ["government", "department"]
    assert "suggestion" in offered["issued"]


@pytest.mark.parametrize(
    ("organ", "values", "status", "count"),
    [("140100", {}, 302, 1), ("140000", {}, 409, 0), ("140100", {"published_on": None}, 409, 0)],
)
def test_the_duty_to_file_is_noted_from_the_document(
    client, handler, in_force, organ, values, status, count
):
    one = in_force(organ=organ, **values)
    Matter.objects.all().delete() if not one.matters.exists() else None
    client.force_login(handler)

    response = client.post(f"/normative/{one.pk}/filing/")

    assert (response.status_code, one.matters.filter(track="filing").count()) == (status, count)


def test_the_duty_to_file_is_noted_once_and_by_its_people(client, handler, make_user, in_force):
    one = in_force()
    answers = []
    for person in (make_user("审计员"), handler, handler):
        client.force_login(person)
        answers.append(client.post(f"/normative/{one.pk}/filing/").status_code)

    assert (answers, one.matters.count()) == ([403, 302, 409], 1)
    assert one.matters.get().filing_due_on == one.published_on + timedelta(17)


@pytest.mark.parametrize(("role", "is_named"), [("承办人", True), ("填报员", False)])
def test_a_name_that_is_withheld_is_read_by_reviewers_alone(client, handler, make_user, role,
                                                            is_named):  # fmt: skip
    one = suggested(handler, is_anonymous=True, contact="13800000000")
    one.moves.update(recorded={"submitter_name": "王建议", "number": one.number})
    client.force_login(make_user(role, username="reader"))

    text = client.get(one.get_absolute_url()).content.decode()

    assert ("王建议" in text, "13800000000" in text) == (is_named, is_named)
    assert one.clause in text
