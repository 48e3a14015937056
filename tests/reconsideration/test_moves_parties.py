"""Who joins a case, and which cases are joined (T19-T21)."""

from datetime import date

import pytest

from reconsideration import moves
from reconsideration.models import Party
from tests.reconsideration.conftest import OLD_ID, option
from tests.reconsideration.refusing import refused
from tests.reconsideration.ways import way_to


@pytest.fixture
def at(receive, act):
    return lambda state, rule_set="B2": way_to(receive, act, state, rule_set)


def person(role, name, **values):
    paper = {"paper": "other", "paper_number": f"P-{name}"}
    return Party(**{"role": role, "name": name, **paper, **values})


def test_a_party_has_at_most_two_agents_and_each_names_whom(at):
    way = at("review")
    principal = way.case.parties.get()

    refused("represents", way.go, "join_party", 6, party=person("agent", "甲"))
    for name in ("甲", "乙"):
        way.go("join_party", 6, party=person("agent", name, represents=principal))
    told = refused("represents", way.go, "join_party", 6,
                   party=person("agent", "丙", represents=principal))  # fmt: skip
    agent = way.case.parties.get(name="甲")
    refused("represents", way.go, "join_party", 6, party=person("agent", "丁", represents=agent))

    assert "2" in told
    assert way.case.parties.filter(role="agent").count() == 2


def test_no_side_has_more_than_five_representatives(at):
    way = at("review")
    third = person("third_party", "乙公司")
    way.go("join_party", 6, party=third)
    for number in range(5):
        way.go("join_party", 6, party=person("representative", f"甲{number}"))

    refused("role", way.go, "join_party", 6, party=person("representative", "甲5"))
    theirs = person("representative", "丙", represents=way.case.parties.get(name="乙公司"))
    assert way.go("join_party", 6, party=theirs).parties.count() == 8


def test_who_joins_is_found_and_an_heir_counts_as_an_applicant(at):
    way = at("review")
    heir = Party(role="applicant", name="王小二", paper="id_card", paper_number=OLD_ID)
    refused("paper", way.go, "join_party", 6, party=person("applicant", "王小二", paper="none"))
    case = way.go("join_party", 6, party=heir)

    assert (case.headcount, "王小二" in case.search_text, "wxe" in case.search_text) == (
        2, True, True,
    )  # fmt: skip


def test_a_case_joins_one_that_leads_and_is_under_way_at_the_same_organ(receive, act, at):
    lead, case = at("review"), at("review")
    other = act(receive("2026-07-01", organ="140100"), "accept", "2026-07-02")
    ground = option("joining", "several_persons", "B2")

    refused("ground", case.go, "join_case", 8, lead_case=lead.case,
            ground=option("joining", "same_act", "A"))  # fmt: skip
    for wrong in (case.case, other, receive("2026-07-01")):
        refused("lead_case", case.go, "join_case", 8, lead_case=wrong, ground=ground)
    case.go("join_case", 8, lead_case=lead.case, ground=ground)

    assert case.case.lead_case == lead.case
    assert "join_case" not in moves.allowed(case.case), "it is joined"
    assert "join_case" not in moves.allowed(lead.case), "it leads"


def test_joined_cases_keep_their_own_time_and_their_own_end(at):
    lead, case = at("review"), at("review")
    case.go("join_case", 8, lead_case=lead.case, ground=option("joining", "new_act", "B2"))
    lead.go("withdraw", 9, why="自愿")
    case.case.refresh_from_db()

    assert (lead.case.closing, case.case.closing, case.case.is_open) == ("withdrawn", "", True)
    assert (lead.case.due_on, case.case.due_on) == (None, date(2026, 8, 31))
    assert case.go("dismiss", 10, ground=option("dismissal", "claim", "B2")).closing == "dismissed"
