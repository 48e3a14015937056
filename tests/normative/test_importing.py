"""Import of past documents: what is written, what is refused, and how it goes on."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from lawgov.importing import reading
from lawgov.importing.going import rows_of
from normative.models import Check, Document, Matter, Move, State, Version
from normative.searching import search
from tests.importing import others, told
from tests.normative.registers import (
    DESK,
    GOOD,
    TEXT,
    faults,
    finish,
    imported,
    row,
    start,
    step,
)
from tests.reconsideration.filing import packed
from tests.reconsideration.ledgers import as_csv, book
from tests.tables import table

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept(store, shipped):
    """Files of imports stay in the test's own folder."""


@pytest.mark.parametrize("case", table("document_import_faults.csv"),
                         ids=lambda case: f"{case['column']} {case['value']}")  # fmt: skip
def test_each_fault_is_told_at_its_row_and_column_in_words(case):
    run = imported(row(1), GOOD | {case["column"]: case["value"]} | others(case))

    assert told(run, 3, case)
    assert (run.rows_written, run.rows_total) == (1, 2)


def test_a_document_is_written_with_what_follows_from_maker_and_title(head):
    run = imported(row(12, 文号="并政发[2013]012号", 联合制定机关="大同市"), by=head)

    one = Document.objects.get()
    assert (faults(run), run.rows_written) == ([], 1)
    assert (one.organ.code, one.level, one.kind, one.title_type.code) == (
        "140100", "prefecture", "government", "measures",
    )  # fmt: skip
    assert (one.number, one.maker_name) == ("并政发〔2013〕12号", "太原市人民政府、大同市人民政府")
    assert [organ.code for organ in one.comakers.all()] == ["140200"]
    assert (one.city.code, one.county, one.registered_by) == ("140100", None, head)
    assert (one.dated_on, one.ends_on) == (date(2013, 3, 5), date(2018, 4, 4))
    entry = one.history.get()
    assert (entry.history_type, entry.history_user) == ("+", head)


def test_text_journal_and_search_words_are_those_of_a_registered_document(head, in_force):
    imported(row(12), by=head)
    one, other = Document.objects.get(number="并政发〔2013〕12号"), in_force()

    version = one.versions.get()
    assert (version.number, version.text, version.length) == (1, TEXT, len(TEXT))
    moves = list(one.moves.values_list("verb", "from_state", "to_state", "made_on", "reason"))
    assert moves == [
        ("register", "", "draft", date(2013, 3, 1), "导入"),
        ("publish", "draft", "issued", date(2013, 3, 5), "导入"),
    ]
    assert [move.article for move in one.moves.all()] == [
        move.article for move in other.moves.all()
    ]
    assert (one.version, other.version) == (2, 2)
    found = search(Document.objects.all(), "规范城市供热 政发2013")
    assert list(found) == [one]


ENDS = [
    ("废止", "repealed", "repeal"),
    ("已失效", "lapsed", "lapse"),
    ("annulled", "annulled", "annul"),
]


@pytest.mark.parametrize(("word", "state", "verb"), ENDS)
def test_a_document_that_was_ended_is_ended_by_its_verb_on_its_day(word, state, verb):
    basis = {"失效或者停止执行的依据": "并政发〔2016〕1号"}
    run = imported(row(状态=word, 状态起始日期="2016-01-08", **basis))

    one, move = Document.objects.get(), Move.objects.last()
    assert faults(run) == []
    assert (one.state, one.ended_on, one.ends_on) == (state, date(2016, 1, 8), date(2016, 1, 7))
    assert (move.verb, move.made_on, move.recorded["basis"]) == (
        verb, date(2016, 1, 8), "并政发〔2016〕1号",
    )  # fmt: skip
    assert (move.recorded["import"], move.recorded["row"]) == (run.pk, 2)


def test_a_suspended_document_is_suspended_and_can_be_restored(act):
    basis = {"失效或者停止执行的依据": "省政府通知"}
    imported(row(状态="停止执行", 状态起始日期="2016-01-08", 有效期至="", **basis))

    one = Document.objects.get()
    assert (one.state, one.suspended_on) == ("suspended", date(2016, 1, 8))
    assert act(one, "restore", "2016-02-01").state == "issued"


def test_what_lapsed_by_its_term_alone_needs_no_decision():
    run = imported(row(状态="失效"))

    one = Document.objects.get()
    assert (faults(run), one.state, one.ended_on) == ([], "issued", None)
    assert one.life.standing(date(2018, 4, 5), alert_days=0) == "lapsed"


