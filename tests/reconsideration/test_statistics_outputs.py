"""The statistics as a file, as an API and as a command."""

import io
import json

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from lawgov.organs.models import Organ
from reconsideration.models import Case
from reconsideration.statistics import Statistics
from reconsideration.views.statistics import query_of
from tests.reconsideration.bulk import whole_year

PAGE = "/cases/statistics/"
API = "/api/v1/statistics/reconsideration/"
YEAR = {"from": "2024-01-01", "to": "2024-12-31"}


@pytest.fixture
def cases(shipped) -> list[Case]:
    return whole_year()


def test_the_api_gives_the_numbers_of_the_page_by_code(client, head, cases):
    client.force_login(head)
    filled = client.get(PAGE, YEAR).context["statistics"]

    data = client.get(API, YEAR).json()
    with translation.override("en"):
        english = client.get(API, YEAR, headers={"accept-language": "en"}).json()

    assert (data["form"], data["organ"], data["from"], data["to"], data["reach"], data["base"]) == (
        "F15", "140000", "2024-01-01", "2024-12-31", "territory", "accepted",
    )  # fmt: skip
    assert data["total"]["received"] == filled.total["received"]
    assert data["total"]["compensation_sum"] == "10.5"
    assert data["total"] == english["total"]
    assert [row["cells"] for row in data["rows"]] == [row["cells"] for row in english["rows"]]
    assert all(check["holds"] for check in data["identities"])


@pytest.fixture
def filled(client, head, cases) -> Statistics:
    """The form of the year, of an organ whose name looks like a formula."""
    Organ.objects.filter(code="140000").update(name="=山西省人民政府")
    client.force_login(head)
    return client.get(PAGE, YEAR).context["statistics"]


@pytest.fixture
def book(client, filled) -> openpyxl.Workbook:
    """The same form as a file."""
    response = client.get(f"{PAGE}export/?{query_of(filled.question)}")
    return openpyxl.load_workbook(io.BytesIO(response.content))


def test_the_file_has_the_layout_of_the_form(filled, book):
    values = list(book.worksheets[0].iter_rows(values_only=True))
    at = next(n for n, row in enumerate(values) if row[0] == "行政管理领域")

    assert [values[0][0], values[3][0]] == ["行政复议案件统计表", "填表单位：=山西省人民政府"]
    assert values[at + 2][1:48] == tuple(str(n) for n in range(1, 48))
    names = [row.head.name for row in filled.rows]
    assert [row[0] for row in values[at + 3 : at + 50]] == [*names, "合计"]
    codes = [column.code for column in [*filled.columns, *filled.memoranda]]
    assert values[at + 49][1:] == tuple(float(filled.total[code]) for code in codes)


def test_the_file_holds_no_formula(book):
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}

    assert kinds == {"s", "n"}


def test_rates_identities_and_organs_stand_on_the_second_sheet(filled, book):
    names = [row[0] for row in book.worksheets[1].iter_rows(values_only=True)]

    assert names[:8] == ["比率", *(rate.name for rate in filled.rates)]
    assert names[9:28] == ["核对关系", *(check.name for check in filled.checks)]
    assert names[29:] == ["机关", *(row.name for row in filled.organs)]


def test_the_command_prints_the_form(cases, capsys):
    call_command("statistics", organ="140000", **YEAR, json=True)
    data = json.loads(capsys.readouterr().out)
    call_command("statistics", organ="140000", **YEAR)
    lines = capsys.readouterr().out.splitlines()

    assert data["total"]["received"] == 30
    assert "  2 本期新收: 30" in lines
    assert "✓ 存量与流量: 2 + 25 = 11 + 16" in lines


@pytest.mark.parametrize(
    "fault", [{"organ": "999"}, {"from": "x"}, {"to": "2023-01-01"}], ids=["organ", "from", "to"]
)
def test_the_command_refuses_what_it_cannot_answer(shipped, fault):
    with pytest.raises(CommandError) as refusal:
        call_command("statistics", **{"organ": "140000", **YEAR, **fault})

    assert refusal.value.returncode == 2


def test_the_command_fails_where_an_identity_does_not_hold(cases):
    Case.objects.filter(pk=cases[0].pk).update(intake_ended_on=None)

    with pytest.raises(CommandError, match="1 ✗"):
        call_command("statistics", organ="140000", **YEAR)
