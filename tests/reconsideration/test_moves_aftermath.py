"""What follows an ended case: service, performance, letters, archive (T39-T47)."""

from datetime import date
from functools import partial

import pytest

from reconsideration import moves
from reconsideration.models import Letter, Service
from tests.reconsideration.conftest import option
from tests.reconsideration.refusing import clocks_of, refused, subjects
from tests.reconsideration.ways import decided_way, served, way_to

POLICE = "太原市公安局"


@pytest.fixture
def at(receive, act):
    return lambda state, rule_set="B2": way_to(receive, act, state, rule_set)


@pytest.fixture
def decide(receive, act):
    return partial(decided_way, receive, act)


def test_service_starts_the_time_to_sue_for_parties_and_not_for_the_respondent(decide):
    way = decide()
    served(way)
    case = served(way, POLICE, 12)

    assert subjects(case, "litigation") == {"张三": ("2026-07-27", None)}
    assert (case.served_on, case.due_on) == (date(2026, 7, 13), None), "that is the parties' time"


@pytest.mark.parametrize(
    ("state", "is_first", "has_time"),
    [("not_accepted", True, True), ("not_accepted", False, False), ("abandoned", True, False),
     ("dismissed", False, True), ("terminated", False, False), ("mediated", False, False)],
)  # fmt: skip
def test_only_decisions_and_refusals_in_mandatory_cases_give_fifteen_days_to_sue(
    at, state, is_first, has_time
):
    way = at(state)
    way.case.is_mandatory_first = is_first
    way.case.save()
    number = 50 if state == "abandoned" else 11

    assert bool(subjects(served(way, number=number), "litigation")) == has_time


@pytest.mark.parametrize(
    ("data", "number", "field"),
    [
        ({"party_name": "李四"}, 11, "party_name"),
        ({"mode": "pigeon"}, 11, "mode"),
        ({}, 8, "on"),
    ],
)
def test_a_service_that_cannot_be_is_refused(decide, data, number, field):
    way = decide()
    service = Service(**{"party_name": "张三", "mode": "direct"} | data)

    refused(field, way.go, "serve", number, service=service)
    assert way.case.clocks.filter(code="litigation").count() == 0


def test_decisions_are_served_electronically_only_since_2022(decide):
    old, new = decide(rule_set="A"), decide()
    service = Service(party_name="张三", mode="electronic")

    refused("mode", old.go, "serve", 11, service=service)
    assert new.go("serve", 11, service=service).served_on == date(2026, 7, 12)


@pytest.mark.parametrize(
    ("received", "decided_on", "announced", "effective", "article"),
    [
        ("2013-03-11", "2013-05-03", "2013-05-06", "2013-07-05", "（2012修正）第九十二条"),
        ("2021-10-11", "2021-12-08", "2022-01-04", "2022-02-07", "（2021修正）第九十五条"),
        ("2024-03-11", "2024-05-06", "2024-05-06", "2024-06-05", "（2023修正）第九十五条"),
    ],
)  # fmt: skip
def test_an_announcement_takes_effect_after_the_period_of_its_day(
    receive, act, received, decided_on, announced, effective, article
):
    case = act(receive(received), "accept", received)
    rule_set = case.rule_set.code
    ground = option("dismissal", "application", rule_set)
    case = act(case, "dismiss", decided_on, ground=ground)
    service = Service(party_name="张三", mode="announcement")
    case = act(case, "serve", announced, service=service)

    clock = case.clocks.get(code="announcement_service")
    assert (clock.due.isoformat(), clock.period.article) == (effective, f"民事诉讼法{article}")
    assert (case.served_on.isoformat(), case.due_on) == (effective, None)
    assert case.clocks.get(code="litigation").start.isoformat() == effective


@pytest.mark.parametrize(
    ("kind", "days", "code", "due"),
    [
        ("revoke_redo", None, "redo_act", "2026-09-10"),
        ("revoke_redo", 15, "redo_act", "2026-07-27"),
        ("revoke_redo", 14, "redo_act", "2026-07-27"),
        ("perform", 30, "performance", "2026-08-11"),
        ("perform", None, "performance", None),
        ("revoke", None, "redo_act", None),
    ],
)
def test_the_respondents_time_runs_from_its_own_service_to_a_working_day(
    decide, kind, days, code, due
):
    way = decide(kind, days=days)
    served(way)
    assert clocks_of(way.case, code) == []
    served(way, POLICE)

    expected = [(code, "2026-07-12", due, None, None)] if due else []
    assert clocks_of(way.case, code) == expected


