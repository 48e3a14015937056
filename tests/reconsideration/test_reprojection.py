"""Re-projection: what a change of the law moves, what it leaves, and what is written down."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from lawgov.lifecycle import Stale
from lawgov.statutes.models import CalendarDay, CalendarYear, Period, RuleSet
from reconsideration import clocks
from reconsideration.models import Case, Clock, Reprojection
from reconsideration.reprojection import Days, apply, preview
from tests.reconsideration.conftest import option

MONDAY = date(2026, 12, 21)  # day 60 from an acceptance on 22 October
TUESDAY = date(2026, 12, 22)


def close(day: date = MONDAY) -> CalendarDay:
    """A working day becomes a day off."""
    return CalendarDay.objects.create(date=day, kind="off", name="临时放假", source="test")


def said(found) -> list[tuple]:
    """What a preview says, in plain values."""
    return [(one.case, one.code, one.old, one.new) for one in found.changes]


def kept() -> list[tuple]:
    """Every deadline as it is kept."""
    return list(Clock.objects.order_by("pk").values_list())


@pytest.fixture
def case(receive, act):
    """A case to be decided by 21 December 2026."""
    return act(receive("2026-10-20"), "accept", "2026-10-22")


@pytest.fixture
def cases(case):
    return Case.objects.all()


def test_nothing_changes_while_the_law_stands(cases):
    found = preview(cases)

    assert (found.changes, found.faults) == ([], [])


def test_the_preview_says_which_cases_and_both_days(case, cases, receive, act):
    act(receive("2026-11-02"), "accept", "2026-11-04")  # due on 4 January
    close()
    before = kept()

    found = preview(cases)

    assert said(found) == [
        (case.pk, "decision", Days(MONDAY, MONDAY, False), Days(MONDAY, TUESDAY, False))
    ]
    assert (found.moved, found.restated, found.cases) == (1, 0, 1)
    assert kept() == before


def test_applying_moves_the_days_and_writes_each_down(case, cases, leader):
    close()
    case.clocks.filter(code="copy_to_respondent").update(ended_on=date(2026, 10, 23), is_met=True)

    apply(cases, by=leader, reason=" 更正放假通知 ")

    row = Reprojection.objects.get()
    clock = case.clocks.get(code="decision")
    case.refresh_from_db()
    assert (row.case, row.clock, row.old_nominal, row.old_due) == (case, clock, MONDAY, MONDAY)
    assert (row.new_nominal, row.new_due) == (MONDAY, TUESDAY)
    assert (row.made_by, row.reason) == (leader, "更正放假通知")
    assert (clock.due, case.due_on, case.due_code) == (TUESDAY, TUESDAY, "decision")
    assert preview(cases).changes == []


def test_the_explanation_follows_with_the_application_not_before(case, cases):
    clock = case.clocks.get(code="decision")
    close()
    before = [step.kind for step in clocks.deadline_of(clock).steps]

    apply(cases, by=None, reason="更正")

    clock.refresh_from_db()
    after = [step.kind for step in clocks.deadline_of(clock).steps]
    assert before == ["rule", "start", "nominal", "due"]
    assert after == ["rule", "start", "nominal", "roll", "due"]


def test_ended_deadlines_and_closed_cases_stay(case, cases, act):
    act(case, "withdraw", "2026-11-10", why="和解")
    case.clocks.create(code="decision", period=Period.objects.filter(code="decision").last(),
                       start=date(2026, 10, 22), nominal=MONDAY, due=MONDAY)  # fmt: skip
    close()
    before = kept()

    apply(cases, by=None, reason="更正")

    assert (kept(), Reprojection.objects.count()) == (before, 0)


def test_an_ended_deadline_of_an_open_case_stays(case, cases):
    case.clocks.filter(code="decision").update(ended_on=date(2026, 11, 10))
    close()

    assert preview(cases).changes == []


def test_a_new_rule_set_and_its_periods_move_no_day(case, cases, receive, act):
    act(receive("2026-11-16"), "accept", "2026-11-18")
    b2 = RuleSet.objects.get(code="B2")
    RuleSet.objects.filter(pk=b2.pk).update(effective_until=date(2027, 1, 1))
    new = RuleSet.objects.create(code="C", name="新法", effective_from=date(2027, 1, 1),
                                 laws="新法", source="test")  # fmt: skip
    for period in Period.objects.filter(rule_set=b2):
        period.pk, period.rule_set, period.length = None, new, 3
        period.save()
    later = Period.objects.get(rule_set=b2, code="decision", variant="")
    later.pk, later.length, later.effective_from = None, 5, date(2027, 1, 1)
    later.save()

    assert preview(cases).changes == []


def test_a_corrected_period_moves_what_runs_by_it_alone(case, cases, receive, act):
    act(receive("2026-06-22"), "accept", "2026-06-24")  # rule set B1
    period = case.clocks.get(code="decision").period
    period.length = 45
    period.save()

    found = preview(cases)

    day = date(2026, 12, 7)  # 6 December is a Sunday
    new = Days(date(2026, 12, 6), day, False)
    assert said(found) == [(case.pk, "decision", Days(MONDAY, MONDAY, False), new)]


def test_a_day_that_becomes_definite_is_counted_by_itself(receive, act):
    case = act(receive("2026-11-06"), "accept", "2026-11-09")
    CalendarYear.objects.create(year=2027, source="test")
    friday = date(2027, 1, 8)

    found = apply(Case.objects.all(), by=None, reason="公布")

    assert said(found) == [
        (case.pk, "decision", Days(friday, friday, True), Days(friday, friday, False))
    ]
    assert (found.moved, found.restated, found.cases) == (0, 1, 1)
    assert [(row.old_due, row.new_due) for row in case.reprojections.all()] == [(friday, friday)]
    assert case.clocks.get(code="decision").is_provisional is False


def test_times_that_do_not_count_are_counted_off_again(case, cases, act):
    case = act(case, "suspend", "2026-11-02", ground=option("suspension", "other", "B2"))
    case = act(case, "resume", "2026-11-09")
    was = case.clocks.get(code="decision").due
    close(was)

    [change] = preview(cases).changes

    assert (was, change.new.due) == (date(2026, 12, 28), date(2026, 12, 29))


def test_no_move_changes_the_law_of_a_deadline_in_passing(case, cases, act):
    close(date(2026, 12, 28))
    case = act(case, "suspend", "2026-11-02", ground=option("suspension", "other", "B2"))
    case = act(case, "resume", "2026-11-09")

    [change] = preview(cases).changes

    assert case.clocks.get(code="decision").due == date(2026, 12, 28)
    assert (change.old.due, change.new.due) == (date(2026, 12, 28), date(2026, 12, 29))


def test_a_stopped_deadline_moves_and_reminds_nobody(case, cases, act):
    case.clocks.filter(code="copy_to_respondent").update(ended_on=date(2026, 10, 23))
    act(case, "suspend", "2026-11-02", ground=option("suspension", "other", "B2"))
    close()

    apply(cases, by=None, reason="更正")

    case.refresh_from_db()
    assert (case.clocks.get(code="decision").due, case.due_on) == (TUESDAY, None)


def test_what_the_law_no_longer_allows_stays_and_is_named(case, cases, act, receive):
    act(receive("2026-10-20"), "accept", "2026-10-22")
    case = act(case, "extend", "2026-11-02", days=30)
    period = case.clocks.get(code="decision").period
    period.max_extension, period.length = 0, 61
    period.save()

    found = apply(cases, by=None, reason="更正")

    assert [(one.case, one.code, one.reason) for one in found.faults] == [
        (case.pk, "decision", "法律不允许延长这一期限。")
    ]
    assert [(one.new.due, one.case != case.pk) for one in found.changes] == [(TUESDAY, True)]
    assert case.clocks.get(code="decision").due == date(2027, 1, 20)


def test_nothing_is_applied_that_nobody_has_seen(case, cases, act):
    day = close()
    agreed = preview(cases).token
    day.name = "改名"
    day.save()
    with pytest.raises(Stale, match="法律或日历又有变动"):
        apply(cases, by=None, reason="更正", token=agreed)

    agreed = preview(cases).token
    act(case, "withdraw", "2026-11-10", why="和解")
    with pytest.raises(Stale, match="案件已有变动"):
        apply(cases, by=None, reason="更正", token=agreed)

    assert Reprojection.objects.count() == 0


def test_what_was_seen_is_applied(case, cases):
    close()
    agreed = preview(cases).token

    assert apply(cases, by=None, reason="更正", token=agreed).moved == 1


@pytest.mark.parametrize("reason", ["", "  "])
def test_applying_needs_a_reason(case, cases, reason):
    close()

    with pytest.raises(ValidationError):
        apply(cases, by=None, reason=reason)

    assert Reprojection.objects.count() == 0


def test_only_the_cases_given_are_touched(case, receive, act):
    other = act(receive("2026-10-20"), "accept", "2026-10-22")
    close()

    apply(Case.objects.filter(pk=case.pk), by=None, reason="更正")

    assert [row.case for row in Reprojection.objects.all()] == [case]
    assert other.clocks.get(code="decision").due == MONDAY


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_cases_takes_the_same_queries(receive, act, django_assert_num_queries, count):
    for _number in range(count):
        act(receive("2026-10-20"), "accept", "2026-10-22")
    close()

    with django_assert_num_queries(28):
        found = apply(Case.objects.all(), by=None, reason="更正")

    assert found.cases == count


def test_many_cases_remember_what_each_would_remember_alone(case, receive, act):
    act(receive("2026-11-02"), "ask_supplement", "2026-11-03", items="身份证明",
        notice_received_on=date(2026, 11, 4))  # fmt: skip
    act(receive("2013-08-05"), "withdraw_early", "2013-08-06")
    Case.objects.update(due_on=date(2000, 1, 1), due_code="x")

    clocks.remind_all([one.pk for one in Case.objects.all()])

    for one in Case.objects.all():
        was = (one.due_on, one.due_code)
        clocks.remind(one)
        assert (one.due_on, one.due_code) == was
