"""Lawsuits after a case: who is sued, when, stage by stage (T48)."""

from functools import partial

import pytest

from reconsideration.models import Lawsuit
from tests.reconsideration.conftest import applicant, option
from tests.reconsideration.refusing import refused
from tests.reconsideration.ways import decided_way, served, way_to


@pytest.fixture
def at(receive, act):
    return lambda state, rule_set="B2": way_to(receive, act, state, rule_set)


@pytest.fixture
def decide(receive, act):
    return partial(decided_way, receive, act)


def suit(**values):
    usual = {"stage": "first", "court": "太原铁路运输中级法院", "court_number": "（2026）晋行初1号"}
    return Lawsuit(**{**usual, **values})


@pytest.mark.parametrize(
    ("kind", "rule_set", "later", "defendant"),
    [
        ("uphold", "A", 30, "agency"),
        ("uphold", "A", 700, "joint"),
        ("uphold", "B1", 30, "joint"),
        ("alter", "A", 30, "alone"),
        ("revoke", "B2", 30, "alone"),
        ("unlawful", "B2", 30, "alone"),
    ],
)
def test_the_defendant_is_the_one_of_the_procedure_law_of_the_day(
    decide, kind, rule_set, later, defendant
):
    way = decide(kind, rule_set)
    way.go("sue", later, lawsuit=suit())

    assert way.case.lawsuits.get().defendant == defendant


@pytest.mark.parametrize(
    ("code", "defendant"), [("claim", "joint"), ("application", ""), ("groundless", "")]
)
def test_a_dismissed_claim_counts_as_upheld_but_a_dismissed_application_does_not(
    at, code, defendant
):
    way = at("review")
    way.go("dismiss", 8, ground=option("dismissal", code, "B2"))

    if not defendant:
        refused("defendant", way.go, "sue", 20, lawsuit=suit())
    way.go("sue", 20, lawsuit=suit(defendant=defendant or "alone"))

    assert way.case.lawsuits.get().defendant == (defendant or "alone")


def test_nobody_sues_while_reconsideration_runs_but_when_it_is_late(at):
    way = at("review")

    refused("on", way.go, "sue", 61, lawsuit=suit(defendant="alone"))
    case = way.go("sue", 62, lawsuit=suit(defendant="alone"))

    assert (case.state, case.lawsuits.count()) == ("review", 1)


def test_a_suit_ends_the_time_of_its_plaintiff_only(decide):
    way = decide(parties=[applicant("张三"), applicant("李四")])
    served(way)
    served(way, "李四", 12)
    refused("plaintiff", way.go, "sue", 20, lawsuit=suit(), plaintiff="王五")
    way.go("sue", 20, lawsuit=suit(), plaintiff="张三")
    running = set(way.case.clocks.running().values_list("subject", flat=True))
    way.go("sue", 21, lawsuit=suit(court_number="（2026）晋行初2号"))

    assert (running, way.case.clocks.running().count()) == ({"李四"}, 0)


def test_a_suit_goes_from_stage_to_stage(decide):
    way = decide()
    second = suit(stage="second", court_number="（2026）晋行终1号")
    retrial = suit(stage="retrial", court_number="（2026）晋行申1号")
    way.go("sue", 20, lawsuit=suit())
    refused("court_number", way.go, "sue", 21, lawsuit=suit())
    refused("stage", way.go, "sue", 21, lawsuit=second)
    first = way.case.lawsuits.get()
    verdict = {"form": "judgment", "result": "驳回诉讼请求"}
    refused("on", way.go, "close_suit", 19, lawsuit=first, **verdict)
    way.go("close_suit", 40, lawsuit=first, **verdict, head_attended=True)
    way.go("sue", 50, lawsuit=second)
    refused("lawsuit", way.go, "close_suit", 51, lawsuit=first, **verdict)
    way.go("sue", 60, lawsuit=retrial)

    rows = list(way.case.lawsuits.values_list("stage", "defendant", "head_attended"))
    assert rows == [("first", "joint", True), ("second", "joint", None), ("retrial", "joint", None)]