def test_a_row_without_a_day_of_publication_is_a_draft():
    run = imported(row(公布日期="", 施行日期="", 有效期至="", 文本="", 文号="", 登记号=""))

    one = Document.objects.get()
    assert (faults(run), one.state, one.version) == ([], "draft", 1)
    assert not Version.objects.exists()


def test_no_duty_to_file_arises_from_an_import(in_force):
    days = {"签发日期": "2025-03-01", "公布日期": "2025-03-05", "施行日期": "2025-04-05"}
    imported(row(文号="并政发〔2025〕12号", 有效期至="2030-04-04", **days))
    assert not Matter.objects.exists()

    by_hand = in_force(number="并政发〔2025〕1号", signed_on="2025-03-01",
                       published_on="2025-03-05", effective_on="2025-04-05",
                       expires_on="")  # fmt: skip
    assert [matter.document for matter in Matter.objects.all()] == [by_hand]


def test_numbers_used_twice_are_told_in_the_file_and_in_the_register(in_force):
    taken = in_force(number="并政发〔2013〕99号", signed_on="2013-02-20",
                     published_on="2013-03-01", effective_on="2013-04-01",
                     expires_on="")  # fmt: skip
    run = imported(
        row(1), row(2, 制定机关="140100", 文号="并政发[2013]01号"), row(3, 登记号="TYGF-2013-1"),
        row(4, 文号=taken.number), row(5, 登记号=taken.register_number),
        row(6, 制定机关="迎泽区人民政府", 文号="并政发〔2013〕1号"), row(7),
    )  # fmt: skip

    assert faults(run) == [
        (3, "文号", "与第2行的号码相同。"),
        (4, "登记号", "与第2行的号码相同。"),
        (5, "文号", "该机关已有该文号的文件。"),
        (6, "登记号", "该登记号已被使用。"),
        (7, "文号", "与第2行的号码相同。"),
    ]
    assert run.rows_written == 2


def test_a_number_of_another_maker_is_as_grave_as_the_check_says(in_force):
    in_force(organ="140200", number="政发〔2013〕9号", signed_on="2013-02-20",
             published_on="2013-03-01", effective_on="2013-04-01", expires_on="")  # fmt: skip
    refused = imported(row(1, 文号="政发〔2013〕9号"))
    Check.objects.filter(code="number_elsewhere").update(gravity="warning")
    taken = imported(row(2, 文号="政发〔2013〕9号"))

    assert faults(refused) == [(2, "文号", "其他机关已有该文号的文件。")]
    assert (faults(taken), taken.rows_written) == ([], 1)


def test_a_number_is_taken_whatever_a_check_says(in_force):
    taken = in_force()
    Check.objects.filter(code="number_taken").update(gravity="off")

    run = imported(row(1), row(4, 文号=taken.number), row(5, 文号="并政发〔2013〕1号"))

    assert [fault[:2] for fault in faults(run)] == [(3, "文号"), (4, "文号")]


def test_warnings_do_not_block_but_errors_do():
    run = imported(row(1, 标题="太原市供热红线"), row(2, 合法性审核="未审核", 有效期至=""))

    assert (faults(run), run.rows_written) == ([], 2)


def test_makers_lie_below_the_organ_of_the_import_and_within_reach_of_the_user(make_user):
    below = imported(row(1, 制定机关="迎泽区"), row(2, 制定机关=""), organ="140100")
    county = make_user("审核人", "140106")
    beyond = finish(start(as_csv([row(3), row(4, 制定机关="迎泽区人民政府")]), by=county))

    makers = dict(Document.objects.values_list("number", "organ__code"))
    assert makers == {"并政发〔2013〕1号": "140106", "并政发〔2013〕2号": "140100",
                      "并政发〔2013〕4号": "140106"}  # fmt: skip
    assert (below.rows_written, beyond.rows_written) == (2, 1)
    assert faults(beyond) == [(2, "制定机关", "“太原市人民政府”不在可以导入文件的机关范围内。")]


def test_all_or_none_writes_nothing_where_one_row_is_wrong():
    run = imported(row(1), row(2, 文种="诗歌"), row(3), mode="all")

    assert (run.state, run.rows_written, run.faults_found) == ("refused", 0, 1)
    assert (Document.objects.count(), Move.objects.count()) == (0, 0)


