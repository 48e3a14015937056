"""Runs of an import: all or none, only the good, and on after a kill."""

import pytest
from django.db import connection

from lawgov.importing import running
from lawgov.importing.going import rows_of
from reconsideration.models import Case, Move, Series
from tests.reconsideration.ledgers import (
    DESK,
    as_csv,
    faults,
    finish,
    imported,
    row,
    start,
    step,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept(keep_imports, shipped):
    """Files of imports stay in the test's own folder."""


def test_numbers_used_twice_are_told_in_the_file_and_in_the_office(receive):
    taken = receive("2013-08-05").number
    run = imported(row(5), row(6), row(5, 案号="晋政复[2013]05号"), row(7, 案号=taken))

    assert faults(run) == [
        (4, "案号", "与第2行的案号相同。"),
        (5, "案号", "本机关已有此案号的案件。"),
    ]


def test_all_or_none_writes_nothing_where_one_row_is_wrong():
    run = imported(row(1), row(2, 结案方式="赞成"), row(3), mode="all")

    assert (run.state, run.rows_written, run.faults_found) == ("refused", 0, 1)
    assert (Case.objects.count(), Move.objects.count(), Series.objects.count()) == (0, 0, 0)


def test_all_or_none_writes_all_where_all_are_good():
    run = imported(row(1), row(2), row(3), mode="all")

    assert (run.state, run.rows_written, Case.objects.count()) == ("done", 3, 3)


def test_all_or_none_writes_nothing_where_a_number_was_taken_meanwhile(receive):
    run = step(step(start(as_csv([row(number) for number in (8, 9, 1)]), "all")))
    taken = receive("2013-08-05")

    run = finish(run)

    assert (taken.number, run.state) == ("晋政复〔2013〕1号", "refused")
    assert list(Case.objects.all()) == [taken]
    assert faults(run) == [(4, "案号", "本机关已有此案号的案件。")]


def test_a_check_writes_nothing():
    run = imported(row(1), row(2, 结案方式="赞成"), mode="dry")

    assert (run.state, run.rows_read, run.rows_written, run.faults_found) == ("done", 2, 0, 1)
    assert not Case.objects.exists()


def test_an_import_goes_on_behind_the_last_rows_that_were_committed():
    run = step(start(as_csv(row(number) for number in range(1, 8))))
    run = step(run, most=3)
    with pytest.raises(RuntimeError):
        DESK.step_and_die(run)
    run.refresh_from_db()
    assert (run.rows_read, Case.objects.count()) == (3, 3)

    run = finish(run)

    assert (run.state, run.rows_read, run.rows_written, run.faults_found) == ("done", 7, 7, 0)
    assert Case.objects.count() == 7


def test_an_import_goes_on_where_its_plain_rows_were_lost():
    run = step(step(start(as_csv(row(number) for number in range(1, 5)))), most=2)
    rows_of(run).unlink()

    run = finish(run)

    assert (run.rows_written, Case.objects.count(), run.faults_found) == (4, 4, 0)
    assert not rows_of(run).exists()


def test_a_run_that_has_ended_does_not_go_on():
    run = imported(row(1))

    assert step(run).rows_written == 1
    assert Case.objects.count() == 1


@pytest.mark.parametrize("mode", ["good", "all"])
def test_a_file_is_not_imported_twice_for_an_organ(mode):
    imported(row(1))

    with pytest.raises(running.ValidationError, match="此文件已经导入"):
        start(as_csv([row(1)]), mode)
    assert finish(start(as_csv([row(1)]), "dry")).state == "done"
    assert finish(start(as_csv([row(1)]), organ="140100")).rows_written == 1


def test_a_file_that_was_refused_can_be_sent_again():
    imported(row(1, 结案方式="赞成"), mode="all")

    assert start(as_csv([row(1, 结案方式="赞成")]), "all").state == "waiting"


@pytest.mark.parametrize("count", [1, 30])
def test_a_batch_takes_the_same_queries_for_any_number_of_rows(
    count, head, django_assert_num_queries
):
    imported(row(900), by=head)
    run = step(start(as_csv(row(number) for number in range(1, count + 1)), by=head))

    # On PostgreSQL one more lets references be checked with each batch.
    with django_assert_num_queries(37 + (connection.vendor == "postgresql")):
        run = step(run)

    assert run.rows_written == count


def test_faults_are_counted_beyond_those_that_are_kept(monkeypatch):
    monkeypatch.setattr(running, "KEPT_FAULTS", 3)

    run = imported(*(row(number, 结案方式="赞成") for number in range(1, 6)))

    assert (run.faults_found, len(faults(run))) == (5, 3)
