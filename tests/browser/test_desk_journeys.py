"""The desk in a browser: figures lead to their cases, past cases come in, the law's days move."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from reconsideration.importing.columns import COLUMNS
from reconsideration.models import Case, ImportRun
from tests.browser.conftest import assert_accessible

pytestmark = pytest.mark.browser


def test_a_figure_of_the_form_leads_to_its_cases(office, served):
    call_command("sample", cases=60, years=(2024, 2025), seed=3, verbosity=0)
    clerk = office("handler")

    clerk.goto(f"{served}/cases/statistics/?organ=140000&from=2025-01-01&to=2025-12-31")
    received = Case.objects.filter(received_on__year=2025).count()
    cell = clerk.locator("table a[href*='cell=']", has_text=re.compile(rf"^{received}$")).first
    expect(clerk.get_by_role("heading", level=1)).to_contain_text("统计")
    expect(clerk.locator("body")).not_to_contain_text("不成立")
    assert_accessible(clerk)
    cell.click()

    expect(clerk.locator("body")).to_contain_text(f"共{received}件")
    assert received > 10
    assert clerk.locator(".case-table tbody tr").count() == min(received, 50)


FACTS = {
    "number": "晋政复〔2013〕12号", "received_on": "2013-03-05", "channel": "当面递交书面申请",
    "applicants": "张三", "being": "公民", "paper": "居民身份证",
    "paper_number": "140103197501010010", "respondent_name": "太原市公安局",
    "respondent_level": "市（地）级政府的部门", "act_name": "行政处罚决定",
    "act_kind": "行政处罚", "field": "公安", "request": "请求撤销", "outcome": "受理",
    "accepted_on": "2013-03-05", "closed_on": "2013-04-20", "closing": "维持",
}  # fmt: skip


def ledger(path: Path, *rows: dict[str, str]) -> Path:
    """A ledger of past cases as an office keeps it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.header for column in COLUMNS)
        for row in rows:
            writer.writerow([(FACTS | row).get(column.key, "") for column in COLUMNS])
    return path


def test_past_cases_come_in_after_a_check(office, served, tmp_path):
    head = office("head")
    level = str(Case._meta.get_field("respondent_level").choices[3][1])
    bad = ledger(
        tmp_path / "台账.csv",
        {"respondent_level": level},
        {"number": "晋政复〔2013〕13号", "respondent_level": level, "closed_on": "2013-02-01"},
    )
    good = ledger(tmp_path / "更正.csv", {"respondent_level": level})

    for file, mode, words in ((bad, "dry", "发现差错"), (good, "all", "全部")):
        head.goto(f"{served}/cases/imports/")
        head.locator("input[type=file]").set_input_files(file)
        head.locator("select[name=mode]").select_option(mode)
        head.get_by_role("button", name="开始").click()
        expect(head.locator("[role=status].alert")).to_contain_text(words)

    case = Case.objects.get()
    assert (case.number, case.state, case.closed_on) == (
        "晋政复〔2013〕12号", "decided", date(2013, 4, 20)
    )  # fmt: skip
    assert [run.faults_found > 0 for run in ImportRun.objects.order_by("pk")] == [True, False]
    assert_accessible(head)
