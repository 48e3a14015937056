"""Files to import: how they are read, and which are refused."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from lawgov.importing import sheets
from reconsideration.importing.columns import COLUMNS
from reconsideration.importing.running import CASES
from reconsideration.importing.workbooks import template
from reconsideration.models import Case, ImportRun
from tests.reconsideration.filing import packed
from tests.reconsideration.ledgers import GOOD, as_csv, book, faults, finish, row, start

pytestmark = pytest.mark.django_db
XLSX = "台账.xlsx"


@pytest.fixture(autouse=True)
def _kept(keep_imports, shipped):
    """Files of imports stay in the test's own folder."""


def lines(*rows: dict[str, object]) -> list[list[object]]:
    heads = list(rows[0])
    return [heads, *([one.get(head) for head in heads] for one in rows)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_file_is_read_in_any_encoding_of_offices(encoding):
    run = finish(start(as_csv([row(1, 申请人="张𬱖")], encoding)))

    assert (faults(run), Case.objects.get().parties.get().name) == ([], "张𬱖")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_text_file_may_be_divided_by_commas_semicolons_or_tabs(delimiter):
    content = as_csv([row(1)]).decode("utf-8-sig").replace(",", delimiter)

    assert finish(start(content.encode())).rows_written == 1


def test_a_workbook_is_read_with_its_days_numbers_and_values_of_formulas():
    values = row(1) | {"收到日期": date(2013, 3, 5), "受理日期": datetime(2013, 3, 5, 8, 30),
                       "审结日期": 20130420, "申请人人数": 2.0, "延长天数": "=15+15"}  # fmt: skip
    run = finish(start(book(*lines(values)), name=XLSX))

    case = Case.objects.get()
    assert faults(run) == []
    assert (case.received_on, case.accepted_on, case.closed_on, case.headcount) == (
        date(2013, 3, 5), date(2013, 3, 5), date(2013, 4, 20), 2)  # fmt: skip
    assert case.extension_days == 0  # no program has computed the formula yet


def test_the_order_of_columns_is_free_and_heads_are_known_in_both_languages():
    values = dict(reversed(row(1).items()))
    values["Case number"], values["received_on"] = values.pop("案号"), values.pop("收到日期")

    assert finish(start(as_csv([values]))).rows_written == 1


def test_a_title_above_the_heads_and_empty_rows_do_not_matter():
    sheet = [["2013年行政复议案件台账"], [], *lines(row(1)), [], lines(row(2, 结案方式="x"))[1]]
    run = finish(start(book(*sheet), name=XLSX))

    assert (run.rows_total, run.rows_written) == (2, 1)
    assert faults(run) == [(6, "结案方式", "“x”不在可选范围内。")]


def test_an_unknown_column_is_named_and_a_missing_one_ends_the_import():
    values = row(1) | {"心情": "好"}
    del values["申请方式"]
    run = finish(start(as_csv([values, values])))

    assert run.state == "refused"
    assert faults(run) == [(1, "心情", "不认识此列。"), (1, "申请方式", "缺少此必填列。")]


def test_good_rows_are_written_beside_an_unknown_column_but_not_all_or_none():
    good = finish(start(as_csv([row(1) | {"心情": "好"}])))
    every = finish(start(as_csv([row(2) | {"心情": "好"}]), "all"))

    assert (good.rows_written, good.faults_found) == (1, 1)
    assert (every.state, every.rows_written, every.faults_found) == ("refused", 0, 1)


def test_a_column_that_stands_twice_is_a_fault():
    text = as_csv([row(1)]).decode("utf-8-sig").replace("案号,", "案号,案号,")
    run = finish(
        start(text.replace("晋政复〔2013〕1号,", "晋政复〔2013〕1号,晋政复〔2013〕2号,").encode())
    )

    assert faults(run) == [(1, "案号", "此列重复出现。")]


@pytest.mark.parametrize(("content", "message"), [
    (as_csv([]), "列名下面没有数据行。"),
    ("甲,乙\n1,2\n".encode(), "没有找到列名所在的行；请使用模板。"),
])  # fmt: skip
def test_a_file_without_rows_or_heads_is_refused(content, message):
    run = finish(start(content))

    assert (run.state, [fault[2] for fault in faults(run)]) == ("refused", [message])


def test_merged_cells_are_faults_in_each_of_their_rows():
    rows = [row(1), row(2) | {"被申请人": ""}]
    column = openpyxl.utils.get_column_letter(list(GOOD).index("被申请人") + 1)
    run = finish(start(book(*lines(*rows), merge=f"{column}2:{column}3"), name=XLSX))

    message = "此单元格与其他单元格合并；请取消合并，在每一行填写。"
    assert faults(run) == [(2, "被申请人", message), (3, "被申请人", message)]


def bomb() -> bytes:
    file = io.BytesIO(book(*lines(row(1))))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", b"\0" * 30_000_000)
    return file.getvalue()


REFUSED = {
    "empty.csv": b"",
    "text.xlsx": as_csv([row(1)]),
    "picture.csv": b"\x89PNG\r\n\x1a\n\xff\xff",
    "letter.docx": b"PK",
    "shell.xlsx": packed("spreadsheetml.sheet.main+xml", "xl/vbaProject.bin"),
}  # fmt: skip


@pytest.mark.parametrize("name", [*REFUSED, "bomb.xlsx"])
def test_what_is_no_ledger_is_refused_and_not_kept(name, keep_imports):
    content = bomb() if name == "bomb.xlsx" else REFUSED[name]

    with pytest.raises(ValidationError) as refusal:
        start(content, name=name)

    assert list(refusal.value.message_dict) == ["file"]
    assert not ImportRun.objects.exists()
    assert not [path for path in keep_imports.rglob("*") if path.is_file()]


def test_a_workbook_that_turns_out_to_be_broken_ends_the_import():
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    run = finish(start(packed(main), name="hollow.xlsx"))

    assert run.state == "refused"
    assert faults(run) == [(1, "", "文件无法读取；请重新保存为.xlsx或者.csv。")]


def test_a_gigabyte_is_refused_without_being_read():
    upload = SimpleUploadedFile("大.xlsx", b"")
    upload.size = 1024**3

    with pytest.raises(ValidationError, match=r"1024\.0 MB"):
        CASES.check(upload)


def test_entities_that_grow_are_refused():
    file = io.BytesIO(book(*lines(row(1))))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/more.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>')

    with pytest.raises(ValidationError, match="无法读取"):
        sheets.check_packing(file)


def test_the_template_holds_every_column_and_every_list():
    made = openpyxl.load_workbook(io.BytesIO(template()))
    cases, explained, lists = made.worksheets

    assert made.sheetnames == ["案件", "说明", "列表"]
    assert [cell.value for cell in cases[1]] == [column.header for column in COLUMNS]
    assert [explained.cell(at, 2).value for at in range(2, len(COLUMNS) + 2)] == [
        column.key for column in COLUMNS
    ]
    offered = {str(rule.sqref): rule.formula1 for rule in cases.data_validations.dataValidation}
    assert len(offered) == sum(column.kind.name in {"CHOICE", "SEVERAL"} for column in COLUMNS)
    names = [cell.value for cell in lists[1]]
    place = names.index("行为种类")
    assert [lists.cell(2, place + offset).value for offset in (1, 2)] == ["行政处罚", "penalty"]


def test_a_filled_template_is_imported_and_its_lists_are_all_understood():
    made = openpyxl.load_workbook(io.BytesIO(template()))
    sheet = made.worksheets[0]
    for column in COLUMNS:
        if column.header in GOOD:
            place = COLUMNS.index(column) + 1
            sheet.cell(2, place).value = GOOD[column.header]
    file = io.BytesIO()
    made.save(file)

    run = finish(start(file.getvalue(), "all", name=XLSX))

    assert (faults(run), run.rows_written) == ([], 1)
