"""Invented cases: by legal moves, with the days that the law gives, the same for the same seed."""

from collections import defaultdict
from datetime import date

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count

from lawgov.accounts.models import User
from lawgov.organs.models import Organ
from lawgov.statutes.current import calendar_as_of, law_version, terms_as_of
from lawgov.statutes.models import Period
from reconsideration import clocks
from reconsideration.models import (
    Case,
    Clock,
    Move,
    MoveRule,
    Party,
    Series,
)
from reconsideration.moves import RULES
from reconsideration.parties import id_fault, uscc_fault
from reconsideration.sample import invent_cases
from reconsideration.searching import index
from tests.reconsideration.replaying import Replay, clear, run, whole

TODAY = date(2026, 11, 20)


def invent(count: int, first: int = 2013, last: int = 2026, **options) -> int:
    values = {"seed": 1, "today": TODAY, **options}
    return invent_cases(count=count, years=(first, last), **values)


@pytest.fixture(scope="module")
def many(django_db_setup, django_db_blocker):
    """Cases of all three rule sets, made once for all tests and taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        if not Organ.objects.exists():
            call_command("setup", verbosity=0)
        invent(600, 2013, 2025)
        invent(600, 2026, 2026, seed=2)
        yield
        transaction.set_rollback(True)


def test_each_rule_set_has_cases(many, db):
    counts = dict(Case.objects.values_list("rule_set__code").annotate(Count("pk")))

    assert {code: count > 200 for code, count in counts.items()} == {
        "A": True, "B1": True, "B2": True}  # fmt: skip


def test_every_row_keeps_every_rule(many, db):
    """The database has checked all constraints; here those of the fields, and the papers."""
    links = [f.name for f in Case._meta.concrete_fields if f.is_relation]
    for case in Case.objects.order_by("pk"):
        case.clean_fields(exclude=links)
    for case in Case.objects.order_by("pk")[:20]:
        case.full_clean()
    for party in Party.objects.order_by("pk"):
        party.clean_fields(exclude=["case", "represents"])
        assert party.paper != "id_card" or id_fault(party.paper_number) == ""
        assert party.paper != "uscc" or uscc_fault(party.paper_number) == ""


def test_every_move_is_one_that_the_rule_set_and_the_state_allow(many, db):
    articles = {(rule.verb, rule.rule_set_id): rule.article for rule in MoveRule.objects.all()}
    state: dict[int, str] = {}
    for move in Move.objects.select_related("case").order_by("case_id", "pk"):
        assert move.article == articles[move.verb, move.case.rule_set_id]
        if move.verb != "receive":
            assert move.from_state == state[move.case_id]
            assert move.from_state in RULES[move.verb].sources
        state[move.case_id] = move.to_state

    assert state == dict(Case.objects.values_list("pk", "state"))


def test_every_deadline_is_the_one_that_the_engine_gives(many, db):
    version = law_version()
    periods = Period.objects.select_related("rule_set")
    terms = {period.pk: terms_as_of(period, version) for period in periods}
    calendar = calendar_as_of(version)
    rows = Clock.objects.exclude(period=None).select_related("case").prefetch_related("case__stops")
    for clock in rows:
        stops = clock.case.stops.all()
        deadline = clocks.deadline_by(clock, terms[clock.period_id], calendar, stops)
        kept = (clock.nominal, clock.due, clock.is_provisional, clock.calendar_version)
        assert kept == (deadline.nominal, deadline.due, deadline.is_provisional, version)


def test_every_case_reminds_of_its_soonest_day_and_can_be_found(many, db):
    for case in Case.objects.prefetch_related("parties").order_by("pk"):
        kept = (case.due_on, case.due_code, case.search_text, case.search_pairs)
        clocks.remind(case)
        index(case, list(case.parties.all()))
        assert kept == (case.due_on, case.due_code, case.search_text, case.search_pairs)


def test_versions_count_the_moves_and_every_case_has_a_beginning_in_its_history(many, db):
    counted = Case.objects.annotate(made=Count("moves")).values_list("version", "made")
    begun = Case.history.filter(history_type="+", state="received").count()

    assert all(version == made for version, made in counted)
    assert begun == Case.objects.count() == Case.history.count()


def test_numbers_follow_one_another_without_a_gap(many, db):
    found = defaultdict(list)
    for organ, number, day in Case.objects.order_by("received_on", "pk").values_list(
        "organ", "number", "received_on"
    ):
        serial = int(number.partition("〕")[2].removesuffix("号"))
        found[organ, day.year].append(serial)
        assert f"〔{day.year}〕" in number
    series = {(row.organ_id, row.year): row.last for row in Series.objects.all()}

    assert all(serials == list(range(1, len(serials) + 1)) for serials in found.values())
    assert series == {key: len(serials) for key, serials in found.items()}


def features(case: Case, verbs: list[str]) -> set[str]:
    """What is special about a case under the old or the revised law."""
    law = case.rule_set.code[0]
    told = {*verbs, f"{case.state} {case.closing}", f"{case.procedure} {case.acceptance}"}
    return {f"{law} {one}" for one in told} | {case.rule_set.code, f"{case.headcount > 10}"}


def some_of_everything() -> list[int]:
    """Few cases in which everything that occurs at all occurs."""
    verbs = defaultdict(list)
    for case, verb in Move.objects.order_by("pk").values_list("case", "verb"):
        verbs[case].append(verb)
    rows = Case.objects.select_related("rule_set").order_by("pk")
    special = {case.pk: features(case, verbs[case.pk]) for case in rows}
    seen: set[str] = set()
    chosen: list[int] = []
    for pk in sorted(special, key=lambda pk: -len(special[pk])):
        if special[pk] - seen:
            seen |= special[pk]
            chosen.append(pk)
    linked = Case.objects.filter(pk__in=chosen).values_list("earlier_case", "lead_case")
    return sorted({*chosen, *(pk for pair in linked for pk in pair if pk)})


def test_the_moves_themselves_lead_to_the_same_cases(many, db):
    expected = [whole(case) for case in Case.objects.filter(pk__in=some_of_everything())
                .order_by("pk")]  # fmt: skip
    clear()
    User.objects.update(is_active=True)

    replays = [Replay(rows, TODAY) for rows in expected]
    run(replays)

    for replay, rows in zip(replays, expected, strict=True):
        assert whole(Case.objects.get(pk=replay.case.pk)) == rows
