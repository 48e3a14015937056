"""Cells of workbooks read as a stream say what openpyxl makes of them."""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from xml.parsers.expat import ExpatError

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from lawgov.importing.cells import Reader, Rows, words

VALUES = [
    ["晋政复〔2013〕12号", None, 12, 12.0, 0.5, -3, 1e20, True, False, "", " 前后 "],
    [],
    [date(2013, 3, 5), datetime(2013, 3, 5, 8, 30), time(8, 30), timedelta(hours=30), 20130305],
    [CellRichText("并公", TextBlock(InlineFont(b=True), "行罚"), "决字"), "a\nb\tc", "<&>", "#N/A"],
    [None, None, "=1+1", None],
]


def saved() -> io.BytesIO:
    made, file = openpyxl.Workbook(), io.BytesIO()
    for line in VALUES:
        made.active.append(line)
    made.save(file)
    return file


def read(file: io.BytesIO) -> dict[int, list[str]]:
    """The rows that hold anything, without the empty cells behind the last."""
    reader = Reader(file, read_only=True, data_only=True, keep_links=False)
    reader.read()
    path = reader.wb.worksheets[0]._worksheet_path
    with reader.archive.open(path) as part:
        rows = [row for found in Rows(reader.wb, reader.shared_strings).of(part) for row in found]
    return {number: cells for number, cells in rows if any(cells)}


def written(sheet: str, strings: str = "") -> io.BytesIO:
    """A workbook with other parts, as other programs write them."""
    base, file, main = (
        io.BytesIO(),
        io.BytesIO(),
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    )
    with xlsxwriter.Workbook(base, {"in_memory": True}) as made:
        made.add_worksheet().write_string(0, 0, "甲")
    with zipfile.ZipFile(base) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = f'<x:worksheet xmlns:x="{main}">{sheet}</x:worksheet>'.encode()
            elif name == "xl/sharedStrings.xml":
                content = f'<sst xmlns="{main}">{strings}</sst>'.encode()
            new.writestr(name, content)
    return file


def test_every_kind_of_cell_is_read_as_openpyxl_reads_it():
    file = saved()
    sheet = openpyxl.load_workbook(file, read_only=True, data_only=True).worksheets[0]
    expected = {}
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        told = ["" if cell is None else words(cell) for cell in cells]
        if any(told):
            expected[number] = told

    found = read(file)

    assert {at: cells + [""] * (len(expected[at]) - len(cells)) for at, cells in found.items()} == (
        expected
    )
    assert found[3] == ["2013-03-05", "2013-03-05", "08:30:00", "1 day, 6:00:00", "20130305"]


def test_rows_and_cells_without_places_follow_one_another():
    cell = '<x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c>'
    rows = f'<x:row>{cell}{cell}</x:row><x:row r="5">{cell}<x:c r="D5"><x:v>4</x:v></x:c></x:row>'

    assert read(written(f"<x:sheetData>{rows}<x:row>{cell}</x:row></x:sheetData>")) == {
        1: ["甲", "甲"], 5: ["甲", "", "", "4"], 6: ["甲"]}  # fmt: skip


def test_how_a_text_is_pronounced_is_no_part_of_it():
    string = "<si><r><t>太</t></r><r><t>原</t></r><rPh sb='0' eb='1'><t>tài</t></rPh></si>"
    own = "<x:is><x:t>晋阳</x:t><x:rPh sb='0' eb='1'><x:t>jìn</x:t></x:rPh></x:is>"
    row = f'<x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="inlineStr">{own}</x:c></x:row>'

    assert read(written(f"<x:sheetData>{row}</x:sheetData>", string)) == {1: ["太原", "晋阳"]}


def test_a_row_that_comes_again_is_passed_over():
    row = '<x:row r="2"><x:c r="A2"><x:v>{}</x:v></x:c></x:row>'

    assert read(written(row.format(1) + row.format(2))) == {2: ["1"]}


def test_declared_entities_are_refused():
    file = io.BytesIO(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')

    with pytest.raises(ExpatError, match="document type"):
        list(Rows(openpyxl.Workbook(), []).of(file))
