"""Mistakes found in other systems, each as a test that ours does not make it."""

import ast
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import models as db
from django.utils import translation

import reconsideration
from lawgov.statutes.current import calendar_as_of, law_version
from lawgov.statutes.deadlines import Terms, Unit, calculate
from lawgov.statutes.models import Period, RuleSet
from reconsideration import clocks, moves
from reconsideration.models import Case, Clock, Move, Party, Setting
from reconsideration.searching import search, sweep
from tests.reconsideration.conftest import option
from tests.reconsideration.refusing import refused
from tests.reconsideration.ways import BEGIN, way_to

ROOT = Path(reconsideration.__file__).parent.parent
# Dates are reckoned by the engine alone. These modules step by whole days for
# lamps, half-open spans, spreadsheet serials and inventing, never to a legal day.
STEP_BY_DAYS = {
    "reconsideration/listing.py",
    "reconsideration/forms/working.py",
    "reconsideration/views/statistics.py",
    "reconsideration/statistics/spans.py",
}


def reckoning(path: Path) -> bool:
    """Whether a module adds days to dates."""
    words = {"timedelta", "toordinal", "fromordinal", "relativedelta", "weekday"}
    return any(getattr(node, "id", getattr(node, "attr", "")) in words
               for node in ast.walk(ast.parse(path.read_text())))  # fmt: skip


def test_one_engine_reckons_days_and_nothing_else_does():
    """Lesson 1: one window was computed by two methods."""
    found = {str(path.relative_to(ROOT)) for path in (ROOT / "reconsideration").rglob("*.py")
             if "migrations" not in path.parts and "sample" not in path.parts and reckoning(path)
             }  # fmt: skip

    assert found - STEP_BY_DAYS == set()


@pytest.mark.parametrize("unit", Unit)
def test_the_last_day_is_always_a_working_day(shipped, unit):
    """Lesson 2: a business-day roll in a single pass."""
    calendar = calendar_as_of(law_version())
    lengths = [1, 5, 7, 10, 15, 30, 60, 90] if "day" in unit.value else [1, 3, 5]
    first = date(2013, 1, 1)

    for number in range(0, 365 * 13, 7):
        start = first + timedelta(number + number % 5)
        for length in lengths:
            found = calculate(Terms("x", "A", "", length, unit), start, calendar)
            assert calendar.works(found.due.toordinal()), (start, length)
            assert found.nominal <= found.due


def test_every_deadline_of_every_state_ends_on_a_working_day(receive, act):
    calendar = calendar_as_of(law_version())
    for rule_set in BEGIN:
        way_to(receive, act, "suspended", rule_set)

    dues = list(Clock.objects.exclude(code="hearing_notice").values_list("due", flat=True))

    assert len(dues) > 15
    assert all(calendar.works(due.toordinal()) for due in dues)


def test_a_scheduler_that_slept_changes_no_date(receive, act):
    """Lesson 3: a counter incremented day by day. Deemed a week late, accepted on the same day."""
    prompt = act(receive("2024-02-05"), "deem_accepted", "2024-02-19", today=date(2024, 2, 19))
    late = act(receive("2024-02-05"), "deem_accepted", "2024-02-26", today=date(2024, 2, 26))

    kept = [(c.code, c.start, c.due, c.ended_on) for c in prompt.clocks.all()]
    assert kept == [(c.code, c.start, c.due, c.ended_on) for c in late.clocks.all()]
    assert prompt.accepted_on == late.accepted_on == date(2024, 2, 18)


@pytest.mark.parametrize(
    ("accepted", "due"),
    [("2013-12-20", "2014-02-18"), ("2023-12-29", "2024-02-27"), ("2015-12-31", "2016-02-29"),
     ("2016-01-04", "2016-03-04"), ("2015-01-01", "2015-03-02")],
)  # fmt: skip
def test_sixty_days_go_over_the_ends_of_months_and_years(receive, act, accepted, due):
    """Lesson 4: the day of the month was compared."""
    case = act(receive(accepted), "accept", accepted)

    assert case.clocks.get(code="decision").due.isoformat() == due


def test_a_deadline_reads_the_same_a_year_later_and_in_two_languages(receive, act):
    """Lessons 7 and 11: a past report depended on today, figures on translated text."""
    case = act(receive("2013-08-05"), "accept", "2013-08-06")
    clock = case.clocks.get(code="decision")
    days = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            found = clocks.deadline_of(clock)
            days.append((found.due, [step.kind for step in found.steps]))

    assert days[0] == days[1]
    assert set(Case.objects.values_list("state", "procedure")) == {("accepted", "ordinary")}


