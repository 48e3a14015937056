"""Cases as an import writes them: as if they had gone their way here."""

from datetime import date

import pytest

from reconsideration import clocks, numbering, searching
from reconsideration.models import Case, Clock, Move, Party, Series
from tests.reconsideration.ledgers import (
    faults,
    imported,
    row,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept(keep_imports, shipped):
    """Files of imports stay in the test's own folder."""


def journal(case: Case) -> list[tuple]:
    names = ("verb", "from_state", "to_state", "made_on")
    return [(*values[:3], values[3].isoformat()) for values in case.moves.values_list(*names)]


WHOLE = {"审结日期": "2013-05-10", "中止日期": "2013-03-20", "恢复日期": "2013-04-01",
         "结案方式": "撤销并责令重新作出；确认违法", "送达日期": "2013-05-13",
         "归档日期": "2013-06-03"}  # fmt: skip


def test_a_case_stands_as_if_it_had_gone_its_way_here():
    run = imported(row(**WHOLE))

    case = Case.objects.get()
    assert (run.state, run.rows_written, faults(run)) == ("done", 1, [])
    assert (case.number, case.state, case.closing, case.is_open, case.due_on) == (
        "晋政复〔2013〕12号", "decided", "revoked", False, None)  # fmt: skip
    assert (case.rule_set.code, case.organ.code, case.province_id, case.performance) == (
        "A", "140000", case.organ_id, "pending")  # fmt: skip
    assert [str(ruling) for ruling in case.rulings.all()] == ["撤销并责令重新作出", "确认违法"]


def test_the_journal_tells_the_whole_way():
    imported(row(**WHOLE))

    assert journal(Case.objects.get()) == [
        ("receive", "", "received", "2013-03-05"),
        ("accept", "received", "accepted", "2013-03-05"),
        ("suspend", "accepted", "suspended", "2013-03-20"),
        ("resume", "suspended", "accepted", "2013-04-01"),
        ("decide", "accepted", "decided", "2013-05-10"),
        ("serve", "decided", "decided", "2013-05-13"),
        ("archive", "decided", "decided", "2013-06-03"),
    ]


def test_each_move_says_who_by_which_article_and_where_it_was_read(head):
    run = imported(row(), by=head)

    move = Move.objects.get(verb="decide")
    assert (move.made_by, move.reason, move.article[:11]) == (head, "导入", "行政复议法（1999）")
    assert {key: move.recorded[key] for key in ("import", "row")} == {"import": run.pk, "row": 2}


def test_case_and_party_begin_their_history_with_the_importing_person(head):
    run = imported(row(), by=head)

    for record in (Case.history.get(), Party.history.get()):
        assert (record.history_type, record.history_user, record.history_change_reason) == (
            "+", head, f"导入第{run.pk}号")  # fmt: skip
    assert Case.history.get().closing == "upheld"


def test_the_deadline_is_the_one_that_the_clocks_compute(head):
    imported(row(延长天数="30", 中止日期="2013-03-20", 恢复日期="2013-04-01"), by=head)

    clock = Clock.objects.get()
    deadline = clocks.deadline_of(clock)
    assert (clock.code, clock.due, clock.nominal) == ("decision", deadline.due, deadline.nominal)
    assert (clock.ended_on, clock.is_met) == (date(2013, 4, 20), True)


OPEN = {"审结日期": "", "结案方式": "", "送达日期": ""}


@pytest.mark.parametrize("values", [
    OPEN,
    OPEN | {"状态": "审理中"},
    OPEN | {"中止日期": "2013-03-20"},
    OPEN | {"受理日期": "", "申请审查结果": ""},
])  # fmt: skip
def test_an_open_case_is_reminded_of_by_the_same_rule_as_every_case(values):
    run = imported(row(**values))

    assert faults(run) == []
    case = Case.objects.get()
    was = (case.due_on, case.due_code)
    clocks.remind(case)
    assert (case.due_on, case.due_code) == was
    assert case.is_open
    assert journal(case)[-1][2] == case.state


def test_an_imported_open_case_goes_on_by_its_moves(head, act):
    imported(row(**OPEN), by=head)

    case = act(Case.objects.get(), "send_copy", "2013-03-08", copy_received_on=date(2013, 3, 9))

    assert case.state == "await_reply"


def test_a_case_is_found_by_its_words_at_once():
    imported(row(申请人="张三、李四", 证件号码="140103197501010010、11010519491231002X"))

    case = Case.objects.get()
    was = (case.search_text, case.search_pairs)
    searching.index(case, list(case.parties.all()))
    assert (case.search_text, case.search_pairs) == was
    rows = Case.objects.all()
    found = [list(searching.search(rows, word)) for word in ("zs", "李四", "王五")]
    assert found == [[case], [case], []]


def test_new_numbers_go_on_behind_the_imported_ones(receive):
    imported(row(7), row(40), row(9), row(99, 案号="晋府复〔2013〕99号"))

    assert receive("2013-08-05").number == "晋政复〔2013〕41号"
    assert Series.objects.get(kind=numbering.CASE, year=2013).last == 41


def test_a_series_never_goes_back(receive):
    receive("2013-08-05", act_number="")
    Series.objects.update(last=500)

    imported(row(40))

    assert Series.objects.get(kind=numbering.CASE, year=2013).last == 500


REFUSED = {"受理日期": "", "审结日期": "", "结案方式": "", "送达日期": "2013-03-11",
           "申请审查结果": "不予受理", "办理日期": "2013-03-08",
           "不予受理事由": "late"}  # fmt: skip


def test_a_refused_application_ends_at_intake_and_its_refusal_is_served():
    run = imported(row(**REFUSED))

    case = Case.objects.get()
    assert faults(run) == []
    assert (case.state, case.is_open, case.accepted_on, case.served_on) == (
        "not_accepted", False, None, None)  # fmt: skip
    assert (case.intake_ended_on, str(case.intake_ground)) == (
        date(2013, 3, 8), "超过法定申请期限")  # fmt: skip
    assert journal(case)[1:] == [
        ("refuse", "received", "not_accepted", "2013-03-08"),
        ("serve", "not_accepted", "not_accepted", "2013-03-11"),
    ]
    assert not case.clocks.exists()


@pytest.mark.parametrize(("received", "accepted", "code", "due"), [
    ("2013-03-05", "", "A", "2013-05-06"),
    ("2024-03-05", "2024-03-08", "B1", "2024-05-07"),
    ("2026-07-06", "2026-07-08", "B2", "2026-09-07"),
])  # fmt: skip
def test_the_rule_set_is_that_of_the_day_of_receipt(received, accepted, code, due):
    year = received[:4]
    run = imported(row(案号=f"晋政复〔{year}〕3号", 收到日期=received, 受理日期=accepted,
                       **OPEN))  # fmt: skip

    assert faults(run) == []
    clock = Clock.objects.get(code="decision")
    assert (clock.case.rule_set.code, clock.due.isoformat()) == (code, due)
    assert clock.case.accepted_on.isoformat() == (accepted or received)
