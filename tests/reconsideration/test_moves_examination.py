"""From acceptance to the draft: copy, reply, hearing, inquiry, parties (T13-T23, T33)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from reconsideration import moves
from reconsideration.models import Consultation, Hearing, Investigation, Setting, ViewsHeard
from tests.reconsideration.conftest import option
from tests.reconsideration.refusing import clocks_of, refused
from tests.reconsideration.ways import way_to


@pytest.fixture
def at(receive, act):
    return lambda state, rule_set="B2", **data: way_to(receive, act, state, rule_set)


def simple(receive, act, day="2026-07-01", accepted="2026-07-02"):
    """A case in the simplified procedure."""
    ground = option("simplified", "warning", "B2")
    return act(receive(day), "accept", accepted, procedure="simplified", simplified_ground=ground)


@pytest.mark.parametrize(
    ("rule_set", "copy", "reply"),
    [
        ("A", ("2013-08-05", "2013-08-14"), ("2013-08-07", "2013-08-19")),
        ("B1", ("2024-09-06", "2024-09-18"), ("2024-09-07", "2024-09-23")),
        ("B2", ("2026-07-02", "2026-07-13"), ("2026-07-03", "2026-07-17")),
    ],
)
def test_copy_and_reply_have_the_times_of_their_law(at, rule_set, copy, reply):
    case = at("await_reply", rule_set).case

    codes = [c[:3] for c in clocks_of(case, "copy_to_respondent", "respondent_reply")]
    assert codes == [("copy_to_respondent", *copy), ("respondent_reply", *reply)]


def test_in_the_simplified_procedure_copy_and_reply_are_shorter(receive, act):
    case = simple(receive, act)
    act(case, "send_copy", "2026-07-06", copy_received_on=date(2026, 7, 7))

    codes = ["copy_to_respondent_simplified", "respondent_reply_simplified", "decision_simplified"]
    assert [c[1:3] for c in clocks_of(case, *codes)] == [
        ("2026-07-02", "2026-07-07"), ("2026-07-02", "2026-08-03"), ("2026-07-07", "2026-07-14"),
    ]  # fmt: skip


@pytest.mark.parametrize(("received", "today"), [(5, "2026-11-20"), (8, "2026-07-08")])
def test_a_copy_arrives_after_it_was_sent_and_not_in_the_future(at, received, today):
    way = at("accepted")
    day = date(2026, 7, received) if received == 5 else date(2026, 7, 9)

    refused("copy_received_on", way.go, "send_copy", 6, copy_received_on=day,
            today=date.fromisoformat(today))  # fmt: skip


def test_a_late_reply_is_taken_and_marked(at):
    way = at("await_reply")
    case = way.go("take_reply", 30, evidence="证据目录")

    assert (case.state, case.moves.last().recorded) == (
        "review", {"evidence": "证据目录", "in_time": False},
    )  # fmt: skip
    assert clocks_of(case, "respondent_reply")[0][-1] is False


def test_a_default_is_noted_after_the_last_day_and_leads_to_the_draft(at):
    way = at("await_reply")
    refused("on", way.go, "note_default", 16)
    case = way.go("note_default", 17)

    assert (case.state, case.is_in_default) == ("drafting", True)


def test_since_2024_a_third_partys_evidence_saves_the_act_from_default(at):
    new, old = at("await_reply"), at("await_reply", "A")
    evidence = {"third_party_evidence": "第三人提交的许可证"}

    refused("third_party_evidence", old.go, "note_default", 20, **evidence)
    case = new.go("note_default", 20, **evidence)

    assert (case.state, case.is_in_default) == ("review", False)
    assert "draft" not in moves.allowed(case), "the views are still to be heard"


def test_copy_and_reply_go_on_while_the_case_is_suspended(at):
    way = at("accepted")
    way.go("suspend", 2, ground=way.option("suspension", "force"))
    assert "take_reply" not in moves.allowed(way.case)
    way.go("send_copy", 3, copy_received_on="+3")
    assert "send_copy" not in moves.allowed(way.case)
    way.go("take_reply", 8)
    state = way.case.state
    case = way.go("resume", 20)

    assert (state, case.state) == ("suspended", "review")
    assert clocks_of(case, "respondent_reply")[0][-1] is True


@pytest.mark.parametrize("meanwhile", [False, True])
def test_a_case_resumes_where_it_stood_or_further(at, meanwhile):
    way = at("accepted")
    way.go("suspend", 2, ground=way.option("suspension", "force"))
    if meanwhile:
        way.go("send_copy", 3, copy_received_on="+3")

    assert way.go("resume", 20).state == ("await_reply" if meanwhile else "accepted")


def hearing(**values):
    bench = {"chair": "赵一", "officers": "钱二、孙三", "recorder": "李四"}
    days = {"planned_on": date(2026, 7, 20), "place": "一号听证室"}
    return Hearing(**{**bench, **days, **values})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"officers": "钱二"}, "officers"),
        ({"officers": "钱二、钱二"}, "officers"),
        ({"officers": ""}, "officers"),
        ({"chair": "钱二"}, "chair"),
        ({"recorder": "赵一"}, "recorder"),
        ({"recorder": "孙三"}, "recorder"),
        ({"planned_on": date(2026, 7, 16)}, "planned_on"),
        ({"planned_on": date(2026, 7, 6)}, "planned_on"),
    ],
)
def test_a_hearing_has_its_bench_and_five_working_days_of_notice(at, changes, field):
    way = at("review")

    refused(field, way.go, "invite_hearing", 8, hearing=hearing(**changes))
    assert way.case.clocks.filter(code="hearing_notice").count() == 0


@pytest.mark.parametrize(
    ("rule_set", "changes"),
    [("B2", {}), ("B2", {"officers": "钱二 孙三 周五"}),
     ("B2", {"kind": "simplified", "officers": ""}),
     ("A", {"officers": "", "planned_on": date(2013, 8, 14)})],
)  # fmt: skip
def test_a_hearing_with_enough_officers_is_notified(at, rule_set, changes):
    way = at("review", rule_set)

    case = way.go("invite_hearing", 8, hearing=hearing(**changes))

    assert (case.hearings.count(), "hold_hearing" in moves.allowed(case)) == (1, True)


def test_a_hearing_is_held_on_its_day_or_later_with_the_head_or_the_reason(at):
    way = at("review")
    way.go("invite_hearing", 8, hearing=hearing())
    data = {"hearing": way.case.hearings.get(), "minutes": "笔录"}

    refused("on", way.go, "hold_hearing", 18, **data, head_attended=True)
    refused("head_reason", way.go, "hold_hearing", 19, **data)
    case = way.go(
        "hold_hearing", 19, **data, head_reason="出差，委托副局长", applicant_attended=False
    )

    held = case.hearings.get()
    assert (held.held_on, held.head_attended, held.applicant_attended) == (
        date(2026, 7, 20), False, False,
    )  # fmt: skip
    assert "draft" in moves.allowed(case)
    refused("hearing", moves.RULES["hold_hearing"].act, fake(case), hearing=held, minutes="再")


def fake(case):
    return moves.engine.Step(case, "hold_hearing", None, date(2026, 7, 20), date(2026, 7, 21), "")


def investigation(**values):
    usual = {"kind": "site", "officials": "赵一、钱二", "summary": "勘验",
             "begun_on": date(2026, 7, 8), "ended_on": date(2026, 7, 13)}  # fmt: skip
    return Investigation(**{**usual, **values})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"officials": "赵一"}, "officials"),
        ({"officials": "赵一、 赵一"}, "officials"),
        ({"ended_on": date(2026, 7, 7)}, "ended_on"),
        ({"ended_on": date(2026, 11, 21)}, "ended_on"),
        ({"begun_on": date(2026, 7, 1)}, "begun_on"),
        ({"kind": "dream"}, "kind"),
    ],
)
def test_two_officials_investigate_on_days_that_can_be(at, changes, field):
    way = at("review")

    refused(field, way.go, "investigate", 14, investigation=investigation(**changes))
    assert (way.case.investigations.count(), way.case.stops.count()) == (0, 0)


@pytest.mark.parametrize(
    ("kind", "due"),
    [("site", "2026-09-07"), ("appraisal", "2026-09-07"), ("inquiry", "2026-08-31")],
)
def test_inspection_and_appraisal_do_not_count_but_an_inquiry_does(at, kind, due):
    way = at("review")
    way.go("investigate", 14, investigation=investigation(kind=kind))

    assert way.case.clocks.get(code="decision").due.isoformat() == due


def test_what_is_excluded_after_the_time_ended_does_not_bring_it_back(at):
    way = at("review")
    late = investigation(begun_on=date(2026, 9, 10), ended_on=date(2026, 9, 20))
    way.go("investigate", 90, investigation=late)

    assert way.case.clocks.get(code="decision").due.isoformat() == "2026-08-31"


def test_conversion_brings_all_ordinary_times_from_their_own_beginnings(receive, act):
    case = simple(receive, act)
    case = act(case, "send_copy", "2026-07-06", copy_received_on=date(2026, 7, 7))
    case = act(case, "convert", "2026-07-10", why="案情复杂")

    assert (case.procedure, case.was_converted, case.state) == ("ordinary", True, "await_reply")
    assert [c[:3] for c in clocks_of(case) if c[3] is None] == [
        ("respondent_reply", "2026-07-07", "2026-07-21"),
        ("decision", "2026-07-02", "2026-08-31"),
    ]
    assert "convert" not in moves.allowed(case)
    assert "extend" in moves.allowed(case)


def test_a_stay_has_a_ground_of_its_law(at):
    new, old = at("review"), at("review", "A")

    refused("ground", old.go, "stay", 8, ground=option("stay", "third_party", "B2"))
    new.go("stay", 8, ground=option("stay", "third_party", "B2"))

    assert new.case.stays.get().stayed_on == date(2026, 7, 9)


def test_an_opinion_that_is_not_followed_has_a_reason(at):
    way = at("review")
    opinion = {"members": "王教授、李律师", "opinion": "建议撤销", "is_adopted": False}

    refused("why_not", way.go, "consult", 8, consultation=Consultation(**opinion))
    way.go("consult", 8, consultation=Consultation(**opinion, why_not="证据充分"))

    assert way.case.consultations.get().met_on == date(2026, 7, 9)


@pytest.mark.parametrize(
    ("rule_set", "how", "is_allowed"),
    [("A", "", True), ("B1", "", False), ("B2", "", False), ("B2", "phone", True),
     ("B2", "failed", True)],
)  # fmt: skip
def test_the_parties_are_heard_before_a_draft_where_the_law_wants_it(at, rule_set, how, is_allowed):
    way = at("review", rule_set)
    if how:
        way.go("hear_views", 6, views=ViewsHeard(party_name="张三", how=how, summary="两次未接听"))

    assert ("draft" in moves.allowed(way.case)) == is_allowed


def test_what_belongs_to_examination_is_not_dated_before_acceptance(at):
    way = at("await_reply")
    views = ViewsHeard(party_name="张三", how="phone", summary="要求")

    refused("on", way.go, "hear_views", 0, views=views)


def test_the_settings_of_a_hearing_are_data(at):
    Setting.objects.filter(code="hearing_officers_min").update(value="3")

    with pytest.raises(ValidationError):
        at("review").go("invite_hearing", 8, hearing=hearing())
