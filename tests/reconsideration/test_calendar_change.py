"""The calendar changes while cases run and while other processes serve them."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from io import StringIO
from pathlib import Path
from threading import Event

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from lawgov.statutes.models import CalendarDay
from reconsideration.models import Case
from reconsideration.reprojection import Days, apply, preview

FILE = Path(__file__).parent.parent / "data" / "calendar_2027.csv"
WORKER = """
import sys
import django
django.setup()
from datetime import date
from django.db import connection
from lawgov.statutes.current import current_calendar
for line in sys.stdin:
    day = date.fromisoformat(line.strip()).toordinal()
    print(int(current_calendar().works(day)), flush=True)
    connection.close()
"""


def worker() -> subprocess.Popen[str]:
    """Another process of the application, on the same database."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        address = f"sqlite:///{at['NAME']}"
    else:
        name = f"{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}"
        address = f"postgres://{name}/{at['NAME']}"
    env = os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "lawgov.settings"}
    return subprocess.Popen(
        [sys.executable, "-c", WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True, env=env, cwd=settings.BASE_DIR,
    )  # fmt: skip


def ask(process: subprocess.Popen[str], day: str) -> int:
    """Whether a process counts a day as worked."""
    process.stdin.write(f"{day}\n")
    process.stdin.flush()
    return int(process.stdout.readline())


@pytest.mark.django_db(transaction=True)
def test_two_running_workers_use_a_changed_calendar_at_once(shipped):
    with worker() as one, worker() as two:
        before = [ask(process, "2026-12-21") for process in (one, two)]
        day = CalendarDay.objects.create(date=date(2026, 12, 21), kind="off", name="x", source="x")
        closed = [ask(process, "2026-12-21") for process in (one, two)]
        day.delete()
        after = [ask(process, "2026-12-21") for process in (one, two)]
        one.stdin.close()
        two.stdin.close()

    assert (before, closed, after) == ([1, 1], [0, 0], [1, 1])


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one writer in at a time."
)
@pytest.mark.django_db(transaction=True)
def test_a_case_closed_meanwhile_stays_as_it_was_closed(receive, act):
    case = act(receive("2026-10-20"), "accept", "2026-10-22")
    CalendarDay.objects.create(date=date(2026, 12, 21), kind="off", name="x", source="x")
    moved, started = Event(), Event()

    def close():
        with closing(connection), transaction.atomic():
            act(case, "withdraw", "2026-11-10", why="和解")
            moved.set()
            started.wait(10)

    with ThreadPoolExecutor(1) as pool:
        closed = pool.submit(close)
        moved.wait(10)
        started.set()
        done = apply(Case.objects.all(), by=None, reason="更正")
        closed.result()

    assert (done.changes, case.clocks.get(code="decision").due) == ([], date(2026, 12, 21))


@pytest.mark.parametrize(
    ("accepted", "old", "new"),
    [
        # Day 60 on New Year's Day; on a Friday; on a Saturday; before the year.
        ("2026-11-02", Days(date(2027, 1, 1), date(2027, 1, 1), True),
         Days(date(2027, 1, 1), date(2027, 1, 4), False)),
        ("2026-11-09", Days(date(2027, 1, 8), date(2027, 1, 8), True),
         Days(date(2027, 1, 8), date(2027, 1, 8), False)),
        ("2026-11-10", Days(date(2027, 1, 9), date(2027, 1, 11), True),
         Days(date(2027, 1, 9), date(2027, 1, 11), False)),
        ("2026-10-22", Days(date(2026, 12, 21), date(2026, 12, 21), False), None),
    ],
)  # fmt: skip
def test_deadlines_into_2027_become_definite(receive, act, accepted, old, new):
    case = act(receive(accepted), "accept", accepted)
    clock = case.clocks.get(code="decision")
    assert Days(clock.nominal, clock.due, clock.is_provisional) == old

    call_command("import_calendar", str(FILE), "--source", "通知", stdout=StringIO())
    seen = [one.new for one in preview(Case.objects.all()).changes]
    apply(Case.objects.all(), by=None, reason="公布")

    clock.refresh_from_db()
    assert seen == ([new] if new else [])
    assert Days(clock.nominal, clock.due, clock.is_provisional) == (new or old)
