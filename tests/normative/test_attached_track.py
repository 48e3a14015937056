"""Attached reviews within the register: two persons, every point, and no case to answer."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from normative.models import Matter
from tests.normative.asking import Course, conclusion


@pytest.fixture
def course(handler, head, leader) -> Course:
    return Course(handler, head, leader)


def test_nothing_is_proposed_while_a_point_is_open(course):
    one = course.begin("attached", "examining")

    with pytest.raises(ValidationError, match=r"13.*符合党中央决策部署"):
        course.go(one, "propose", date(2026, 3, 10), examine=False)
    assert course.go(one, "propose", date(2026, 3, 10)).stage == "second_check"


def test_who_proposed_the_conclusion_does_not_issue_it(course, leader, make_user):
    one = course.begin("attached", "examining")
    one = course.go(one, "propose", date(2026, 3, 10), by=leader)
    other = make_user("承办人", username="another")
    one = course.go(one, "assign", date(2026, 3, 10), reviewer=other)

    with pytest.raises(ValidationError):
        course.go(one, "issue", date(2026, 3, 11), by=leader)
    assert Matter.objects.get().stage == "second_check"
    second = make_user("签发人", username="second")
    done = course.go(one, "issue", date(2026, 3, 11), by=second)
    assert (done.second_reviewer, done.outcome.code) == (second, "lawful")


def test_the_conclusion_has_its_number_grounds_and_day_and_is_given_once(course):
    one = course.begin("attached", "second_check")

    one = course.go(one, "issue", date(2026, 3, 11), conclusion=conclusion("unlawful"),
                    outcome_number="晋法附审〔2026〕1号", summary="第五条超越权限")  # fmt: skip

    kept = Matter.objects.get()
    assert (kept.outcome.code, kept.outcome_number, kept.summary, kept.concluded_on) == (
        "unlawful", "晋法附审〔2026〕1号", "第五条超越权限", date(2026, 3, 11),
    )  # fmt: skip
    done = course.go(one, "feed_back", date(2026, 3, 12))
    move = done.moves.last()
    assert (done.answered_on, done.is_open, move.recorded) == (date(2026, 3, 12), False, {})


def test_a_conclusion_of_suggestions_is_refused(course):
    one = course.begin("attached", "second_check")

    with pytest.raises(ValidationError) as refusal:
        course.go(one, "issue", date(2026, 3, 11), conclusion=conclusion("b0"))
    assert list(refusal.value.message_dict) == ["conclusion"]


def test_what_is_given_back_is_proposed_again(course):
    one = course.begin("attached", "second_check")

    with pytest.raises(ValidationError) as refusal:
        course.go(one, "return", date(2026, 3, 11), reason=" ")
    assert list(refusal.value.message_dict) == ["reason"]
    one = course.go(one, "return", date(2026, 3, 11), reason="补充依据")
    assert course.go(one, "propose", date(2026, 3, 12), summary="补充后").summary == "补充后"
