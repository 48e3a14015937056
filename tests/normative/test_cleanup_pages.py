"""The pages of campaigns: opened, filled, concluded in bulk, closed, and read by everybody."""

import io
from datetime import date
from typing import Any

import docx
import openpyxl
import pytest
from django.urls import reverse

from lawgov.gongwen import check_gongwen, text_of
from lawgov.organs.models import Organ
from normative import cleaning, cleanup_results
from normative.cleaning import cleanups as machine
from normative.models import Cleanup, CleanupItem
from tests.normative.conftest import TODAY

OPENED = {"name": "2026年规范性文件清理", "kind": "regular", "basis": "国发〔2008〕17号",
          "opened_on": "2026-11-02", "until": "2026-12-31"}  # fmt: skip
ON = date(2026, 11, 3)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: TODAY)


@pytest.fixture
def desk(client, head):
    client.force_login(head)
    return client


@pytest.fixture
def filled(in_force, head):
    """A campaign with some documents."""

    def make(count: int = 3, organ: str = "140000") -> Cleanup:
        days = {name: date.fromisoformat(OPENED[name]) for name in ("opened_on", "until")}
        one = cleaning.open_cleanup(
            Cleanup(**OPENED | days), organ=Organ.objects.get(code=organ), by=head, today=TODAY
        )
        for number in range(count):
            in_force(title=f"太原市第{number}号事项管理办法")
        return machine.make(one, "add", by=head, on=ON, today=TODAY)

    return make


def url(name: str, *args: Any, query: str = "") -> str:
    return reverse(f"normative:{name}", args=args) + query


def posted(one: Cleanup, **data: Any) -> dict[str, Any]:
    now = Cleanup.objects.get(pk=one.pk)
    return {"on": "2026-11-04", "version": now.version, "do": "conclude", **data}


def keys(one: Cleanup) -> list[int]:
    return list(one.items.order_by("pk").values_list("pk", flat=True))


def closed(one: Cleanup, leader: Any) -> Cleanup:
    """The campaign with two kept, the rest repealed."""
    rows = list(one.items.select_related("document"))
    for items, result, why in ((rows[:2], "keep", ""), (rows[2:], "repeal", "已被替代")):
        one = machine.make(one, "conclude", by=leader, on=ON, today=TODAY, items=items,
                           result=result, why=why)  # fmt: skip
    return machine.make(one, "close", by=leader, on=ON, today=TODAY, published_in="省政府公报")


def test_a_campaign_is_opened_filled_and_shown(desk, in_force):
    answer = desk.post(url("new_cleanup"), OPENED)
    one = Cleanup.objects.get()
    assert (answer.url, one.organ.code) == (one.get_absolute_url(), "140000")
    in_force()

    desk.post(url("cleanup_move", one.pk, "add"), posted(one, words="供热"))

    shown = desk.get(one.get_absolute_url())
    assert [row["document__title"] for row in shown.context["page"].rows] == [
        "太原市城市供热管理办法"
    ]
    assert "太原市城市供热管理办法" in shown.content.decode()


def test_what_was_typed_comes_back_with_the_fault(desk):
    answer = desk.post(url("new_cleanup"), OPENED | {"until": "2026-01-01"})

    assert (answer.status_code, Cleanup.objects.count()) == (400, 0)
    assert list(answer.context["form"].errors) == ["until"]
    assert "国发〔2008〕17号" in answer.content.decode()


def test_adding_without_a_condition_is_a_slip_unless_all_are_wanted(desk, filled, in_force):
    one = filled(1)
    in_force()
    add = url("cleanup_move", one.pk, "add")

    refused = desk.post(add, posted(one))
    assert (refused.status_code, list(refused.context["form"].errors)) == (400, ["every"])
    assert desk.post(add, posted(one, every="on")).status_code == 302
    assert one.items.count() == 2


def test_many_documents_are_concluded_at_once(desk, filled, head):
    one = filled(3)
    first, second, third = keys(one)

    answer = desk.post(
        url("cleanup_work", one.pk, query="?result=undecided"),
        posted(one, items=[first, third], result="repeal", why="已被替代"),
    )

    assert answer.url == f"{one.get_absolute_url()}?result=undecided#items"
    told = {row.pk: (row.result, row.reason, row.decided_by) for row in one.items.all()}
    assert told == {first: ("repeal", "已被替代", head), second: ("", "", None),
                    third: ("repeal", "已被替代", head)}  # fmt: skip


def test_all_that_the_list_shows_are_concluded_and_no_others(desk, filled):
    one = filled(3)
    first = one.items.first()
    machine.make(one, "conclude", by=None, on=ON, today=TODAY, items=[first], result="amend",
                 why="机构变化")  # fmt: skip

    desk.post(url("cleanup_work", one.pk, query="?result=undecided"),
              posted(one, every="on", result="keep"))  # fmt: skip

    assert sorted(one.items.values_list("result", flat=True)) == ["amend", "keep", "keep"]


def test_a_refusal_keeps_what_was_chosen(desk, filled):
    one = filled(2)
    first, second = keys(one)

    answer = desk.post(url("cleanup_work", one.pk), posted(one, items=[second], result="lapse"))

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["why"])
    text = answer.content.decode()
    box = text.index(f'value="{second}"')
    assert "checked" in text[box : text.index(">", box)]
    assert not one.items.exclude(result="").exists()
    assert first


def test_documents_are_assigned_and_the_list_narrowed_to_an_organ(desk, filled):
    one = filled(3)
    first, *_rest = keys(one)
    desk.post(url("cleanup_work", one.pk), posted(one, do="assign", items=[first]))
    assert not one.items.exclude(assigned_to=None).exists()

    desk.post(url("cleanup_work", one.pk),
              posted(one, do="assign", items=[first], assignee="140100"))  # fmt: skip

    shown = desk.get(url("cleanup", one.pk, query="?assignee=140100&result=undecided"))
    assert [row["pk"] for row in shown.context["page"].rows] == [first]


