"""Cases as an office meets them, taken to where a test begins through their own moves."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from lawgov.organs.models import Organ
from reconsideration import moves
from reconsideration.models import Case, ImportRun, Option, Party

TODAY = date(2026, 11, 20)
OLD_ID = "140103197501010010"


def option(kind: str, code: str, rule_set: str = "") -> Option:
    """An entry of a list by its code, of the rule set where it has several."""
    rows = Option.objects.filter(list=kind, code=code)
    return next(row for row in rows if not row.rule_sets or not rule_set or rule_set in
                row.rule_sets.split())  # fmt: skip


def applicant(name: str = "张三", **values: Any) -> Party:
    """An applicant with a valid resident identity card."""
    paper = {"paper": "id_card", "paper_number": OLD_ID}
    return Party(**{"role": "applicant", "name": name, **paper, **values})


def application(received: str, **values: Any) -> Case:
    """An unsaved application against a penalty."""
    facts = {
        "channel": "in_person",
        "received_on": date.fromisoformat(received),
        "respondent_name": "太原市公安局",
        "respondent_level": "city_department",
        "act_name": "行政处罚决定",
        "act_kind": option("act_kind", "penalty"),
        "field": option("field", "police"),
        "request": "请求撤销行政处罚决定",
    }
    return Case(**{**facts, **values})


@pytest.fixture
def receive(handler) -> Callable[..., Case]:
    """Register an application at the provincial government."""

    def register(received: str, *, parties: list[Party] | None = None, organ: str = "140000",
                 by: Any = None, **values: Any) -> Case:  # fmt: skip
        return moves.receive(
            application(received, handler=by or handler, **values),
            organ=Organ.objects.get(code=organ),
            parties=parties or [applicant()],
            by=by or handler,
            today=TODAY,
        )

    return register


@pytest.fixture
def act(handler, head, leader) -> Callable[..., Case]:
    """Make a move as the person whose move it is."""
    people = {"handle_case": handler, "examine_case": head, "sign_case": leader}

    def make(case: Case, verb: str, on: str, **data: Any) -> Case:
        by = data.pop("by", people[moves.RULES[verb].may])
        day = date.fromisoformat(on)
        return moves.make(case, verb, by=by, on=day, today=data.pop("today", TODAY), **data)

    return make


@pytest.fixture
def keep_imports(tmp_path, monkeypatch):
    """Keep the files of imports in a folder of the test's own."""
    storage = ImportRun._meta.get_field("file").storage
    monkeypatch.setitem(storage.__dict__, "location", str(tmp_path))
    return tmp_path
