"""Comparisons as files that spreadsheets open."""

import csv
import io
from decimal import Decimal

import openpyxl
import pytest
from django.utils import translation

from lawgov.organs.models import Organ
from reports.changes import compare
from reports.comparison import Cell, Row
from reports.exporting import as_csv, as_xlsx, cells, header
from reports.figures import Recorded
from reports.models import Indicator

YEARS = [2013, 2014]


def figure(
    value: str | None, precision: str = "exact", state: str = "reported", **more
) -> Recorded:
    return Recorded(Decimal(value) if value else None, precision, state, **more)


def row(old: Recorded | None, new: Recorded | None, name: str = "收到件数", **change) -> Row:
    indicator = Indicator(code="t.a", name=name, section="disputes", unit="件", definition="甲")
    changed = Indicator(unit="件", definition="乙") if change.get("redefined") else indicator
    step = compare(old, new, old_indicator=indicator, new_indicator=changed)
    found = [Cell(2013, old, None), Cell(2014, new, step)]
    return Row(indicator, Organ(name="某市", code="1"), "own", found)


def csv_rows(*rows: Row) -> list[list[str]]:
    text = as_csv(YEARS, rows).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def sheet_rows(*rows: Row) -> list[tuple]:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(YEARS, rows).content))
    return list(book.active.iter_rows())


def test_every_year_after_the_first_has_a_change():
    assert header([2013, 2014, 2015]) == [
        "部分", "指标", "机关", "统计范围", "单位", "2013", "2013年说明",
        "2014", "2014年说明", "增减", "增减（%）",
        "2015", "2015年说明", "增减", "增减（%）",
    ]  # fmt: skip


def test_the_heads_are_in_the_reader_s_language():
    with translation.override("en"):
        assert header([2013])[:2] + header([2013])[5:] == [
            "Section", "Indicator", "2013", "Remark on 2013",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (figure("1161"), figure("1000"), [1161.0, "", 1000.0, "", -161.0, -13.9]),
        (figure("3100", "at_least"), figure("3200"), [3100.0, "≥3,100", 3200.0, "", 100.0, ""]),
        (figure("5"), figure("7", "about"), [5.0, "", 7.0, "≈7", 2.0, ""]),
        (figure("0.0"), figure("3"), [0.0, "", 3.0, "", 3.0, ""]),
        (None, figure("3"), ["", "未报送", 3.0, "", "", ""]),
        (figure("3"), figure(None, state="not_applicable"), [3.0, "", "", "不适用", "", ""]),
        (figure("3"), figure(None, state="not_reported"), [3.0, "", "", "未报送", "", ""]),
        (figure("58000000000"), figure("58000000000.01"),
         [58000000000.0, "", 58000000000.01, "", 0.01, 0.0]),
        (figure("5"), figure("6", is_derived=True),
         [5.0, "", 6.0, "由分子分母计算得出", 1.0, 20.0]),
    ],
)  # fmt: skip
def test_numbers_are_numbers_and_what_is_known_of_them_stands_beside(old, new, expected):
    assert cells(row(old, new))[5:] == expected


def test_a_changed_definition_is_marked_and_has_no_percentage():
    found = cells(row(figure("5"), figure("6"), redefined=True))

    assert found[5:] == [5.0, "", 6.0, "口径或单位有变化", 1.0, ""]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_text_that_looks_like_a_formula_is_quoted_in_the_csv(name):
    found = csv_rows(row(figure("9"), figure("5"), name=name))[1]

    assert (found[1], found[9]) == ("'" + name, "-4.0")


@pytest.mark.parametrize("name", ["=1+1", "{=1+1}", "http://example.com", "internal:A1", "12"])
def test_text_stays_text_in_the_workbook(name):
    cell = sheet_rows(row(figure("9"), figure("5"), name=name))[1][1]

    assert (cell.value, cell.data_type, cell.hyperlink) == (name, "s", None)


def test_the_workbook_and_the_csv_say_the_same():
    rows = [row(figure("1161"), figure("1000")), row(figure("5"), None)]

    found = [[cell.value for cell in line] for line in sheet_rows(*rows)]

    assert found == [header(YEARS), *([value or None for value in cells(r)] for r in rows)]
    assert [len(line) for line in csv_rows(*rows)] == [11, 11, 11]


def test_the_file_is_named_for_its_years():
    response = as_csv(YEARS, [])

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == (
        "attachment; filename*=UTF-8''%E5%B9%B4%E5%BA%A6%E6%AF%94%E8%BE%83-2013-2014.csv"
    )
