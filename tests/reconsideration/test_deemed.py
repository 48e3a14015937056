"""Acceptance by law, once, whenever the command runs; suspensions of sixty days."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from lawgov.statutes.models import CalendarYear
from reconsideration.models import Case, Clock, Move, MoveRule
from reconsideration.reprojection import apply
from reconsideration.scheduled import deem_accepted, lasting_suspensions
from tests.reconsideration.conftest import option


def run(today: str) -> list[str]:
    out = StringIO()
    call_command("deem_accepted", "--today", today, stdout=out, stderr=out)
    return out.getvalue().splitlines()


def told(case: Case) -> dict:
    """All that acceptance writes, but the time of writing."""
    case.refresh_from_db()
    clocks = case.clocks.order_by("pk").values_list(
        "code", "start", "nominal", "due", "ended_on", "is_met", "is_provisional"
    )
    moves = case.moves.values_list("verb", "made_on", "made_by", "recorded", "article")
    return {
        "state": (case.state, case.acceptance, case.procedure, case.accepted_on),
        "due": (case.due_on, case.due_code, case.version),
        "clocks": list(clocks),
        "moves": list(moves),
    }


@pytest.mark.parametrize(
    ("rule_set", "received", "review_ends", "accepted", "copy_by", "decide_by"),
    [
        # A counts from receipt, B from the last day of review.
        ("A", "2013-08-05", "2013-08-12", "2013-08-05", "2013-08-14", "2013-10-08"),
        ("B1", "2024-09-05", "2024-09-12", "2024-09-12", "2024-09-24", "2024-11-11"),
        ("B2", "2026-09-22", "2026-09-30", "2026-09-30", "2026-10-15", "2026-11-30"),
    ],
)
def test_silence_accepts_as_the_rule_set_says(
    receive, rule_set, received, review_ends, accepted, copy_by, decide_by
):
    case = receive(received)
    after = date.fromisoformat(review_ends) + timedelta(1)
    assert list(deem_accepted(after - timedelta(1))) == []

    run(after.isoformat())

    case.refresh_from_db()
    running = {clock.code: clock.due.isoformat() for clock in case.clocks.running()}
    assert (case.rule_set.code, case.acceptance, case.state) == (rule_set, "deemed", "accepted")
    assert case.accepted_on.isoformat() == accepted
    assert running == {"copy_to_respondent": copy_by, "decision": decide_by}
    assert case.moves.last().made_on.isoformat() == review_ends


@pytest.mark.parametrize("received", ["2013-08-05", "2024-09-05", "2026-09-22"])
def test_a_dead_week_of_the_scheduler_changes_nothing(receive, received):
    daily, late = receive(received), receive(received)
    first = date.fromisoformat(received)
    Case.objects.filter(pk=late.pk).update(state="supplement")  # out of the command's sight

    for days in range(1, 22):
        list(deem_accepted(first + timedelta(days)))
    Case.objects.filter(pk=late.pk).update(state="received")
    list(deem_accepted(first + timedelta(21)))

    assert without_number(told(daily)) == without_number(told(late))


def without_number(what: dict) -> dict:
    """Two cases differ in their number, and in nothing else."""
    for _verb, _day, _by, recorded, _article in what["moves"]:
        recorded.pop("number", None)
    return what


def test_the_second_run_does_nothing(receive):
    case = receive("2026-09-22")

    first, second = run("2026-10-20"), run("2026-10-20")

    assert first == [f"{case.number}：视为受理，受理日期2026-09-30。", "视为受理1件。"]
    assert second == ["视为受理0件。"]
    assert case.moves.filter(verb="deem_accepted").count() == 1


def test_what_is_not_waiting_is_left_alone(receive, act):
    accepted = act(receive("2026-09-22"), "accept", "2026-09-24")
    refused = act(receive("2026-09-22"), "withdraw_early", "2026-09-24")
    asked = act(receive("2026-09-22"), "ask_supplement", "2026-09-24", items="身份证明",
                notice_received_on=date(2026, 9, 24))  # fmt: skip
    before = [told(case) for case in (accepted, refused, asked)]

    run("2026-11-20")

    assert [told(case) for case in (accepted, refused, asked)] == before


def test_a_failing_case_is_reported_and_the_others_go_on(receive):
    old, new = receive("2013-08-05"), receive("2026-09-22")
    MoveRule.objects.filter(verb="deem_accepted", rule_set=old.rule_set).delete()
    out = StringIO()

    with pytest.raises(CommandError, match="1件未能作视为受理处理") as failed:
        call_command("deem_accepted", "--today", "2026-11-20", stdout=out, stderr=out)

    assert failed.value.returncode == 1
    said = out.getvalue().splitlines()
    assert (said[0].startswith(f"{old.number}: "), "规则" in said[0]) == (True, True)
    assert said[1:] == [f"{new.number}：视为受理，受理日期2026-09-30。", "视为受理1件。"]


def test_a_provisional_day_waits_for_the_calendar(receive):
    CalendarYear.objects.get(year=2026).delete()
    case = receive("2026-09-22")

    [waiting] = deem_accepted(date(2026, 10, 20))
    CalendarYear.objects.create(year=2026, source="test")
    apply(Case.objects.all(), by=None, reason="公布")
    [done] = deem_accepted(date(2026, 10, 20))

    assert waiting == (case.number, None, "2026年的节假日安排尚未录入，请先导入日历，再重算期限。")
    assert done == (case.number, date(2026, 9, 30), "")


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_accept_once_and_report_no_fault(receive):
    cases = [receive("2026-09-22") for _number in range(3)]

    def alone(_turn):
        try:
            return list(deem_accepted(date(2026, 10, 20)))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        both = [outcome for part in pool.map(alone, range(2)) for outcome in part]

    day = date(2026, 9, 30)
    assert sorted(both) == sorted((case.number, day, "") for case in cases)
    assert Move.objects.filter(verb="deem_accepted").count() == 3
    assert Clock.objects.running().filter(code="decision").count() == 3


@pytest.fixture
def suspended(receive, act):
    """A case suspended on 15 September 2026 because the applicant has died."""
    case = act(receive("2026-09-01"), "accept", "2026-09-03")
    case = act(case, "send_copy", "2026-09-04", copy_received_on=date(2026, 9, 4))
    case = act(case, "take_reply", "2026-09-10")
    return act(case, "suspend", "2026-09-15", ground=option("suspension", "death", "B2"))


def test_a_suspension_of_sixty_days_is_a_thing_to_do(suspended):
    # 60 days from 15 September are 14 November, a Saturday.
    assert lasting_suspensions(date(2026, 11, 13)) == []
    assert lasting_suspensions(date(2026, 11, 14)) == [(suspended, date(2026, 9, 15))]
    assert (suspended.due_on, suspended.due_code) == (date(2026, 11, 16), "suspension_termination")
    assert run("2026-11-14")[0] == f"{suspended.number}：自2026-09-15起中止，期限已满，可以终止。"


def test_a_resumed_case_is_no_longer_named(suspended, act):
    act(suspended, "resume", "2026-11-10")

    assert lasting_suspensions(date(2026, 11, 20)) == []


def test_other_grounds_do_not_end_the_case(receive, act):
    case = act(receive("2026-09-01"), "accept", "2026-09-03")
    case = act(case, "suspend", "2026-09-10", ground=option("suspension", "missing", "B2"))

    assert lasting_suspensions(date(2026, 11, 20)) == []
    assert case.clocks.filter(code="suspension_termination").count() == 0
