"""Ledgers of past cases to import: rows by their heads, as text files and workbooks."""

import csv
import io
from collections.abc import Iterable
from typing import Any

import openpyxl

from reconsideration.importing.running import CASES
from tests.importing import Desk, faults

__all__ = [
    "DESK", "GOOD", "as_csv", "book", "faults", "finish", "imported", "row", "start", "step",
]  # fmt: skip
GOOD = {
    "案号": "晋政复〔2013〕12号",
    "收到日期": "2013-03-05",
    "申请方式": "当面递交书面申请",
    "申请人": "张三",
    "申请人类型": "公民",
    "身份证件": "居民身份证",
    "证件号码": "140103197501010010",
    "被申请人": "太原市公安局",
    "被申请人类别": "市级政府的部门",
    "被复议行为": "行政处罚决定",
    "行为文号": "并公行罚决字〔2013〕第3号",
    "行为作出日期": "2013-01-07",
    "知道日期": "2013-01-08",
    "行为种类": "行政处罚",
    "行政管理领域": "公安",
    "复议请求": "请求撤销行政处罚决定",
    "申请审查结果": "受理",
    "受理日期": "2013-03-05",
    "审结日期": "2013-04-20",
    "结案方式": "维持",
    "送达日期": "2013-04-25",
}


def row(number: int = 12, **values: str) -> dict[str, str]:
    """A row without fault, but for what is given."""
    return GOOD | {"案号": f"晋政复〔2013〕{number}号"} | values


def as_csv(rows: Iterable[dict[str, str]], encoding: str = "utf-8-sig", heads: Any = None) -> bytes:
    rows = list(rows)
    heads = heads or list(dict.fromkeys(name for one in rows for name in one)) or list(GOOD)
    file = io.StringIO()
    writer = csv.DictWriter(file, heads)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode(encoding)


def book(*lines: list[Any], merge: str = "") -> bytes:
    """A workbook of lines, the heads first."""
    made, file = openpyxl.Workbook(), io.BytesIO()
    for line in lines:
        made.active.append(line)
    if merge:
        made.active.merge_cells(merge)
    made.save(file)
    return file.getvalue()


DESK = Desk(CASES, "/cases/", "140000", "台账.csv", as_csv)
start, step, finish, imported = DESK.start, DESK.step, DESK.finish, DESK.imported