def test_cases_without_a_handler_are_in_every_list(client, handler, receive):
    """Lesson 8: unassigned cases dropped out."""
    case = receive("2013-08-05")
    Case.objects.update(handler=None)
    client.force_login(handler)

    assert case.number in client.get("/cases/").content.decode()
    assert case.number in client.get("/cases/todo/?sight=all").content.decode()
    assert client.get("/api/v1/cases/").json()["results"][0]["id"] == case.pk
    assert list(Case.objects.visible_to(handler).due()) == [case]


def test_who_joins_is_found_at_once_and_a_sweep_finds_what_was_lost(receive, act):
    """Lesson 9: records were unfindable until another index had caught up."""
    way = way_to(receive, act, "review", "B2")
    third = Party(role="third_party", name="并州商贸公司", paper="other", paper_number="1")
    way.go("join_party", 8, party=third)
    assert list(search(Case.objects.all(), "商贸")) == [way.case]

    Case.objects.update(search_text="", search_pairs="")
    assert list(search(Case.objects.all(), "商贸")) == []
    assert sweep(Case.objects.all()) == 1
    assert list(search(Case.objects.all(), "商贸")) == [way.case]


def test_the_last_moment_of_a_year_belongs_to_it(receive):
    """Lesson 10: the year was cut elsewhere. Half-open spans of days in Shanghai."""
    last, first = receive("2013-12-31"), receive("2014-01-01")

    year = Case.objects.filter(received_on__gte="2013-01-01", received_on__lt="2014-01-01")
    assert (list(year), last.number[-7:-2], first.number[-7:-2]) == ([last], "2013〕", "2014〕")


def test_a_case_keeps_the_period_that_was_applied_to_it(receive, act):
    """Lesson 18: the rule stood on the type. A new version leaves what was computed as it is."""
    case = act(receive("2026-07-01"), "accept", "2026-07-02")
    clock = case.clocks.get(code="decision")
    newer = Period.objects.get(pk=clock.period_id)
    newer.pk, newer.length, newer.effective_from = None, 45, date(2026, 8, 1)
    newer.save()
    again = act(receive("2026-08-03"), "accept", "2026-08-03")

    clock.refresh_from_db()
    assert (clock.due.isoformat(), clocks.deadline_of(clock).due) == ("2026-08-31", clock.due)
    assert again.clocks.get(code="decision").due.isoformat() == "2026-09-17"


def test_a_rule_set_added_later_leaves_cases_where_they_are(receive):
    case = receive("2026-07-01")
    RuleSet.objects.create(code="C", name="新法", effective_from=date(2026, 7, 2), laws="新法",
                           source="试")  # fmt: skip

    refused("received_on", receive, "2026-07-02")
    case.refresh_from_db()
    assert (case.rule_set.code, Case.objects.count()) == ("B2", 1)


def test_loading_again_loses_no_move_and_keeps_what_the_office_set(receive, act):
    """Lesson 20: history was lost in an upgrade."""
    act(receive("2013-08-05"), "accept", "2013-08-06")
    Setting.objects.filter(code="handlers_at_acceptance").update(value="2")
    before = (Move.objects.count(), Case.history.count(), Party.history.count())

    call_command("setup", verbosity=0)

    assert (Move.objects.count(), Case.history.count(), Party.history.count()) == before


def test_days_are_dates_numbers_numbers_and_parties_rows():
    """Lessons 21 and 22: everything was text, and parties were columns."""
    fields = [field for model in (Case, Clock, Party) for field in model._meta.get_fields()
              if isinstance(field, db.Field)]  # fmt: skip

    text = {f"{f.model.__name__}.{f.name}" for f in fields if isinstance(f, db.CharField)}
    assert not [name for name in text if re.search(r"(_on|_at|_days|count|amount)$", name)]
    assert not [f.name for f in fields if re.search(r"_?\d$", f.name)]


def test_a_year_without_a_calendar_is_provisional_and_no_error(receive, act):
    """Lesson 24: a calendar library raised for the next year."""
    case = act(receive("2026-11-16"), "accept", "2026-11-17")

    clock = case.clocks.get(code="decision")
    assert (clock.due.isoformat(), clock.is_provisional) == ("2027-01-18", True)


def test_who_may_close_a_case_is_never_asked_for_its_archive(receive, act):
    """Lesson 17: closing was blocked by the date of the archive."""
    case = act(receive("2013-08-05"), "accept", "2013-08-06")
    case = act(case, "dismiss", "2013-08-20", ground=option("dismissal", "application", "A"))

    assert (case.state, case.archived_on, "archive" in moves.allowed(case)) == (
        "dismissed", None, True,
    )  # fmt: skip