def test_performance_needs_service_and_ends_its_times(decide):
    way = decide("perform", days=30)
    assert {"perform", "order"}.isdisjoint(moves.allowed(way.case))
    served(way, POLICE)
    refused("on", way.go, "perform", 5, evidence="回函")
    refused("due", way.go, "order", 50, due="+49")
    way.go("order", 50, due="+60")
    way.go("order", 62, due="+70")
    way.go("enforce", 71, applied_by="张三", court="太原市中级人民法院")
    case = way.go("perform", 75, evidence="回函")

    assert [c[2:] for c in clocks_of(case, "performance")] == [
        ("2026-08-11", "2026-08-20", None),
        ("2026-08-30", "2026-09-01", None),
        ("2026-09-09", "2026-09-14", False),
    ]
    assert (case.performance, case.performed_on) == ("done", date(2026, 9, 14))
    assert {"perform", "order", "enforce"}.isdisjoint(moves.allowed(case))


def test_an_upheld_act_can_be_enforced_though_nothing_is_to_be_performed(decide):
    way = decide()
    served(way)

    assert "perform" not in moves.allowed(way.case)
    assert way.go("enforce", 40, applied_by=POLICE).performance == "enforcing"


def letter(**values):
    usual = {"kind": "opinion", "addressee": POLICE, "subject": "规范程序", "content": "请改正"}
    return Letter(**{**usual, **values})


def test_feedback_ends_the_time_of_its_own_letter_only(at):
    way = at("review")
    way.go("send_letter", 8, letter=letter(received_on=way.day(8)))
    way.go("send_letter", 9, letter=letter(received_on=way.day(10), subject="归还财物"))
    way.go("send_letter", 9, letter=letter(received_on=way.day(9), kind="suggestion"))
    first, _second, suggestion = way.case.letters.all()
    way.go("take_feedback", 20, letter=first, feedback="已改正", is_carried_out=True)
    case = way.go("take_feedback", 21, letter=suggestion, feedback="采纳", is_carried_out=True)

    assert subjects(case, "opinion_reply") == {
        f"{POLICE} 规范程序": ("2026-09-07", True),
        f"{POLICE} 归还财物": ("2026-09-09", None),
    }
    refused("letter", way.go, "take_feedback", 22, letter=first, feedback="再", is_carried_out=True)


def test_a_letter_outlives_its_case(at):
    way = at("review")
    way.go("send_letter", 8, letter=letter(received_on=way.day(8)))
    case = way.go("withdraw", 10, why="自愿")

    assert (case.is_open, case.due_code) == (False, "opinion_reply")


@pytest.mark.parametrize(("received", "number"), [(7, 8), (9, 8)])
def test_a_letter_is_received_after_it_is_sent_and_not_in_the_future(at, received, number):
    way = at("review")

    refused("received_on", way.go, "send_letter", number, letter=letter(
        received_on=way.day(received)), today=way.day(8))  # fmt: skip


def test_publication_is_recorded_or_the_reason_against_it(decide):
    way = decide()

    refused("why_not", way.go, "publish", 20, is_published=False)
    refused("on", way.go, "publish", 8, is_published=True)
    assert way.go("publish", 20, is_published=True).published_on == date(2026, 7, 21)


def test_major_decisions_are_reported_only_before_the_regulation_of_2026(decide):
    found = ["report_major" in moves.allowed(decide(rule_set=code).case)
             for code in ("A", "B1", "B2")]  # fmt: skip

    assert found == [True, True, False]


def test_an_archived_case_still_takes_what_comes_later_but_is_archived_once(decide):
    way = decide("perform", days=30)
    served(way, POLICE)
    refused("on", way.go, "archive", 8)
    before = set(moves.allowed(way.case))
    case = way.go("archive", 20, shelf="2026-1")

    assert before - set(moves.allowed(case)) == {"archive"}
    assert way.go("perform", 30, evidence="回函").performance == "done"


def test_closing_and_what_follows_never_ask_for_the_archive(decide):
    way = decide()

    assert way.case.archived_on is None
    assert served(way).served_on is not None
