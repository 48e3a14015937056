"""The draft, its approvals, and the ways in which a case is closed (T27-T30, T34-T36, T38)."""

from datetime import date
from decimal import Decimal

import pytest

from reconsideration import moves
from reconsideration.models import Closing, Option
from tests.reconsideration.conftest import option
from tests.reconsideration.refusing import clocks_of, refused
from tests.reconsideration.ways import BEGIN, Way, way_to


@pytest.fixture
def at(receive, act):
    return lambda state, rule_set="B2": way_to(receive, act, state, rule_set)


@pytest.fixture
def examined(receive, act):
    """A case whose draft the section head has approved."""

    def make(rule_set="B2", **facts):
        way = Way(receive, act, rule_set, **facts)
        way.to("drafting")
        way.go("examine", 8)
        return way

    return make


def test_three_persons_write_approve_and_sign(at, handler, head, leader):
    way = at("drafting")
    assert "decide" not in moves.allowed(way.case)
    kinds = [way.option("decision", "uphold")]

    refused("", way.go, "examine", 8, by=handler)
    way.go("examine", 8, by=head)
    refused("", way.go, "decide", 9, kinds=kinds, by=handler)
    case = way.go("decide", 9, kinds=kinds, by=leader)

    assert (case.drafted_by, case.examined_by) == (handler, head)


