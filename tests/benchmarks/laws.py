"""The deadline engine, the invention of cases, their re-projection, and the import of past ones."""

import csv
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter
from django.core.management import call_command
from django.db import connection, transaction

from lawgov.accounts.models import User
from lawgov.statutes.bulk import due_days
from lawgov.statutes.calendar import WorkCalendar
from lawgov.statutes.current import current_calendar
from lawgov.statutes.deadlines import Terms, calculate
from lawgov.statutes.models import CalendarDay, Period, RuleSet
from reconsideration import reprojection
from reconsideration.importing import columns
from reconsideration.models import Case, Clock
from reconsideration.sample.dice import Dice
from reconsideration.sample.words import invented_id, invented_name
from tests.benchmarks.timing import Row, in_turns, timed

TODAY = date(2026, 11, 24)


def engine() -> list[Row]:
    """Due days a second, bare and explained, on one core."""
    calendar, rows = current_calendar(), []
    starts = [date(2013, 1, 1) + timedelta(number % 4800) for number in range(200_000)]
    some = starts[:20_000]
    rule_set = RuleSet.objects.get(code="B1")
    for code in ("respondent_reply", "decision"):
        terms = Period.objects.of(code, rule_set=rule_set, on=date(2024, 9, 20)).terms
        fast, explained = in_turns(
            lambda terms=terms: due_days(terms, starts, calendar),
            lambda terms=terms: explain(terms, some, calendar),
            runs=5,
        )
        fast, explained = fast / len(starts), explained / len(some)
        rows += [
            Row(f"due day ({terms.length} {terms.unit.value}): {1 / fast:,.0f} a second", fast,
                "", None, ">= 1,000,000/s", fast <= 1e-6, True),
            Row(f"the same explained: {1 / explained:,.0f} a second", explained, "due day",
                explained / fast, ">= 50,000/s", explained <= 2e-5, True),
        ]  # fmt: skip
    return rows


def explain(terms: Terms, starts: list[date], calendar: WorkCalendar) -> None:
    """Each deadline with its steps, one after the other."""
    for day in starts:
        calculate(terms, day, calendar)


def fill(count: int, seed: int) -> Row:
    """Invent cases."""
    took = timed(
        lambda: call_command("sample", cases=count, years=(2013, 2026), seed=seed, add=True,
                             today=TODAY, verbosity=0)
    )  # fmt: skip
    rate = took / count * 100_000
    return Row(f"sample of {count:,} cases: {rate:.0f} s for 100,000", took, "", None,
               "<= 30 s for 100,000", rate <= 30)  # fmt: skip


def changed_calendar(least: int = 100_000) -> list[Row]:
    """A long holiday more: what it moves, seen first and then applied with a journal row each.

    Few of many cases are open: these are multiplied until enough deadlines run.
    """
    boss = User.objects.get(username="bench-boss")
    running = Clock.objects.running().filter(period__isnull=False, case__is_open=True)
    with transaction.atomic():
        multiply(least // max(running.count(), 1))
        count = running.count()
        for day in range(1, 60):  # each with its history, by which changes are found
            CalendarDay.objects.create(
                date=TODAY + timedelta(day), kind="off", name="虚构节日", source="虚构"
            )
        begun = time.perf_counter()
        preview = reprojection.preview(Case.objects.all())
        seen = time.perf_counter() - begun
        applied = timed(lambda: reprojection.apply(
            Case.objects.all(), token=preview.token, by=boss, reason="虚构"))  # fmt: skip
        transaction.set_rollback(True)
    whole = (seen + applied) / max(count, 1) * 100_000
    return [
        Row(f"re-projection of {count:,} running deadlines, {len(preview.changes):,} moved",
            seen + applied, "", None, "<= 60 s for 100,000", whole <= 60, True),
    ]  # fmt: skip


def multiply(times: int) -> None:
    """As many copies of every open case and its running deadlines, behind all others."""
    last = Case.objects.order_by("-pk").values_list("pk", flat=True).first()
    case = ", ".join(f'"{f.column}"' for f in Case._meta.concrete_fields
                     if f.column not in {"id", "number"})  # fmt: skip
    clock = ", ".join(f'"{f.column}"' for f in Clock._meta.concrete_fields
                      if f.column not in {"id", "case_id"})  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO reconsideration_case (id, number, {case})"
            f" SELECT id + turn * %s, number || '之' || turn, {case} FROM reconsideration_case,"
            " generate_series(1, %s) AS turn WHERE is_open",
            [last, times],
        )
        cursor.execute(
            f"INSERT INTO reconsideration_clock (case_id, {clock})"
            f" SELECT case_id + turn * %s, {clock} FROM reconsideration_clock,"
            " generate_series(1, %s) AS turn WHERE ended_on IS NULL AND case_id IN"
            " (SELECT id FROM reconsideration_case WHERE is_open AND id <= %s)",
            [last, times, last],
        )
        cursor.execute("ANALYZE reconsideration_case, reconsideration_clock")


