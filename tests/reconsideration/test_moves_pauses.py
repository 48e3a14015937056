"""Suspension, the attached review, and more time (T24-T26, T31, T32, T37)."""

from datetime import date

import pytest

from reconsideration import moves
from reconsideration.models import AttachedReview
from tests.reconsideration.conftest import option
from tests.reconsideration.refusing import clocks_of, refused, subjects
from tests.reconsideration.ways import way_to


@pytest.fixture
def at(receive, act):
    return lambda state, rule_set="B2": way_to(receive, act, state, rule_set)


def decision(way):
    clock = way.case.clocks.get(code="decision")
    return clock.due.isoformat(), clock.is_stopped


def test_a_suspension_moves_the_last_day_by_as_many_days(receive, act):
    """Scenario S6 of the dossier, through the moves."""
    case = act(receive("2013-03-11"), "accept", "2013-03-12")
    case = act(case, "suspend", "2013-04-01", ground=option("suspension", "question", "A"))
    stopped = case.clocks.get(code="decision").is_stopped
    case = act(case, "resume", "2013-05-20")

    clock = case.clocks.get(code="decision")
    assert (stopped, clock.due.isoformat(), clock.is_stopped) == (True, "2013-06-28", False)
    assert case.moves.last().recorded == {"due": "2013-06-28"}


def test_several_suspensions_add_up(receive, act):
    case = act(receive("2013-03-11"), "accept", "2013-03-12")
    for begun, ended in (("2013-04-01", "2013-04-11"), ("2013-04-20", "2013-05-29")):
        case = act(case, "suspend", begun, ground=option("suspension", "question", "A"))
        case = act(case, "resume", ended)

    assert case.clocks.get(code="decision").due.isoformat() == "2013-06-28"


@pytest.mark.parametrize(
    ("kind", "code", "rule_set", "field"),
    [
        ("suspension", "mediation", "B2", "both_agree"),
        ("suspension", "attached_review", "B2", "ground"),
        ("suspension", "death", "A", "ground"),
        ("termination", "death", "B2", "ground"),
    ],
)
def test_a_case_is_suspended_on_a_ground_that_holds(at, kind, code, rule_set, field):
    way = at("review")

    refused(field, way.go, "suspend", 8, ground=option(kind, code, rule_set))
    assert way.case.stops.count() == 0


def test_a_pause_for_mediation_needs_both_sides_and_has_no_end_by_law(at):
    way = at("review")
    ground = way.option("suspension", "mediation")
    refused("expected_until", way.go, "suspend", 8, ground=ground, both_agree=True,
            expected_until="+8")  # fmt: skip
    way.go("suspend", 8, ground=ground, both_agree=True, expected_until="+38")

    assert clocks_of(way.case, "suspension_termination") == []
    assert way.case.stops.get().expected_until == date(2026, 8, 8)


def test_a_second_suspension_is_refused_while_the_first_is_open(at):
    way = at("suspended")

    assert "suspend" not in moves.allowed(way.case)


def test_resumed_is_after_the_day_of_suspension(at):
    way = at("suspended")

    refused("on", way.go, "resume", 10)
    assert way.case.stops.get().ended_on is None


TERMINATING = {"A": {"death", "incapacity", "ended"}, "B1": {"death", "incapacity", "ended"},
               "B2": {"death", "incapacity", "ended"}}  # fmt: skip


@pytest.mark.parametrize("rule_set", TERMINATING)
def test_only_three_grounds_end_a_case_after_sixty_days(at, rule_set):
    found = set()
    for code in ("death", "incapacity", "ended", "missing", "force", "question", "other_case"):
        way = at("review", rule_set)
        way.go("suspend", 8, ground=way.option("suspension", code))
        if way.case.clocks.filter(code="suspension_termination").exists():
            found.add(code)

    assert found == TERMINATING[rule_set]