def test_a_draft_that_goes_back_is_written_and_approved_anew(at):
    way = at("drafting")
    way.go("examine", 8)
    case = way.go("send_back", 9, opinion="补充说理")
    way.go("draft", 10, proposal="撤销")

    assert (case.state, case.drafted_by, case.examined_by) == ("review", None, None)
    assert "decide" not in moves.allowed(way.case)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"kinds": []}, "kinds"),
        ({"kinds": ["compensate"]}, "kinds"),
        ({"kinds": ["invalid"]}, "kinds"),
        ({"kinds": ["revoke_default"]}, "kinds"),
        ({"kinds": ["uphold"], "redo_days": 30}, "redo_days"),
        ({"kinds": ["alter"], "is_worse": True}, "is_worse"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(examined, data, field):
    way = examined()
    kinds = [way.option("decision", code) for code in data["kinds"]]

    refused(field, way.go, "decide", 9, **data | {"kinds": kinds})
    assert way.case.rulings.count() == 0


@pytest.mark.parametrize(
    ("rule_set", "code"), [("A", "invalid"), ("B1", "unlawful_redo"), ("A", "agreement")]
)
def test_a_kind_of_another_rule_set_is_refused(examined, rule_set, code):
    way = examined(rule_set, claims_invalid=True)
    kind = Option.objects.filter(list="decision", code=code).first()

    refused("kinds", way.go, "decide", 9, kinds=[kind])


@pytest.mark.parametrize(
    ("rule_set", "asked", "is_allowed"),
    [("A", True, False), ("B1", False, False), ("B1", True, True), ("B2", True, True)],
)
def test_worse_for_the_applicant_only_if_a_third_party_asked_since_2024(
    examined, rule_set, asked, is_allowed
):
    way = examined(rule_set)
    data = {
        "kinds": [way.option("decision", "alter")],
        "is_worse": True,
        "third_party_asked": asked,
    }

    if not is_allowed:
        refused("is_worse", way.go, "decide", 9, **data)
    else:
        assert way.go("decide", 9, **data).closing == "altered"


@pytest.mark.parametrize(
    ("codes", "closing", "performance"),
    [
        (["uphold"], "upheld", ""),
        (["uphold", "revoke_part"], "revoked", ""),
        (["revoke_redo", "compensate"], "revoked", "pending"),
        (["unlawful"], "unlawful", ""),
        (["perform"], "perform", "pending"),
        (["alter", "unlawful"], "altered", ""),
    ],
)
def test_of_several_kinds_the_one_that_corrects_the_act_is_counted(
    examined, codes, closing, performance
):
    way = examined()

    case = way.go("decide", 9, kinds=[way.option("decision", code) for code in codes])

    assert (case.closing, case.performance, case.rulings.count()) == (
        closing, performance, len(codes),
    )  # fmt: skip


def test_claimed_compensation_is_decided_on_too(examined):
    way = examined(claims_compensation=True)
    kinds = [way.option("decision", "revoke")]

    refused("compensation", way.go, "decide", 9, kinds=kinds)
    case = way.go("decide", 9, kinds=kinds, compensation=Decimal("0.00"))

    assert case.compensation_granted == Decimal("0.00")


def test_confirmed_invalid_is_only_what_the_applicant_asked_for(examined):
    way = examined(claims_invalid=True)

    assert way.go("decide", 9, kinds=[way.option("decision", "invalid")]).closing == "unlawful"


@pytest.mark.parametrize("number", [61, 62])
def test_a_decision_is_in_time_or_not_and_made_all_the_same(examined, number):
    way = examined()
    case = way.go("decide", number, kinds=[way.option("decision", "uphold")])

    assert clocks_of(case, "decision")[0][-1] is (number == 61)
    assert (case.is_open, case.due_on, case.due_code) == (False, None, "")


def test_closing_ends_every_time_but_what_goes_on_elsewhere(at):
    way = at("await_reply")
    case = way.go("withdraw", 8, why="自愿", respondent_corrected=True)

    assert case.clocks.running().count() == 0
    assert (case.closing, case.respondent_corrected) == ("withdrawn", True)
    refused("is_voluntary", at("review").go, "withdraw", 8, why="被迫", is_voluntary=False)


@pytest.mark.parametrize(("verb", "closing"), [("mediate", "mediated"), ("settle", "settled")])
@pytest.mark.parametrize("rule_set", BEGIN)
def test_before_2024_only_discretionary_acts_are_mediated_or_settled(at, verb, closing, rule_set):
    way = at("await_reply", rule_set)
    if rule_set == "A":
        refused("is_discretionary", way.go, verb, 8, terms="退还罚款")
    case = way.go(verb, 8, terms="退还罚款", is_discretionary=rule_set == "A")

    assert case.closing == closing
    assert case.performance == ("pending" if verb == "mediate" else "")


@pytest.mark.parametrize(
    ("code", "rule_set", "is_allowed"),
    [("application", "A", True), ("claim", "B1", True), ("groundless", "B2", True),
     ("not_invalid", "B2", True), ("groundless", "B1", False), ("impossible", "A", False)],
)  # fmt: skip
def test_dismissals_have_the_grounds_of_their_regulation(at, code, rule_set, is_allowed):
    way = at("review", rule_set)
    ground = Option.objects.filter(
        list="dismissal", code=code, rule_sets__contains=rule_set
    ).first()
    ground = ground or option("dismissal", code, "B2")

    if not is_allowed:
        refused("ground", way.go, "dismiss", 8, ground=ground)
    else:
        assert way.go("dismiss", 8, ground=ground).intake_ground == ground


def test_a_case_that_is_taken_up_hands_its_files_over_and_begins_anew_above(receive, act):
    way = Way(receive, act, "B2", organ="140100")
    way.to("review")
    way.go("elevate", 10, superior="山西省人民政府", why="重大社会影响")
    assert (way.case.state, way.case.closing, way.case.due_code) == (
        "elevated", "other", "elevation_files",
    )  # fmt: skip
    assert clocks_of(way.case, "elevation_files")[0][1:3] == ("2026-07-11", "2026-07-17")

    above = act(receive("2026-07-16", earlier_case=way.case), "accept", "2026-07-16")
    way.case.refresh_from_db()

    assert clocks_of(way.case, "elevation_files")[0][-2:] == ("2026-07-16", True)
    assert (way.case.due_on, above.clocks.get(code="decision").start) == (None, date(2026, 7, 16))


def test_files_of_a_case_taken_up_can_be_noted_as_handed_over(receive, act, at):
    way = at("elevated")
    case = way.go("forward", 8, addressee="国务院部门")

    assert (case.state, case.due_on, "forward" in moves.allowed(case)) == ("elevated", None, False)
    assert "forward" not in moves.allowed(at("elevated", "B1").case)


def test_every_closing_has_a_column_and_every_kind_of_decision_one_of_them(shipped):
    columns = set(Option.objects.filter(list="decision").values_list("column", flat=True)) - {""}

    assert columns <= set(Closing.values)
