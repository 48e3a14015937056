"""Numbers: gapless whoever writes at once, never reused, found in any spelling."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from lawgov.organs.models import Organ
from reconsideration import numbering, papers
from reconsideration.models import Document, DocumentKind, NumberPattern, Series
from tests.reconsideration.conftest import TODAY
from tests.reconsideration.filing import files_in, keep_in, kind

ON = date(2026, 7, 6)
WRITERS = 8


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch):
    return keep_in(tmp_path, monkeypatch)


@pytest.fixture
def province(shipped):
    return Organ.objects.get(code="140000")


@pytest.fixture
def case(receive, act):
    return act(receive("2026-07-01"), "accept", "2026-07-03")


def issue(case, code="acceptance", on=ON):
    return papers.issue(case, kind(code), by=None, on=on, today=TODAY)


def in_parallel(work, turns):
    """Let eight writers work at once, each with a connection of its own."""

    def alone(turn):
        try:
            return work(turn)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(alone, range(turns)))


only_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one writer in at a time."
)


@only_postgresql
@pytest.mark.django_db(transaction=True)
def test_documents_issued_at_once_have_numbers_without_gaps(case):
    issued = in_parallel(lambda _turn: issue(case).number, 24)

    assert sorted(issued) == sorted(f"晋政复受字〔2026〕第{n}号" for n in range(1, 25))
    assert Document.objects.count() == 24


@only_postgresql
@pytest.mark.django_db(transaction=True)
def test_numbers_rolled_back_while_others_write_leave_no_gap(province):
    def take(turn):
        try:
            with transaction.atomic():
                taken = numbering.take_number(organ=province, kind="decision", year=2026)
                if turn % 3 == 0:
                    raise ZeroDivisionError
                return taken.serial
        except ZeroDivisionError:
            return None

    serials = [serial for serial in in_parallel(take, 48) if serial]

    assert sorted(serials) == list(range(1, 33))
    assert Series.objects.get(kind="decision").last == 32


def test_a_rollback_gives_the_number_back_and_leaves_no_file(case, store):
    issue(case)
    DocumentKind.objects.filter(code="acceptance").update(body="{{ unknown }}")
    with pytest.raises(ValidationError):
        issue(case)
    DocumentKind.objects.filter(code="acceptance").update(body="受理。")

    assert issue(case).number == "晋政复受字〔2026〕第2号"
    assert len(files_in(store)) == 2


def test_a_file_that_was_written_goes_when_its_row_cannot_be(case, store):
    Document.objects.create(case=case, kind=kind("acceptance"), organ=case.organ, year=2026,
                            serial=1, number="旧号", issued_on=ON, sha256="0" * 64)  # fmt: skip

    with pytest.raises(Exception, match=r"(?i)unique"):
        issue(case)

    assert files_in(store) == []


def test_a_voided_number_is_never_given_again(case):
    first = issue(case)
    papers.void(first, by=None, at=datetime(2026, 7, 7, tzinfo=UTC), reason="有误")

    assert [first.number, issue(case).number] == [
        "晋政复受字〔2026〕第1号",
        "晋政复受字〔2026〕第2号",
    ]


def test_each_kind_and_each_year_has_a_series_of_its_own(case):
    numbers = [issue(case).number, issue(case, "reply_notice").number,
               issue(case, on=date(2026, 7, 7)).number]  # fmt: skip

    assert numbers == [
        "晋政复受字〔2026〕第1号",
        "晋政复答字〔2026〕第1号",
        "晋政复受字〔2026〕第2号",
    ]


def test_years_begin_anew(receive):
    case = receive("2025-12-30")

    numbers = [issue(case, on=date.fromisoformat(day)).number
               for day in ("2025-12-31", "2026-01-04")]  # fmt: skip

    assert numbers == ["晋政复受字〔2025〕第1号", "晋政复受字〔2026〕第1号"]


def test_records_and_sheets_have_no_number(case):
    documents = [issue(case, "views_record"), issue(case, "views_record")]

    assert [(d.serial, d.number) for d in documents] == [(None, ""), (None, "")]


def test_two_kinds_with_one_letter_do_not_share_a_number(case):
    DocumentKind.objects.filter(code="reply_notice").update(letter="受")
    issue(case)

    with pytest.raises(ValidationError) as refusal:
        issue(case, "reply_notice")

    assert list(refusal.value.message_dict) == ["kind"]


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("", "晋政复受字〔2026〕第7号"),
        ("晋政复{letter}〔{year}〕{number}号", "晋政复受〔2026〕7号"),
        ("晋政复{letter}字〔{year}〕第{number}号", "晋政复受字〔2026〕第7号"),
        ("晋司复{letter}字〔{year}〕{number}号", "晋司复受字〔2026〕7号"),
    ],
)
def test_a_kind_of_an_organ_may_have_its_own_pattern(province, pattern, number):
    if pattern:
        NumberPattern.objects.create(organ=province, kind="acceptance", text=pattern, source="试")

    text = numbering.written(organ=province, kind="acceptance", year=2026, serial=7, letter="受")

    assert text == number


def test_organs_without_a_pattern_use_their_short_name(shipped):
    city = Organ.objects.get(code="140100")
    written = {code: numbering.written(organ=city, kind=code, year=2026, serial=3, letter="决")
               for code in ("case", "decision")}  # fmt: skip

    assert written == {"case": "太原市政复〔2026〕3号", "decision": "太原市政复决字〔2026〕第3号"}


@pytest.mark.django_db(transaction=True)
def test_a_number_is_only_taken_inside_a_transaction(province):
    with pytest.raises(RuntimeError):
        numbering.take_number(organ=province, kind="case", year=2026)


@pytest.mark.parametrize(
    "spelling",
    ["晋政复决字〔2013〕第12号", "晋政复决字[2013]第12号", "晋政复决字（2013）第12号",
     "晋政复决字(2013) 第 12 号", "晋政复决字【2013】第012号", "晋政复决字［２０１３］第１２号",
     "　晋政复决字﹝2013﹞第0012号"],
)  # fmt: skip
def test_spellings_of_a_number_become_one(spelling):
    assert numbering.normalised(spelling) == "晋政复决字〔2013〕第12号"
    assert numbering.loosely(spelling) == "晋政复决201312"


@pytest.mark.parametrize(
    "spelling", ["晋政复决〔2013〕12号", "晋政复决字〔2013〕12号", "晋政复决〔2013〕第12号"]
)
def test_with_and_without_its_small_words_a_number_is_found(spelling):
    assert numbering.loosely(spelling) == numbering.loosely("晋政复决字〔2013〕第12号")


@pytest.mark.parametrize("text", ["", "12", "〔2013〕12号", "晋政复2013-12", "晋政复〔13〕12号",
                                  "晋政复〔2013〕号", "JZF〔2013〕12号"])  # fmt: skip
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValidationError):
        numbering.normalised(text)