def test_a_long_suspension_ends_the_case_after_day_sixty_and_not_before(at):
    way = at("suspended", "A")
    ground = way.option("termination", "suspended_long")
    (_code, begun, due, *_rest) = clocks_of(way.case, "suspension_termination")[0]

    refused("on", way.go, "terminate", 70, ground=ground)
    case = way.go("terminate", 71, ground=ground)

    assert (begun, due) == ("2013-08-15", "2013-10-14")
    assert (case.closing, case.closed_on) == ("terminated", date(2013, 10, 15))
    assert clocks_of(case, "decision")[0][-1] is True, "its time stood still"
    assert case.stops.get().ended_on == date(2013, 10, 15)


@pytest.mark.parametrize("code", ["missing", "other"])
def test_other_suspensions_never_end_the_case(at, code):
    way = at("review")
    way.go("suspend", 8, ground=way.option("suspension", code))

    refused("ground", way.go, "terminate", 120, ground=way.option("termination", "suspended_long"))


def test_a_case_that_is_late_can_be_suspended_and_resumed_but_stays_late(at):
    way = at("review")
    way.go("suspend", 70, ground=way.option("suspension", "death"))
    case = way.go("resume", 80)

    assert decision(way) == ("2026-08-31", False)
    assert (case.state, case.due_on) == ("review", date(2026, 8, 31))


def test_a_case_closed_on_the_day_of_its_suspension_keeps_what_happened(at):
    way = at("suspended")
    case = way.go("withdraw", 10, why="自愿")

    stop = case.stops.get()
    assert (stop.begun_on, stop.ended_on, case.closing) == (date(2026, 7, 11), None, "withdrawn")
    assert clocks_of(case, "decision")[0][2:] == ("2026-08-31", "2026-07-11", True)


def document(**values):
    return AttachedReview(**{"document": "晋政发〔2010〕5号", "clause": "第五条", **values})


def test_an_attached_review_suspends_the_case_and_its_times_run_from_there(at):
    way = at("review")
    case = way.go("open_review", 8, review=document())

    stop = case.stops.get()
    assert (case.state, stop.ground.code, stop.begun_on) == (
        "suspended", "attached_review", date(2026, 7, 9),
    )  # fmt: skip
    assert [c[:3] for c in clocks_of(case, "attached_review_own", "maker_notice")] == [
        ("attached_review_own", "2026-07-09", "2026-08-10"),
        ("maker_notice", "2026-07-09", "2026-07-14"),
    ]
    assert "resume" not in moves.allowed(case)


def test_the_review_is_closed_before_the_case_resumes_where_it_stood(at):
    way = at("drafting")
    way.go("open_review", 8, review=document())
    review = way.case.attached_reviews.get()
    way.go("transfer_review", 9, review=review, what="notify", received_on="+10")
    way.go("transfer_review", 20, review=review, what="reply", received_on="+20")
    way.go("close_review", 25, review=review, outcome="lawful", opinion="合法")
    case = way.go("resume", 26)

    assert [c[-1] for c in clocks_of(case, "maker_notice", "maker_reply")] == [True, True]
    assert (case.state, clocks_of(case, "attached_review_own")[0][-1]) == ("drafting", True)
    assert decision(way) == ("2026-09-18", False)


