"""What an import finds wrong with a row: the lawyers' table, and the rules of the models."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint

from lawgov.importing import constraints, values
from reconsideration.importing import rules
from reconsideration.importing.columns import BY_KEY, COLUMNS
from reconsideration.models import Case
from tests.reconsideration.conftest import application
from tests.reconsideration.ledgers import GOOD, faults, imported, row
from tests.tables import table

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept(keep_imports, shipped):
    """Files of imports stay in the test's own folder."""


@pytest.mark.parametrize("told", table("import_faults.csv"),
                         ids=lambda told: f"{told['column']} {told['value']}")  # fmt: skip
def test_each_fault_is_told_at_its_row_and_column_in_words(told):
    others = dict(pair.split("=", 1) for pair in told["others"].split("|") if pair)

    run = imported(row(1), GOOD | {told["column"]: told["value"]} | others)

    assert (3, told["at"], told["message"]) in faults(run)
    assert (run.rows_written, run.rows_total) == (1, 2)


def test_every_fault_of_a_row_is_told_at_once():
    run = imported(row(收到日期="二〇一三年", 申请方式="飞鸽", 送达日期="x"))

    assert [column for _row, column, _message in faults(run)] == [
        "收到日期",
        "申请方式",
        "送达日期",
    ]


def test_a_required_column_that_is_empty_is_a_fault_for_each():
    run = imported(dict.fromkeys(GOOD, "") | {"行为文号": "并公〔2013〕3号"})

    headers = {BY_KEY[key].header for key in COLUMNS.required}
    assert {column for _row, column, _message in faults(run)} == headers


@pytest.mark.parametrize("text", [
    "2013-3-5", "2013/3/5", "2013.03.05", "20130305", "2013年3月5日", " 2013-03-05 ",
    "２０１３-０３-０５", "2013-03-05 00:00:00", "2013 年 3 月 5 日", "41338",
])  # fmt: skip
def test_a_day_is_understood_in_the_spellings_of_ledgers(text):
    assert values.day(text) == date(2013, 3, 5)


@pytest.mark.parametrize("text", ["2013111", "201335", "13-3-5", "3/5/2013", "2013-13-01", "12"])
def test_a_day_that_may_be_another_is_not_guessed(text):
    with pytest.raises(ValidationError):
        values.day(text)


STANDINGS = [
    {}, {"posted_on": date(2013, 3, 6)}, {"headcount": 0}, {"state": "decided"},
    {"state": "accepted", "accepted_on": date(2013, 3, 4)},
    {"state": "decided", "accepted_on": date(2013, 3, 5), "closed_on": date(2013, 3, 4),
     "closing": "upheld", "is_open": False},
    {"state": "decided", "accepted_on": date(2013, 3, 5), "closed_on": date(2013, 4, 4),
     "is_open": False},
    {"state": "decided", "accepted_on": date(2013, 3, 5), "closed_on": date(2013, 4, 4),
     "closing": "upheld", "is_open": True},
    {"state": "decided", "accepted_on": date(2013, 3, 5), "closed_on": date(2013, 4, 4),
     "closing": "upheld", "is_open": False, "served_on": date(2013, 4, 3)},
    {"procedure": "simplified", "extension_days": 30},
]  # fmt: skip


@pytest.mark.parametrize("standing", STANDINGS)
def test_constraints_say_of_plain_values_what_the_database_says(standing):
    case = application("2013-03-05", **{"state": "received", **standing})
    checks = [one for one in Case._meta.constraints if isinstance(one, CheckConstraint)]

    by_database = set()
    for one in checks:
        try:
            one.validate(Case, case)
        except ValidationError:
            by_database.add(one.name)

    told = {field.attname: getattr(case, field.attname) for field in Case._meta.concrete_fields}
    assert {one.name for one in constraints.broken(rules.CHECKS, told)} == by_database


def test_every_constraint_of_a_case_has_a_column_to_be_shown_at():
    checks = {one.name for one in Case._meta.constraints if isinstance(one, CheckConstraint)}

    assert set(rules.SHOWN_AT) == checks
    assert set(rules.SHOWN_AT.values()) <= set(BY_KEY)


def test_signs_that_are_no_text_and_words_without_end_are_faults_at_their_cells():
    run = imported(row(被申请人="太原\x00市公安局", 被复议行为="很" * 30_000))

    assert faults(run) == [
        (2, "被申请人", "单元格含有控制字符。"),
        (2, "被复议行为", "最多200个字符。"),
    ]
    assert [len(fault.value) for fault in run.faults.all()] == [7, 200]
