"""The statistics as a page; each number leads to its cases, and nobody sees another organ's."""

import re
from decimal import Decimal
from html import unescape
from urllib.parse import parse_qs

import pytest

from reconsideration.forms.statistics import CellForm
from reconsideration.models import Case
from tests.reconsideration.bulk import standing, whole_year, write
from tests.reconsideration.conftest import option

PAGE = "/cases/statistics/"
API = "/api/v1/statistics/reconsideration/"
YEAR = {"from": "2024-01-01", "to": "2024-12-31"}
SUMS = {"headcount": "headcount", "compensation_sum": "compensation_granted"}


@pytest.fixture
def cases(shipped) -> list[Case]:
    return whole_year()


def expected(found: list[Case], code: str) -> Decimal:
    """What a column says of its cases: how many, how many letters, or a sum over them."""
    if code in SUMS:
        return sum((Decimal(getattr(case, SUMS[code])) for case in found), Decimal(0))
    if code == "opinions_issued":
        return Decimal(sum(case.letters.count() for case in found))
    return Decimal(len(found))


def test_every_number_leads_to_exactly_its_cases(client, head, cases):
    client.force_login(head)
    page = client.get(PAGE, YEAR)
    filled = page.context["statistics"]
    addresses = re.findall(r'href="/cases/\?([^"]*cell=[^"]*)"', page.content.decode())
    rows = {"total": filled.total} | {row.head.code: row.numbers for row in filled.rows}

    found = {}
    for address in addresses:
        asked = {name: values[0] for name, values in parse_qs(unescape(address)).items()}
        form = CellForm(asked)
        assert form.is_valid()
        seen = form.choose(Case.objects.visible_to(head))
        found[asked["row"], asked["cell"]] = expected(list(seen), asked["cell"])

    codes = [column.code for column in [*filled.columns, *filled.memoranda]]
    assert found == {(row, c): n[c] for row, n in rows.items() for c in codes if n[c]}
    assert len(found) == 139
    assert {c for _row, c in found} >= set(codes[:4]) | {"sued", "invalid", "opinions_done"}


def test_the_list_behind_a_number_has_as_many_cases(client, head, cases):
    client.force_login(head)
    page = client.get(PAGE, YEAR)
    filled, shared = page.context["statistics"], page.context["cells"]
    codes = ["carried_in", "accepted", "act_other", "closed_upheld", "pending", "deemed", "sued"]

    counts = {
        code: client.get(f"/cases/?{shared}&cell={code}&row=total").context["page"].count
        for code in codes
    }

    assert counts == {code: filled.total[code] for code in codes}


@pytest.mark.parametrize("reach", ["own", "territory"])
def test_the_cases_behind_a_number_are_of_the_same_reach(client, head, cases, reach):
    client.force_login(head)
    asked = {**YEAR, "reach": reach, "base": "received"}
    page = client.get(PAGE, asked)
    filled, shared = page.context["statistics"], page.context["cells"]

    shown = client.get(f"/cases/?{shared}&cell=base&row=total").context["page"]

    assert shown.count == filled.total["base"] == {"own": 25, "territory": 30}[reach]


@pytest.mark.parametrize(
    "query",
    [
        {"cell": "nothing", "row": "total"},
        {"cell": "received", "row": "drugs"},
        {"cell": "received", "row": "total", "start": "昨天"},
        {"cell": "received", "row": "total", "end": "2023-01-01"},
        {"cell": "received", "row": "total", "reach": "own"},
        {"cell": "received", "row": "total", "base": "all"},
    ],
)
def test_a_cell_that_there_is_none_of_is_refused(client, head, cases, query):
    client.force_login(head)

    response = client.get("/cases/", {"start": "2024-01-01", "end": "2024-12-31", **query})

    assert response.status_code == 400
    assert "统计表中没有这一格" in response.content.decode()


def test_the_page_says_what_it_counts_and_names_the_cell(client, head, cases):
    client.force_login(head)

    page = client.get(PAGE, YEAR)
    cell = client.get(f"/cases/?{page.context['cells']}&cell=closed_revoked&row=total")

    assert page.context["heads"] == [
        ("制表机关", "国务院法制办公室"),
        ("批准机关", "国家统计局"),
        ("填表单位", "山西省人民政府"),
        ("统计对象", "山西省人民政府 · 本级及下级机关"),
        ("统计期间", "2024年1月1日至2024年12月31日"),
        ("分项基数", "本期受理的案件"),
    ]
    assert "2024-01-01至2024-12-31：已审结 · 撤销 · 合计。" in cell.content.decode()


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        ({"from": "2024-05-01", "to": "2024-04-30"}, 400, "to"),
        ({"from": "昨天"}, 400, "from"),
        ({"to": "2024-02-30"}, 400, "to"),
        ({"from": "0001-01-01"}, 400, "from"),
        ({"base": "all"}, 400, "base"),
        ({"reach": "all"}, 400, "reach"),
        ({"organ": "999999"}, 404, "organ"),
        ({"organ": ""}, 404, "organ"),
        ({"organ": "\x00"}, 404, "organ"),
    ],
)
@pytest.mark.parametrize("address", [PAGE, f"{PAGE}export/", API])
def test_a_question_that_cannot_be_answered_is_refused_at_its_field(
    client, head, address, query, status, field
):
    client.force_login(head)

    response = client.get(address, {**YEAR, **query})

    assert response.status_code == status
    faults = response.json() if address == API else response.context["form"].errors
    assert list(faults) == [field]
    if address != API and field in ("from", "to"):
        assert f'value="{({**YEAR, **query})[field]}"' in response.content.decode()


def test_nobody_counts_another_organs_cases(client, make_user, cases):
    county = make_user("承办人", "140105")
    client.force_login(county)

    answers = [client.get(address, {**YEAR, "organ": organ}).status_code
               for address in (PAGE, f"{PAGE}export/", API)
               for organ in ("140000", "140100", "140106", "140105")]  # fmt: skip

    assert answers == [404, 404, 404, 200] * 3
    assert client.get(PAGE, YEAR).context["statistics"].is_empty


def test_without_the_permission_there_are_no_statistics(client, make_user):
    client.force_login(make_user("系统管理员"))

    answers = [client.get(address).status_code for address in (PAGE, f"{PAGE}export/", API)]

    assert answers == [403, 403, 403]


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_takes_the_same_queries_for_any_number_of_cases(
    client, head, django_assert_num_queries, count
):
    fields = ["police", "land", "tax"]
    for number in range(count):
        write((1, standing("2024-02-01", field=option("field", fields[number]))))
    client.force_login(head)

    with django_assert_num_queries(31):
        response = client.get(PAGE, YEAR)

    assert response.context["statistics"].total["received"] == count


def test_an_empty_period_says_so(client, head):
    client.force_login(head)

    text = client.get(PAGE, {"from": "2012-01-01", "to": "2012-12-31"}).content.decode()

    assert "该机关在此期间没有案件" in text
    assert "form-table" not in text


def test_usual_periods_keep_what_else_was_chosen(client, head):
    client.force_login(head)

    page = client.get(PAGE, {"organ": "140100", "base": "received"})

    queries = [parse_qs(address) for _name, address in page.context["presets"]]
    assert {(q["organ"][0], q["base"][0]) for q in queries} == {("140100", "received")}
    assert page.context["form"]["from"].value().endswith("-01-01")
