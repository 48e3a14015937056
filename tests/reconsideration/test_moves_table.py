"""Every verb against every state, by the table of the law."""

import json
from collections.abc import Callable

import pytest

from lawgov.lifecycle import IllegalMove
from reconsideration import moves
from reconsideration.forms.moves import FORMS
from reconsideration.models import CLOSED, INTAKE_ENDED, Case, MoveRule, State, Verb
from tests.reconsideration.conftest import TODAY
from tests.reconsideration.ways import BEGIN, EVERY, LEADS, ONLY, way_to
from tests.tables import table

TABLE = {row["verb"]: row for row in table("case_moves.csv")}
ALL = {str(state) for state in State}


def sources(row: dict[str, str]) -> set[str]:
    words = row["from"].split()
    if words[0] != "any":
        return set(words)
    return ALL - set(words[2:])


@pytest.fixture
def at(receive, act) -> Callable[..., Case]:
    return lambda state, rule_set: way_to(receive, act, state, rule_set).case


def test_the_table_names_every_verb_and_every_state_once():
    assert set(TABLE) == {str(verb) for verb in Verb} - {"receive"}
    assert set(TABLE) == {str(verb) for verb in moves.RULES}
    assert {state for row in TABLE.values() for state in sources(row)} == ALL == set(LEADS)


@pytest.mark.parametrize("verb", TABLE)
def test_a_verb_begins_leads_and_is_permitted_as_the_table_says(verb):
    row, rule = TABLE[verb], moves.RULES[Verb(verb)]

    assert {str(state) for state in rule.sources} == sources(row)
    assert str(rule.to or "") == row["to"]
    assert rule.permission == f"reconsideration.{row['permission']}_case"
    assert bool(rule.guard) == bool(row["condition"])


def test_moves_stand_in_the_order_of_a_cases_life():
    assert list(moves.RULES) == [verb for verb in Verb if verb != Verb.RECEIVE]


def test_a_rule_set_has_a_verb_where_an_article_stands(shipped):
    rows = MoveRule.objects.exclude(article="").values_list("verb", "rule_set__code")
    in_table = {(verb, code) for verb, row in TABLE.items() for code in row["rule_sets"].split()}

    assert set(rows) - {("receive", code) for code in BEGIN} == in_table


@pytest.mark.parametrize(("state", "rule_set"), EVERY, ids=lambda value: value)
def test_exactly_the_moves_of_the_table_are_allowed(at, state, rule_set):
    case = at(state, rule_set)
    possible = {verb for verb, row in TABLE.items()
                if state in sources(row) and rule_set in row["rule_sets"].split()}  # fmt: skip
    certain = {verb for verb in possible if not TABLE[verb]["condition"]}

    allowed = {str(verb) for verb in moves.allowed(case)}

    assert str(case.state) == state
    assert certain <= allowed <= possible


@pytest.mark.parametrize("state", LEADS)
def test_every_other_move_is_refused_with_what_is_allowed_and_why(at, leader, state):
    case = at(state, ONLY.get(state, ["B2"])[-1])
    allowed = moves.allowed(case)
    before = (case.version, case.moves.count())
    names = "、".join(str(verb.label) for verb in allowed)

    for verb in set(moves.RULES) - set(allowed):
        with pytest.raises(IllegalMove) as refusal:
            moves.make(case, verb, by=leader, on=TODAY, today=TODAY)
        told = str(refusal.value.message)
        assert f"现在可以办理：{names}" in told
        assert told.startswith(moves.why_not(case, moves.RULES[verb], moves.articles_of(case)))

    case.refresh_from_db()
    assert (case.version, case.moves.count()) == before


EASY = [verb for verb, form in FORMS.items() if {"on"} == {
    name for name, field in form.base_fields.items() if field.required}]  # fmt: skip


@pytest.mark.parametrize("state", ["received", "await_reply", "suspended", "decided"])
def test_the_api_answers_409_for_a_move_that_the_state_does_not_have(client, at, admin, state):
    client.force_login(admin)
    case = at(state, "B1")
    allowed = moves.allowed(case)

    for verb in set(EASY) - set(allowed):
        data = json.dumps({"on": case.received_on.isoformat()})
        answer = client.post(f"/api/v1/cases/{case.pk}/{verb}/", data, "application/json")
        assert (verb, answer.status_code) == (verb, 409)
        assert str(allowed[0].label) in answer.json()["detail"]

    assert len(EASY) > 8


@pytest.fixture
def admin(leader):
    """Somebody who may do everything, so that only the case refuses."""
    leader.is_superuser = True
    leader.save()
    return leader


def test_a_case_ends_at_intake_or_is_closed_but_not_both(at):
    for state in sorted(INTAKE_ENDED & {State.ABANDONED, State.PRE_WITHDRAWN}):
        case = at(str(state), "B1")
        assert (case.is_open, case.closed_on, case.closing) == (False, None, "")
    for state in sorted(CLOSED - {State.ELEVATED}):
        case = at(str(state), "B1")
        assert (case.is_open, case.closed_on is None, case.closing == "") == (False, False, False)
