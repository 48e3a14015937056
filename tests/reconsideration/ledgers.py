"""Ledgers of past cases to import: rows by their heads, as text files and workbooks."""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from lawgov.organs.models import Organ
from reconsideration.importing import running
from reconsideration.models import ImportRun

TODAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
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


def start(content: bytes, mode: str = "good", *, name: str = "台账.csv", organ: str = "140000",
          by: Any = None) -> ImportRun:  # fmt: skip
    upload = SimpleUploadedFile(name, content)
    return running.start(upload, organ=Organ.objects.get(code=organ), mode=mode, by=by)


def step(run: ImportRun, most: int = 0, seconds: float = 60) -> ImportRun:
    return running.step(run, today=TODAY, at=AT, seconds=seconds, most=most)


def finish(run: ImportRun) -> ImportRun:
    """Carry a run to its end."""
    for _turn in range(20):
        if run.state in running.ENDED:
            return run
        run = step(run)
    raise AssertionError("The import does not end.")


def imported(*rows: dict[str, str], mode: str = "good", by: Any = None) -> ImportRun:
    return finish(start(as_csv(rows), mode, by=by))


def faults(run: ImportRun) -> list[tuple[int, str, str]]:
    return [(f.row, f.column, f.message) for f in run.faults.all()]