def test_all_or_none_rolls_back_what_was_written_when_a_number_was_taken_meanwhile(
    enter, monkeypatch
):
    monkeypatch.setattr("normative.importing.running.DocumentWork.size", 1)
    run = step(step(start(as_csv([row(number) for number in (8, 9, 1)]), "all")))
    meanwhile = enter(number="并政发〔2013〕1号", signed_on="2013-03-01")

    run = finish(run)

    assert (run.state, run.rows_written) == ("refused", 0)
    assert list(Document.objects.all()) == [meanwhile]
    assert faults(run) == [(4, "文号", "该机关已有该文号的文件。")]


def test_all_or_none_writes_all_and_a_check_writes_nothing():
    assert imported(row(1), row(2), mode="dry").rows_written == 0
    assert not Document.objects.exists()
    assert imported(row(1), row(2), mode="all").rows_written == 2
    assert Document.objects.count() == 2


def test_an_import_goes_on_behind_the_last_rows_that_were_committed():
    run = step(step(start(as_csv(row(number) for number in range(1, 8)))), most=3)
    with pytest.raises(RuntimeError):
        DESK.step_and_die(run)
    run.refresh_from_db()
    assert (run.rows_read, Document.objects.count()) == (3, 3)
    rows_of(run).unlink()

    run = finish(run)

    assert (run.state, run.rows_written, faults(run)) == ("done", 7, [])
    numbers = set(Document.objects.values_list("number", flat=True))
    assert numbers == {f"并政发〔2013〕{number}号" for number in range(1, 8)}


@pytest.mark.parametrize("name", ["macros.xlsx", "text.xlsx", "picture.csv"])
def test_macros_and_what_is_no_register_are_refused_and_not_kept(name, store):
    content = {
        "macros.xlsx": packed("spreadsheetml.sheet.main+xml", "xl/vbaProject.bin"),
        "text.xlsx": as_csv([row(1)]), "picture.csv": b"\x89PNG\r\n\x1a\n\xff\xff",
    }[name]  # fmt: skip

    with pytest.raises(ValidationError) as refusal:
        start(content, name=name)
    assert list(refusal.value.message_dict) == ["file"]
    assert not [path for path in store.rglob("*") if path.is_file()]


def test_a_formula_counts_by_the_value_it_had_and_is_never_computed():
    heads = list(GOOD)
    run = finish(start(book(heads, ["=1+1", *list(row(1).values())[1:]]), name="目录.xlsx"))

    assert faults(run) == [(2, "标题", "本列必须填写。")]


def test_a_long_text_comes_in_a_csv_with_line_breaks_of_any_kind():
    long = "第一条　" + "很" * 40_000
    run = imported(row(1, 文本=f"{long}\r\n\r\n\r\n第二条　完。"), row(2, 文本="很" * 300_001))

    assert Version.objects.get().text == f"{long}\n\n第二条　完。"
    assert [fault[:2] for fault in faults(run)] == [(3, "文本")]


@pytest.mark.parametrize("count", [1, 30])
def test_a_batch_takes_the_same_queries_for_any_number_of_rows(
    count, head, django_assert_num_queries
):
    imported(row(900), by=head)
    run = step(start(as_csv(row(number) for number in range(1, count + 1)), by=head))

    # On PostgreSQL one more lets references be checked with each batch.
    with django_assert_num_queries(25 + (connection.vendor == "postgresql")):
        run = step(run)
    assert (run.rows_written, faults(run)) == (count, [])


def test_imported_documents_are_what_the_moves_would_have_made(enter):
    imported(row(12))
    made = enter(title="太原市城市供热管理办法", number="并政发〔2013〕13号",
                 register_number="TYGF-2013-13", signed_on="2013-03-01",
                 published_on="2013-03-05", effective_on="2013-04-05", expires_on="2018-04-04",
                 published_in="政府公报", legality_review="done", text=TEXT)  # fmt: skip
    one = Document.objects.get(number="并政发〔2013〕12号")

    own = {"id", "number", "register_number", "registered_by_id", "created_at", "search_text",
           "search_pairs"}  # fmt: skip
    names = [f.attname for f in Document._meta.concrete_fields if f.attname not in own]
    assert [getattr(one, name) for name in names] == [getattr(made, name) for name in names]
    assert State(one.state) == State.ISSUED


def test_a_file_beyond_what_a_server_reads_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 1)

    run = imported(row(1), row(2))

    assert (run.state, Document.objects.count()) == ("refused", 0)
