"""From the application to acceptance: what each move records, guards and starts (T1-T12)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from lawgov.organs.models import Organ
from reconsideration import moves
from reconsideration.models import Case, Setting
from tests.reconsideration.conftest import TODAY, applicant, application, option
from tests.reconsideration.refusing import clocks_of, refused
from tests.reconsideration.ways import way_to


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"posted_on": date(2024, 9, 6)}, "posted_on"),
        ({"act_on": date(2024, 9, 6)}, "act_on"),
        ({"known_on": date(2024, 9, 6)}, "known_on"),
        ({"act_on": date(2024, 9, 2), "known_on": date(2024, 9, 1)}, "known_on"),
        ({"act_on": date(2024, 9, 2), "content_known_on": date(2024, 9, 1)}, "content_known_on"),
        ({"channel": "county"}, "channel"),
    ],
)
def test_an_application_with_days_or_a_channel_that_cannot_be_is_refused(receive, facts, field):
    refused(field, receive, "2024-09-05", **facts)

    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("received", "channel", "organ", "code", "due"),
    [
        ("2013-08-05", "county", "140105", "forward", "2013-08-14"),
        ("2024-09-05", "agency", "140000-fzb", "agency_forward", "2024-09-12"),
    ],
)
def test_who_has_to_forward_has_a_time_for_it(receive, act, received, channel, organ, code, due):
    case = receive(received, channel=channel, organ=organ)
    act(case, "forward", due, addressee="有权的机关")

    assert clocks_of(case, code) == [(code, received, due, due, True)]
    assert case.clocks.running().count() == 0


def test_the_competent_organ_has_nothing_to_forward_and_no_time_for_it(receive):
    assert clocks_of(receive("2013-08-05", channel="county"), "forward") == []


def test_supplements_are_asked_for_once_and_the_review_begins_anew(receive, act):
    case = receive("2024-09-05")
    case = act(case, "ask_supplement", "2024-09-06", items="身份证",
               notice_received_on=date(2024, 9, 9))  # fmt: skip
    case = act(case, "take_supplement", "2024-09-20")

    assert (case.state, case.review_from.isoformat()) == ("received", "2024-09-20")
    assert clocks_of(case) == [
        ("acceptance_review", "2024-09-05", "2024-09-12", "2024-09-06", None),
        ("supplement_notice", "2024-09-05", "2024-09-12", "2024-09-06", True),
        ("supplement", "2024-09-09", "2024-09-24", "2024-09-20", True),
        ("acceptance_review", "2024-09-20", "2024-09-27", None, None),
    ]
    again = {"items": "再补", "notice_received_on": date(2024, 9, 23)}
    refused("items", act, case, "ask_supplement", "2024-09-23", **again)


@pytest.mark.parametrize(
    ("received", "due", "field"),
    [("2024-09-05", date(2024, 9, 30), "due"), ("2013-08-05", None, "due")],
)
def test_the_law_or_the_notice_sets_the_time_for_supplements(receive, act, received, due, field):
    case = receive(received)
    data = {"items": "身份证", "notice_received_on": date.fromisoformat(received), "due": due}

    refused(field, act, case, "ask_supplement", received, **data)


def test_supplements_get_more_time_only_before_their_time_has_passed(receive, act):
    way = way_to(receive, act, "supplement", "B1")
    due = way.case.clocks.get(code="supplement").due

    refused("due", act, way.case, "extend_supplement", due.isoformat(), due=due, why="住院")
    late = (due.replace(day=due.day + 1)).isoformat()
    refused("on", act, way.case, "extend_supplement", late, due=date(2024, 10, 30), why="住院")
    case = act(way.case, "extend_supplement", due.isoformat(), due=date(2024, 10, 30), why="住院")

    assert case.due_on == date(2024, 10, 30)
    assert case.moves.last().recorded == {"due": "2024-10-30", "why": "住院"}


def test_abandoned_is_only_what_was_not_supplemented_in_time(receive, act):
    way = way_to(receive, act, "supplement", "B2")
    due = way.case.clocks.get(code="supplement").due

    refused("on", act, way.case, "abandon", due.isoformat())
    case = act(way.case, "abandon", "2026-08-10", note="无正当理由")

    assert (case.state, case.intake_ended_on, case.due_on) == ("abandoned", date(2026, 8, 10), None)


@pytest.mark.parametrize(
    ("state", "rule_set", "accepted"),
    [("received", "A", "2013-08-05"), ("supplement", "A", "2013-08-09"),
     ("received", "B1", "2024-09-10"), ("supplement", "B1", "2024-09-10")],
)  # fmt: skip
def test_acceptance_counts_from_receipt_or_supplement_before_2024_then_from_the_act(
    receive, act, state, rule_set, accepted
):
    way = way_to(receive, act, state, rule_set)
    if state == "supplement":
        way.go("take_supplement", 4)
    case = way.go("accept", 5)

    assert (case.accepted_on.isoformat(), case.intake_ended_on) == (accepted, case.accepted_on)
    assert case.clocks.get(code="decision").start == case.accepted_on


def test_after_the_time_for_review_nothing_but_deemed_acceptance_is_left(receive, act):
    case = receive("2024-02-05")
    late = option("refusal", "late", "B1")

    refused("on", act, case, "refuse", "2024-02-19", ground=late)
    refused("on", act, case, "accept", "2024-02-19")
    refused("on", act, case, "withdraw_early", "2024-02-19")
    refused("on", act, case, "deem_accepted", "2024-02-18", today=date(2024, 2, 18))
    case = act(case, "deem_accepted", "2024-02-19")

    assert (case.accepted_on.isoformat(), case.acceptance) == ("2024-02-18", "deemed")
    assert clocks_of(case, "copy_to_respondent", "decision") == [
        ("copy_to_respondent", "2024-02-18", "2024-02-27", None, None),
        ("decision", "2024-02-18", "2024-04-18", None, None),
    ]


def test_a_refusal_for_want_of_jurisdiction_names_the_competent_organ_since_2024(receive, act):
    new, old = receive("2024-09-05"), receive("2013-08-05")
    ground = option("refusal", "jurisdiction", "B1")

    refused("competent", act, new, "refuse", "2024-09-06", ground=ground)
    new = act(new, "refuse", "2024-09-06", ground=ground, competent="太原市人民政府")
    old = act(old, "refuse", "2013-08-06", ground=option("refusal", "jurisdiction", "A"))

    assert (new.state, old.state) == ("not_accepted", "not_accepted")
    assert new.moves.last().recorded["competent"] == "太原市人民政府"


@pytest.mark.parametrize(
    ("kind", "code", "rule_set"),
    [("refusal", "late", "A"), ("refusal", "petition", "B2"), ("dismissal", "claim", "B1"),
     ("stay", "law", "B1")],
)  # fmt: skip
def test_a_ground_of_another_list_or_rule_set_is_refused(receive, act, kind, code, rule_set):
    case = receive("2024-09-05")

    refused("ground", act, case, "refuse", "2024-09-06", ground=option(kind, code, rule_set))


def test_the_agency_corrects_its_act_in_five_working_days_and_the_applicant_may_persist(
    receive, act
):
    case = receive("2026-07-01", channel="agency")
    refused("on", act, case, "self_correct", "2026-07-09", what="撤销")
    case = act(case, "self_correct", "2026-07-08", what="撤销", told_on=date(2026, 7, 9))
    case = act(case, "persist", "2026-07-20")

    assert (case.state, case.received_on, case.review_from) == (
        "received", date(2026, 7, 1), date(2026, 7, 20),
    )  # fmt: skip
    assert (case.is_open, case.intake_ended_on, case.due_on) == (True, None, date(2026, 7, 27))
    assert "ask_supplement" in moves.allowed(case)


def test_only_the_agencys_own_channel_lets_it_correct_itself(receive):
    case = receive("2026-07-01")

    assert "self_correct" not in moves.allowed(case)


def test_a_repeated_application_is_linked_to_the_earlier_case_of_this_organ(receive, act):
    earlier = receive("2026-07-01")
    elsewhere = receive("2026-07-01", organ="140100")
    case = receive("2026-07-02")

    refused("earlier_case", act, case, "decline_repeat", "2026-07-03", earlier_case=case)
    refused("earlier_case", act, case, "decline_repeat", "2026-07-03", earlier_case=elsewhere)
    case = act(case, "decline_repeat", "2026-07-03", earlier_case=earlier)

    assert (case.state, case.earlier_case, case.is_open) == ("not_handled_again", earlier, False)


@pytest.mark.parametrize("ending", ["withdraw", "settle"])
def test_who_withdrew_cannot_apply_again_unless_the_withdrawal_was_not_voluntary(
    receive, act, ending
):
    act_facts = {"act_number": "并公罚〔2024〕7号"}
    first = act(receive("2024-09-05", **act_facts), "accept", "2024-09-06")
    words = {"why": "自愿"} if ending == "withdraw" else {"terms": "退还", "is_discretionary": True}
    act(first, ending, "2024-09-10", **words)
    again = receive("2024-10-08", **act_facts)
    other = receive(
        "2024-10-08", **act_facts, parties=[applicant("李四", paper_number="x", paper="other")]
    )

    refused("unwilling", act, again, "accept", "2024-10-09")
    assert act(other, "accept", "2024-10-09").state == "accepted"
    case = act(again, "accept", "2024-10-09", unwilling="受胁迫撤回，有录音")

    assert case.moves.last().recorded["unwilling"] == "受胁迫撤回，有录音"


@pytest.mark.parametrize(
    ("facts", "is_blocked"),
    [({"act_on": date(2024, 8, 1)}, True), ({"act_on": date(2024, 8, 2)}, False), ({}, False),
     ({"act_on": date(2024, 8, 1), "respondent_name": "大同市公安局"}, False)],
)  # fmt: skip
def test_an_act_without_number_is_the_same_by_name_day_and_respondent(
    receive, act, facts, is_blocked
):
    first = act(receive("2024-09-05", act_on=date(2024, 8, 1)), "accept", "2024-09-06")
    act(first, "withdraw", "2024-09-10", why="自愿")
    again = receive("2024-10-08", **facts)

    assert (moves.acceptance.withdrawn_before(again) is not None) == is_blocked


def test_a_case_named_as_the_earlier_one_blocks_too(receive, act):
    first = act(receive("2024-09-05"), "accept", "2024-09-06")
    first = act(first, "withdraw", "2024-09-10", why="自愿")

    refused("unwilling", act, receive("2024-10-08", earlier_case=first), "accept", "2024-10-09")


@pytest.mark.parametrize("procedure", ["ordinary", "simplified"])
def test_where_the_office_demands_it_two_handlers_are_named_at_acceptance(
    receive, act, make_user, procedure
):
    Setting.objects.filter(code="handlers_at_acceptance").update(value="2")
    case = receive("2026-07-01")
    ground = {"simplified_ground": option("simplified", "warning", "B2")}
    data = {"procedure": procedure} | (ground if procedure == "simplified" else {})
    if procedure == "ordinary":
        refused("second_handler", act, case, "accept", "2026-07-02", **data)
        refused("second_handler", act, case, "accept", "2026-07-02", second_handler=case.handler)
        data["second_handler"] = make_user("承办人", username="second")

    assert act(case, "accept", "2026-07-02", **data).state == "accepted"


def test_who_may_not_see_a_case_or_not_handle_cases_cannot_be_given_it(receive, act, make_user):
    case = receive("2026-07-01")

    for user in (make_user("承办人", "140100"), make_user("填报员")):
        refused("handler", act, case, "assign", "2026-07-02", handler=user)
        refused("second_handler", act, case, "accept", "2026-07-02", second_handler=user)


def test_a_simplified_case_has_a_ground_of_its_rule_set(receive, act):
    case, old = receive("2026-07-01"), receive("2013-08-05")

    simplified = {"procedure": "simplified"}
    refused("simplified_ground", act, case, "accept", "2026-07-02", **simplified)
    refused("simplified_ground", act, case, "accept", "2026-07-02", **simplified,
            simplified_ground=option("stay", "law", "B2"))  # fmt: skip
    refused("procedure", act, old, "accept", "2013-08-06", **simplified)


def test_an_order_to_accept_brings_a_refused_application_back(receive, act):
    way = way_to(receive, act, "not_accepted", "A")
    words = {"superior": "国务院", "content": "责令受理", "what": "accept"}
    refused("on", act, way.case, "supervise", "2013-08-05", **words)
    case = way.go("supervise", 30, **words)
    case = way.go("accept", 31)

    assert (case.accepted_on.isoformat(), case.state) == ("2013-09-04", "accepted")
    case = way_to(receive, act, "accepted", "A").case
    refused("what", act, case, "supervise", "2013-09-05", **words)


def test_the_rule_set_is_that_of_the_day_of_receipt_and_stays(receive):
    days = ["2013-12-31", "2023-12-31", "2024-01-01", "2026-06-30", "2026-07-01"]

    assert [receive(day).rule_set.code for day in days] == ["A", "A", "B1", "B1", "B2"]


def test_an_application_that_is_refused_takes_no_number(handler, receive):
    with pytest.raises(ValidationError):
        moves.receive(
            application("2013-08-05"), organ=Organ.objects.get(code="140000"), parties=[],
            by=handler, today=TODAY,
        )  # fmt: skip

    assert receive("2013-08-05").number == "晋政复〔2013〕1号"