@pytest.mark.parametrize("query", ["?result=gone", "?assignee=140105", "?after=x", "?after=-1"])
def test_a_filter_that_cannot_be_read_is_a_bad_request(desk, filled, query):
    assert desk.get(url("cleanup", filled(1).pk, query=query)).status_code == 400


def test_somebody_elses_work_is_not_written_over(desk, filled):
    one = filled(1)
    form = posted(one, items=keys(one), result="keep")
    machine.make(one, "conclude", by=None, on=ON, today=TODAY, items=list(one.items.all()),
                 result="amend", why="机构变化")  # fmt: skip

    assert desk.post(url("cleanup_work", one.pk), form).status_code == 409
    assert one.items.get().result == "amend"


def test_the_page_of_a_campaign_costs_the_same_at_any_size(
    desk, filled, in_force, django_assert_max_num_queries
):
    one = filled(2)
    desk.get(one.get_absolute_url())
    for _n in range(10):
        in_force()
    machine.make(one, "add", by=None, on=ON, today=TODAY)

    with django_assert_max_num_queries(18):
        assert len(desk.get(one.get_absolute_url()).context["page"].rows) == 12


def test_rows_go_on_where_the_page_ended(filled):
    one = filled(5)
    rows = cleanup_results.narrowed(one)

    first = cleanup_results.page(rows, size=3)
    second = cleanup_results.page(rows, first.after, size=3)

    got = [row["pk"] for row in first.rows + second.rows]
    assert (got, first.is_more, second.is_more) == (keys(one), True, False)


def test_closing_with_undecided_rows_is_refused_with_their_number(client, filled, leader):
    one = filled(3)
    client.force_login(leader)

    page = client.get(url("cleanup", one.pk))
    reasons = {step["verb"]: step["why"] for step in page.context["steps"]["cannot"]}
    answer = client.post(url("cleanup_move", one.pk, "close"), posted(one, published_in="公报"))

    assert (answer.status_code, "3" in reasons["close"]) == (409, True)
    assert Cleanup.objects.get().state == "open"


def test_the_published_result_is_read_without_a_login(client, filled, leader):
    one = filled(3)
    address = url("public_cleanup", one.pk)
    assert client.get(address).status_code == 404

    closed(one, leader)

    page = client.get(address)
    numbers = {count.code: count.number for count in page.context["counts"]}
    assert numbers == {"keep": 2, "amend": 0, "repeal": 1, "lapse": 0, "repealed_before": 0}
    assert "太原市第0号事项管理办法" in page.content.decode()
    text = client.get(address + "?result=repeal").content.decode()
    assert "太原市第2号事项管理办法" in text
    assert "省政府公报" in text
    assert "已被替代" in text
    assert client.get(address + "?result=undecided").status_code == 404
    assert one.name in client.get(url("published_cleanups")).content.decode()


def test_the_result_lists_are_given_out_as_files(desk, filled, leader):
    one = closed(filled(3), leader)

    sheet = openpyxl.load_workbook(
        io.BytesIO(desk.get(url("cleanup_file", one.pk, "xlsx")).getvalue())
    ).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [(row[0], row[1], row[2]) for row in rows][-1][1:] == (1, "太原市第2号事项管理办法")
    assert [row[7] for row in rows] == [None, None, "已被替代"]

    paper = docx.Document(io.BytesIO(desk.get(url("cleanup_file", one.pk, "docx")).content))
    text = text_of(paper)
    assert "1．《太原市第2号事项管理办法》（并政发〔2024〕3号）：已被替代" in text
    assert list(check_gongwen(paper)) == []
    assert desk.get(url("cleanup_file", one.pk, "pdf")).status_code == 404


def test_the_list_says_when_the_regular_clean_up_is_due(desk, filled, leader):
    assert desk.get(url("cleanups")).context["regular_due"] is None
    closed(filled(3), leader)

    shown = desk.get(url("cleanups"))

    assert shown.context["regular_due"] == date(2028, 11, 3)
    assert [(row["all"], row["left"]) for row in shown.context["page"].rows] == [(3, 0)]


@pytest.mark.parametrize(
    ("role", "organ", "status"),
    [("填报员", "140000-fzb", [200, 403, 403, 403]), ("审核人", "140000-fzb", [200, 302, 403, 200]),
     ("审核人", "140200", [404, 404, 404, 200]), ("签发人", "140000-fzb", [200, 302, 409, 200])],
)  # fmt: skip
def test_campaigns_are_worked_on_by_their_own_office(client, filled, make_user, role, organ,
                                                     status):  # fmt: skip
    one = filled(2)
    client.force_login(make_user(role, organ, "somebody"))
    work = posted(one, items=keys(one)[:1], result="keep")
    got = [
        client.get(one.get_absolute_url()).status_code,
        client.post(url("cleanup_work", one.pk), work).status_code,
        client.post(url("cleanup_move", one.pk, "close"),
                    posted(one, published_in="x")).status_code,
        client.get(url("new_cleanup")).status_code,
    ]  # fmt: skip

    assert got == status


def test_a_document_tells_what_clean_ups_said_of_it(desk, filled):
    one = filled(1)
    row = CleanupItem.objects.select_related("document").get()
    machine.make(one, "conclude", by=None, on=ON, today=TODAY, items=[row], result="amend",
                 why="机构名称已变化")  # fmt: skip

    text = desk.get(row.document.get_absolute_url()).content.decode()

    assert one.name in text
    assert "机构名称已变化" in text