def past_cases(count: int) -> Iterator[dict[str, str]]:
    """A file of past cases as an office would send it, the heads first."""
    dice = Dice(1)
    yield {column.key: column.header for column in columns.COLUMNS}
    for number in range(count):
        yield past_case(number, invented_name(dice), invented_id(dice, 2012))


def past_case(number: int, name: str, paper: str) -> dict[str, str]:
    """A case that was upheld, by the keys of the columns."""
    examples = {column.key: column.example for column in columns.COLUMNS if column.is_required}
    return examples | {
        "number": f"迎政复〔2012〕{number + 1}号", "received_on": "2012-03-05",
        "applicants": name, "paper_number": paper, "respondent_level": "县级政府的部门",
        "outcome": "受理", "accepted_on": "2012-03-05", "closed_on": "2012-04-20",
        "closing": "维持", "served_on": "2012-04-24",
    }  # fmt: skip


def write_csv(path: Path, rows: Iterable[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.DictWriter(file, [column.key for column in columns.COLUMNS]).writerows(rows)


def write_xlsx(path: Path, rows: Iterable[dict[str, str]]) -> None:
    """As spreadsheets save it: each text once, in a part of its own."""
    keys = [column.key for column in columns.COLUMNS]
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            for place, key in enumerate(keys):
                if row.get(key):
                    sheet.write_string(at, place, row[key])


def imported(count: int) -> list[Row]:
    """Past cases read, checked and written, with parties and history."""
    return [
        imported_file(count, ".xlsx", write_xlsx, "140106"),
        imported_file(count, ".csv", write_csv, "140107"),
    ]


def imported_file(
    count: int, suffix: str, write: Callable[[Path, Iterable[dict[str, str]]], None], organ: str
) -> Row:
    """An import by its command, in a process of its own whose memory is its own."""
    with TemporaryDirectory() as folder:
        path = Path(folder, f"past{suffix}")
        writing = multiprocessing.get_context("fork").Process(
            target=write, args=(path, past_cases(count))
        )
        writing.start()
        writing.join()
        command = [sys.executable, "manage.py", "import_cases", str(path), "--organ", organ,
                   "--mode", "good", "--user", "bench-boss"]  # fmt: skip
        env = os.environ | {"PRIVATE_FILES": folder}
        told, peak, begun = "", 0, time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as process:
            for line in process.stdout or ():
                told, peak = told + line, max(peak, peak_of(process.pid))
            _pid, process.returncode, usage = os.wait4(process.pid, 0)
        took = time.perf_counter() - begun
    assert f"{count}/{count}" in told, told
    rate = count / took
    own = usage.ru_utime + usage.ru_stime
    return Row(f"import of {count:,} past cases ({suffix}): {rate:,.0f} rows/s, at most {peak} MB",
               took, "its own processor", took / own, ">= 3,000/s, 300 MB",
               rate >= 3000 and peak <= 300)  # fmt: skip


def peak_of(pid: int) -> int:
    """The most memory that a process has held so far, in MB; what it was started from had more."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:  # it has just ended, or this is no Linux
        return 0
    return next((int(line.split()[1]) // 1024 for line in status.splitlines()
                 if line.startswith("VmHWM")), 0)  # fmt: skip
