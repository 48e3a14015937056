"""The rule set of a case: by the day of receipt, or another with right and reason."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from lawgov.organs.models import Organ
from lawgov.statutes.models import RuleSet
from reconsideration import moves
from reconsideration.models import Case
from tests.reconsideration.conftest import TODAY, applicant, application


def register(by, received: str, *, chosen: str = "", reason: str = "") -> Case:
    return moves.receive(
        application(received),
        organ=Organ.objects.get(code="140000"),
        parties=[applicant()],
        by=by,
        today=TODAY,
        rule_set=RuleSet.objects.get(code=chosen) if chosen else None,
        rule_set_reason=reason,
    )


@pytest.mark.parametrize(
    ("received", "code"),
    [
        ("2023-12-31", "A"),
        ("2024-01-01", "B1"),
        ("2026-06-30", "B1"),
        ("2026-07-01", "B2"),
    ],
)
def test_the_day_of_receipt_chooses(handler, received, code):
    case = register(handler, received)

    assert (case.rule_set.code, case.rule_set_reason) == (code, "")


def test_an_authorised_override_is_recorded_with_its_reason(head):
    case = register(head, "2024-01-02", chosen="A", reason="申请于2023年12月29日交邮")

    case.refresh_from_db()
    first = case.moves.get()
    assert (case.rule_set.code, case.rule_set_reason) == ("A", "申请于2023年12月29日交邮")
    assert (first.verb, first.made_by, first.reason) == ("receive", head, case.rule_set_reason)
    assert {clock.period.rule_set.code for clock in case.clocks.all()} == {"A"}


@pytest.mark.parametrize(
    ("role", "reason", "field"),
    [
        ("承办人", "申请于2023年12月29日交邮", "rule_set"),
        ("审核人", "", "rule_set_reason"),
        ("审核人", "  ", "rule_set_reason"),
    ],
)
def test_without_right_or_reason_there_is_no_override(make_user, role, reason, field):
    user = make_user(role, username="who")

    with pytest.raises(ValidationError) as refused:
        register(user, "2024-01-02", chosen="A", reason=reason)

    assert list(refused.value.error_dict) == [field]
    assert Case.objects.count() == 0


def test_choosing_what_the_day_chooses_needs_neither(handler):
    case = register(handler, "2024-01-02", chosen="B1", reason="多余")

    assert (case.rule_set.code, case.rule_set_reason) == ("B1", "")


def test_a_day_before_every_rule_set_is_refused_at_its_field(handler):
    with pytest.raises(ValidationError) as refused:
        register(handler, "2005-01-04")

    assert list(refused.value.error_dict) == ["received_on"]


def test_the_rule_set_stays_when_others_are_added(handler, act):
    case = register(handler, "2026-07-01")
    RuleSet.objects.create(code="C", name="新法", effective_from=date(2026, 7, 2),
                           laws="新法", source="test")  # fmt: skip

    case = act(case, "accept", "2026-07-03")

    assert (case.rule_set.code, case.clocks.last().period.rule_set.code) == ("B2", "B2")
