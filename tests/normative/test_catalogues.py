"""Catalogues: what was registered in a period, what a maker has published, as page and file."""

import io
from datetime import date

import docx
import openpyxl
import pytest

from lawgov.gongwen import check_gongwen
from lawgov.organs.models import Organ
from normative import catalogues
from normative.models import Matter, Setting
from tests.normative.conftest import TODAY
from tests.normative.filed import ways
from tests.normative.test_filings import people  # noqa: F401

PUBLIC, STAFF = "/normative/catalogue/filings/", "/normative/catalogues/"
PERIOD = {"year": "2024", "part": "4"}


@pytest.fixture
def way(in_force, people):  # noqa: F811
    return ways(in_force, people)


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch):
    """Pages open on the day of the tests."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: TODAY)


@pytest.fixture
def registered(way):
    """A filing under review, one that waits, one refused, and one just registered."""
    one = way(title="太原市供热管理办法", note="内部秘密备注")
    one.to("examining")
    one.find("fail")
    way(title="太原市供水管理办法").to("formal_check")
    way(title="太原市养犬管理办法").to("refused")
    way(title="太原市误登管理办法").to("registered")
    return one.matter


@pytest.mark.parametrize(("day", "months", "start", "last"), [
    ("2024-12-02", 3, "2024-10-01", "2024-12-31"), ("2024-01-31", 3, "2024-01-01", "2024-03-31"),
    ("2024-02-29", 1, "2024-02-01", "2024-02-29"), ("2024-12-02", 5, "2024-11-01", "2024-12-31"),
    ("2024-07-01", 6, "2024-07-01", "2024-12-31"), ("2024-07-01", 12, "2024-01-01", "2024-12-31"),
])  # fmt: skip
def test_a_period_is_as_long_as_the_setting_says(day, months, start, last):
    on = date.fromisoformat(day)

    span = catalogues.span_of(on.year, catalogues.part_of(on, months), months)

    assert (span.start.isoformat(), span.last.isoformat()) == (start, last)
    assert [part for part, _name in catalogues.parts_of(months)][-1] == -(-12 // months)


def test_everybody_reads_what_was_registered_and_nothing_else(client, registered, act):
    void = Matter.objects.get(title="太原市误登管理办法").document
    act(void, "void", "2025-01-10", basis="重复登记")

    page = client.get(PUBLIC, PERIOD)

    rows = page.context["page"].rows
    assert [(row["document__title"], row["filing_number"]) for row in rows] == [
        ("太原市供热管理办法", registered.filing_number)
    ]  # fmt: skip
    text = page.content.decode()
    secrets = ["内部秘密备注", "无依据设定处罚", "承办人甲", registered.number,
               "供水", "养犬", "误登"]  # fmt: skip
    assert [word for word in secrets if word in text] == []


@pytest.mark.parametrize(("query", "count", "status"), [
    ({}, 0, 200), (PERIOD, 2, 200), (PERIOD | {"organ": "140000"}, 2, 200),
    (PERIOD | {"organ": "140100"}, 0, 200), ({"year": "2024", "part": "3"}, 0, 200),
    (PERIOD | {"after": "x"}, 2, 200), ({"year": "x"}, None, 400), ({"part": "9"}, None, 400),
    ({"organ": "140000-sw"}, None, 400),
])  # fmt: skip
def test_the_public_chooses_the_period_and_the_receiver(client, registered, query, count, status):
    page = client.get(PUBLIC, query)

    assert page.status_code == status
    assert count is None or len(page.context["page"].rows) == count


def test_the_number_of_months_is_a_setting(client, registered):
    Setting.objects.filter(code="filing_catalogue_months").update(value="1")

    counts = [len(client.get(PUBLIC, {"year": "2024", "part": part}).context["page"].rows)
              for part in ("11", "12")]  # fmt: skip
    assert counts == [0, 2]


@pytest.mark.parametrize("count", [1, 3])
def test_the_public_catalogue_takes_the_same_queries_for_any_length(
    client, way, django_assert_num_queries, count
):
    for _number in range(count):
        way().to("registered")
    client.get(PUBLIC, PERIOD)

    with django_assert_num_queries(4):
        page = client.get(PUBLIC, PERIOD)

    assert len(page.context["page"].rows) == count


def test_the_catalogue_of_a_quarter_is_a_sheet_and_an_official_document(
    client, handler, registered
):
    client.force_login(handler)
    query = PERIOD | {"kind": "filings", "organ": "140000"}

    page, sheet, paper = (client.get(address, query) for address in (
        STAFF, f"{STAFF}file.xlsx", f"{STAFF}file.docx"))  # fmt: skip

    lines = page.context["catalogue"].lines
    assert [line[1:3] for line in lines] == [
        [registered.filing_number, "太原市供热管理办法"],
        ["山西省法备登〔2024〕2号", "太原市误登管理办法"],
    ]  # fmt: skip
    cells = list(openpyxl.load_workbook(io.BytesIO(sheet.content)).active.values)
    assert [list(row) for row in cells[3:]] == lines
    document = docx.Document(io.BytesIO(paper.content))
    assert check_gongwen(document) == []
    assert [[c.text for c in row.cells] for row in document.tables[0].rows][1:] == lines


def test_no_cell_is_a_formula(client, handler, way):
    way(title='=HYPERLINK("x")管理办法').to("registered")
    client.force_login(handler)

    answer = client.get(f"{STAFF}file.xlsx", PERIOD | {"organ": "140000"})

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert sheet.cell(4, 3).value.startswith("=HYPERLINK")


def test_the_makers_catalogue_has_its_documents_of_the_year(client, people, registered, in_force,  # noqa: F811
                                                            enter, act):  # fmt: skip
    in_force(organ="140100-bgt", title="关于供气的通知", number="并政办发〔2024〕3号")
    act(in_force(title="太原市停车管理办法"), "repeal", "2025-01-10", basis="决定")
    enter(title="太原市草案办法")
    in_force(organ="140105", number="小政发〔2024〕1号")
    client.force_login(people["submit_draft"])

    page = client.get(STAFF, {"kind": "maker", "organ": "140100", "year": "2024"})

    found = {line[1]: (line[7], line[8]) for line in page.context["catalogue"].lines}
    assert found["关于供气的通知"] == ("有效", "")
    assert found["太原市停车管理办法"] == ("已废止", "")
    assert found["太原市供热管理办法"] == ("有效", registered.filing_number)
    assert (len(found), page.context["due_on"]) == (6, date(2025, 1, 31))


@pytest.mark.parametrize(("query", "status"), [
    ({}, 200), ({"organ": "140100"}, 400), ({"kind": "x"}, 400), ({"year": "1"}, 400),
])  # fmt: skip
def test_the_staff_ask_within_their_reach(client, make_user, query, status):
    client.force_login(make_user("承办人", "140200-fzb"))

    assert client.get(STAFF, query).status_code == status
    assert client.get(f"{STAFF}file.xlsx", query).status_code == status
    assert client.get(f"{STAFF}file.pdf", query).status_code == 404


def test_a_thousand_lines_become_a_file(shipped):
    organ = Organ.objects.get(code="140000")
    lines = [[str(number), "备登号", "某某管理办法", "文号", "机关", "2024-12-01", "2024-12-05"]
             for number in range(1000)]  # fmt: skip
    one = catalogues.Catalogue(organ, "目录", ["号"] * 7, lines)

    document = docx.Document(io.BytesIO(catalogues.as_docx(one)))

    assert len(document.tables[0]._tbl.tr_lst) == 1001
