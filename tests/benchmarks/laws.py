"""The deadline engine, the invention of cases, their re-projection, and the import of past ones."""

import csv
import io
import resource
import time
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from lawgov.accounts.models import User
from lawgov.organs.models import Organ
from lawgov.statutes.bulk import due_days
from lawgov.statutes.calendar import WorkCalendar
from lawgov.statutes.current import current_calendar
from lawgov.statutes.deadlines import Terms, calculate
from lawgov.statutes.models import CalendarDay, Period, RuleSet
from reconsideration import reprojection
from reconsideration.importing import columns, running
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


def changed_calendar() -> list[Row]:
    """A holiday more: what it moves, seen first and then applied with a journal row each."""
    boss = User.objects.get(username="bench-boss")
    running_now = Clock.objects.running().filter(period__isnull=False, case__is_open=True).count()
    with transaction.atomic():
        CalendarDay.objects.create(date=TODAY + timedelta(30), kind="off", name="虚构节日",
                                   source="虚构")  # fmt: skip
        begun = time.perf_counter()
        preview = reprojection.preview(Case.objects.all())
        seen = time.perf_counter() - begun
        applied = timed(lambda: reprojection.apply(
            Case.objects.all(), token=preview.token, by=boss, reason="虚构"))  # fmt: skip
        transaction.set_rollback(True)
    whole = (seen + applied) / max(running_now, 1) * 100_000
    return [
        Row(f"re-projection of {running_now:,} running deadlines, {len(preview.changes):,} moved",
            seen + applied, "", None, "<= 60 s for 100,000", whole <= 60),
    ]  # fmt: skip


def past_cases(count: int) -> bytes:
    """A file of past cases as an office would send it."""
    file, dice = io.StringIO(), Dice(1)
    writer = csv.DictWriter(file, [column.key for column in columns.COLUMNS])
    writer.writerow({column.key: column.header for column in columns.COLUMNS})
    for number in range(count):
        writer.writerow(past_case(number, invented_name(dice), invented_id(dice, 2012)))
    return file.getvalue().encode("utf-8-sig")


def past_case(number: int, name: str, paper: str) -> dict[str, str]:
    """A case that was upheld, by the keys of the columns."""
    examples = {column.key: column.example for column in columns.COLUMNS if column.is_required}
    return examples | {
        "number": f"迎政复〔2012〕{number + 1}号", "received_on": "2012-03-05",
        "applicants": name, "paper_number": paper, "respondent_level": "县级政府的部门",
        "outcome": "受理", "accepted_on": "2012-03-05", "closed_on": "2012-04-20",
        "closing": "维持", "served_on": "2012-04-24",
    }  # fmt: skip


def imported(count: int) -> list[Row]:
    """Past cases read, checked and written, with parties and history."""
    boss, organ = User.objects.get(username="bench-boss"), Organ.objects.get(code="140106")
    upload = SimpleUploadedFile("past.csv", past_cases(count), "text/csv")

    def run() -> None:
        started = running.start(upload, organ=organ, mode="good", by=boss)
        while started.state not in running.ENDED:
            started = running.step(started, today=TODAY, at=timezone.now(), seconds=60)
        faults = list(started.faults.values_list("column", "message")[:3])
        assert started.rows_written == count, (started.state, started.rows_written, faults)

    took = timed(run)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    rate = count / took
    return [Row(f"import of {count:,} past cases (.csv), process at most {peak} MB", took, "",
                None, f">= 3,000 rows/s: {rate:,.0f}", rate >= 3000)]  # fmt: skip