def test_two_reviews_run_and_end_each_by_itself(at):
    way = at("review", "B1")
    way.go("open_review", 8, review=document())
    way.go("open_review", 10, review=document(clause="第六条", is_own_power=False))
    first, second = way.case.attached_reviews.all()
    way.go("close_review", 12, review=first, outcome="unlawful", opinion="抵触上位法")

    assert (way.case.stops.count(), way.case.state) == (1, "suspended")
    assert subjects(way.case, "attached_review_own") == {
        "晋政发〔2010〕5号 第五条": ("2024-10-14", True),
    }  # fmt: skip
    assert subjects(way.case, "attached_review_transfer") == {
        "晋政发〔2010〕5号 第六条": ("2024-09-26", None),
    }  # fmt: skip
    refused("review", way.go, "close_review", 13, review=first, outcome="lawful", opinion="再")
    way.go("transfer_review", 13, review=second, what="transfer", addressee="省政府",
           received_on="+14")  # fmt: skip
    assert subjects(way.case, "attached_review_other") == {
        "晋政发〔2010〕5号 第六条": ("2024-11-18", None),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("opened", "step", "field"),
    [
        ({}, {"what": "transfer", "addressee": "省政府"}, "what"),
        ({"is_own_power": False}, {"what": "transfer"}, "addressee"),
        ({"is_own_power": False}, {"what": "notify"}, "what"),
        ({}, {"what": "reply"}, "what"),
        ({}, {"what": "notify", "received_on": "+8"}, "received_on"),
    ],
)
def test_a_review_goes_its_steps_in_order(at, opened, step, field):
    way = at("review")
    way.go("open_review", 8, review=document(**opened))
    review = way.case.attached_reviews.get()

    refused(field, way.go, "transfer_review", 9, review=review, **{"received_on": "+9"} | step)


@pytest.mark.parametrize(("rule_set", "has_limit"), [("A", False), ("B1", True), ("B2", True)])
def test_a_basis_reviewed_ex_officio_has_a_limit_elsewhere_only_since_2024(at, rule_set, has_limit):
    way = at("review", rule_set)
    way.go("open_review", 8, review=document(is_own_power=False, is_ex_officio=True))
    review = way.case.attached_reviews.get()
    way.go("transfer_review", 9, review=review, what="transfer", addressee="国务院部门",
           received_on="+9")  # fmt: skip

    assert bool(clocks_of(way.case, "attached_review_other")) == has_limit


def test_the_same_clause_is_not_reviewed_twice_at_once(at):
    way = at("review")
    way.go("open_review", 8, review=document())

    refused("clause", way.go, "open_review", 9, review=document())


def test_more_time_is_given_within_thirty_days_before_the_time_ends(at):
    way = at("review")
    refused("days", way.go, "extend", 20, days=31, why="复杂")
    refused("days", way.go, "extend", 20, days=0, why="复杂")
    refused("notice_sent_on", way.go, "extend", 20, days=10, notice_sent_on="+19")
    way.go("extend", 20, days=10, why="情况复杂", notice_sent_on="+20")
    way.go("extend", 30, days=20, why="情况复杂")

    assert (way.case.extension_days, decision(way)[0]) == (30, "2026-09-30")
    assert "extend" not in moves.allowed(way.case)


def test_a_second_extension_must_come_before_the_time_would_have_ended_without_any(at):
    way = at("review")
    way.go("extend", 20, days=10, why="情况复杂")

    refused("on", way.go, "extend", 62, days=20, why="情况复杂")
    refused("days", way.go, "extend", 60, days=21, why="情况复杂")
    assert way.case.extension_days == 10


@pytest.mark.parametrize(("number", "is_late"), [(61, False), (62, True)])
def test_the_last_day_for_an_extension_is_the_rolled_last_day(at, number, is_late):
    way = at("review")
    if is_late:
        refused("on", way.go, "extend", number, days=10, why="情况复杂")
    else:
        assert way.go("extend", number, days=10, why="情况复杂").extension_days == 10


def test_neither_the_simplified_procedure_nor_a_suspended_case_is_extended(receive, act, at):
    ground = option("simplified", "warning", "B2")
    case = act(receive("2026-07-01"), "accept", "2026-07-02", procedure="simplified",
               simplified_ground=ground)  # fmt: skip

    assert "extend" not in moves.allowed(case)
    assert "extend" not in moves.allowed(at("suspended").case)


def test_asking_for_elevation_does_not_count_since_the_regulation_of_2026(at):
    new, old = at("review"), at("review", "B1")
    answer = {"superior": "国务院部门", "content": "不予提级", "asked_on": "+10"}

    refused("asked_on", old.go, "supervise", 20, **answer)
    refused("asked_on", new.go, "supervise", 10, **answer)
    new.go("supervise", 20, **answer)

    assert decision(new) == ("2026-09-10", False)
