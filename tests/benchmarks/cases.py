"""Measure lists, search, statistics and deadlines over many invented cases on PostgreSQL.

Everything is measured in one run and given as ratios: pages against the bare SQL
that fetches the same rows, the whole stock against a tenth of it.
"""

import os
import statistics as numbers
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lawgov.accounts.models import User
from lawgov.organs.models import Organ
from lawgov.statutes.bulk import due_days
from lawgov.statutes.current import current_calendar
from lawgov.statutes.deadlines import calculate
from lawgov.statutes.models import Period, RuleSet
from reconsideration import reprojection, searching, statistics
from reconsideration.listing import COLUMNS, page
from reconsideration.models import Case, Clock

CASES = int(os.environ.get("BENCH_CASES", "100000"))
TODAY = date(2026, 11, 24)


@dataclass
class Row:
    """A line of the table: what, how long, how it compares, and what was asked for."""

    what: str
    seconds: float
    ratio: float | None = None
    target: str = ""
    is_met: bool | None = None

    def line(self) -> str:
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        verdict = {None: "", True: "met", False: "MISSED"}[self.is_met]
        took = f"{self.seconds * 1000:.2f}"
        return f"{self.what:<58}{took:>12}{ratio:>9}  {self.target:<22}{verdict}"


def median(work: Callable[[], object], runs: int = 15) -> float:
    """The median of some runs after one that warms up, in seconds."""
    work()
    times = []
    for _run in range(runs):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return numbers.median(times)


def pair(
    one: Callable[[], object], other: Callable[[], object], runs: int = 15
) -> tuple[float, ...]:
    """The medians of two things measured in turns, so that both meet the same machine."""
    one(), other()
    times: tuple[list[float], list[float]] = ([], [])
    for _run in range(runs):
        for work, found in zip((one, other), times, strict=True):
            begun = time.perf_counter()
            work()
            found.append(time.perf_counter() - begun)
    return numbers.median(times[0]), numbers.median(times[1])


def bare(sql: str, params: Any) -> Callable[[], object]:
    """The same rows straight from the driver."""

    def run() -> object:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()

    return run


def sql_of(rows: Any) -> Callable[[], object]:
    """The bare SQL of a queryset."""
    return bare(*rows.query.sql_with_params())


def reader(code: str, name: str, *, is_superuser: bool = False) -> Client:
    """A client logged in as a handler of an organ."""
    user, made = User.objects.get_or_create(
        username=name, defaults={"organ": Organ.objects.get(code=code), "name": name,
                                 "is_superuser": is_superuser, "is_staff": is_superuser},
    )  # fmt: skip
    if made:
        user.groups.add(Group.objects.get(name="审核人"))
    client = Client()
    client.force_login(user)
    return client


def asked(client: Client, address: str) -> Callable[[], object]:
    """A whole request; anything but 200 ends the run."""

    def run() -> object:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        return response

    return run


def engine() -> list[Row]:
    """Due days a second, bare and explained."""
    period = Period.objects.of("respondent_reply", rule_set=RuleSet.objects.get(code="B1"),
                               on=date(2024, 9, 20))  # fmt: skip
    terms, calendar = period.terms, current_calendar()
    starts = [date(2013, 1, 1) + timedelta(n % 4800) for n in range(200_000)]
    some = starts[:20_000]
    fast = median(lambda: due_days(terms, starts, calendar), 5) / len(starts)
    explained = median(lambda: [calculate(terms, day, calendar) for day in some], 3) / len(some)
    return [
        Row(f"due day: {1 / fast:,.0f} a second", fast, None, "1,000,000 a second",
            1 / fast >= 1_000_000),
        Row(f"due day explained: {1 / explained:,.0f} a second", explained, explained / fast,
            "50,000 a second", 1 / explained >= 50_000),
    ]  # fmt: skip


def lists(client: Client, boss: Client, label: str) -> tuple[list[Row], float]:
    """Pages, API and to-do against the bare SQL of the same rows."""
    city = Organ.objects.get(code="140100")
    seen = Case.objects.of(city)
    floor_rows = seen.order_by("-received_on", "-pk").values_list(
        *[name for name in COLUMNS if name != "pk"], "pk")[:51]  # fmt: skip
    floor, listed = pair(sql_of(floor_rows), asked(client, "/cases/"))
    due = (
        seen.filter(due_on__isnull=False).order_by("due_on", "pk").values_list("pk", "due_on")[:51]
    )
    due_floor, todo = pair(sql_of(due), asked(client, "/cases/todo/?sight=all"))
    api_floor, api = pair(sql_of(seen.order_by("-pk").values_list("pk", "number")[:51]),
                          asked(client, "/api/v1/cases/"))  # fmt: skip
    ordinary, superior = pair(asked(client, "/cases/"), asked(boss, "/cases/?organ=140100"))
    return [
        Row(f"list, bare SQL ({label})", floor),
        Row(f"list page ({label})", listed, listed / floor, "30 x bare SQL", listed / floor <= 30),
        Row(f"to-do, bare SQL ({label})", due_floor),
        Row(f"to-do page ({label})", todo, todo / due_floor, "20 ms", todo <= 0.020),
        Row(f"API list ({label})", api, api / api_floor, "25 x bare SQL", api / api_floor <= 25),
        Row(f"ordinary user / superuser ({label})", ordinary, ordinary / superior, "1.2 x",
            ordinary / superior <= 1.2),
    ], listed  # fmt: skip


def search(client: Client) -> list[Row]:
    """Two characters and a case number, SQL and page."""
    word = Case.objects.order_by("pk").values_list("parties__name", flat=True).first()[:2]
    rows = searching.search(Case.objects.of(Organ.objects.get(code="140100")), word)
    found = rows.order_by("-received_on", "-pk").values_list("pk")[:21]
    floor, shown = pair(sql_of(found), asked(client, f"/cases/?q={word}"), 7)
    return [
        Row(f"search “{word}”, 20 results, bare SQL", floor),
        Row(f"search “{word}”, page", shown, shown / floor, "200 ms", shown <= 0.200),
    ]


def year() -> list[Row]:
    """The national form of a year for the whole province, against adding up its cases once."""
    province = Organ.objects.get(code="140000")
    span = statistics.Span.of_year(2025)
    rows = Case.objects.of(province).received_between(span.start, span.end)
    scan = sql_of(rows.order_by().values_list("field", "act_kind", "closing"))
    question = statistics.Question(province, span, statistics.default_base())
    floor, form = pair(scan, lambda: statistics.fill(question), 3)
    return [
        Row("year's cases, bare SQL", floor),
        Row("statistics of a year, whole province", form, form / floor, "1 s at 1,000,000",
            form <= 1),
    ]  # fmt: skip


def queries(client: Client) -> list[Row]:
    """How many queries a page takes; the number does not depend on the rows."""
    counted = []
    for address in ("/cases/", "/cases/?q=zzzz", "/cases/todo/?sight=all"):
        cache.clear()
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as context:
            client.get(address)
        counted.append(f"{address} {len(context)}")
    return [Row("queries: " + ", ".join(counted), 0)]


def preview() -> list[Row]:
    """What a change of the calendar would move, over every running deadline."""
    running = Clock.objects.running().filter(period__isnull=False).count()
    begun = time.perf_counter()
    reprojection.preview(Case.objects.all())
    took = time.perf_counter() - begun
    return [Row(f"re-projection previewed, {running:,} running deadlines", took)]


def measure(count: int, boss_name: str) -> tuple[list[Row], float]:
    """Everything that depends on the number of cases."""
    cache.clear()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    client, boss = reader("140100", "bench-city"), reader("140000", boss_name, is_superuser=True)
    page(Case.objects.all(), order="received")
    return lists(client, boss, f"{count:,}")


def main() -> list[Row]:
    """Fill an empty database in two steps and measure after each."""
    settings.ALLOWED_HOSTS = ["*"]
    call_command("setup", verbosity=0)
    rows = engine()
    tenth = CASES // 10
    for number, count in ((1, tenth), (2, CASES - tenth)):
        begun = time.perf_counter()
        call_command("sample", cases=count, years=(2013, 2026), seed=number, add=True, today=TODAY)
        took = time.perf_counter() - begun
        rows.append(Row(f"sample of {count:,} cases", took, None, "100,000 in 30 s",
                        took / count * 100_000 <= 30))  # fmt: skip
        found, listed = measure(tenth if number == 1 else CASES, "bench-boss")
        rows += found
        if number == 1:
            before = listed
    ratio = listed / before
    rows.append(Row(f"list page at {CASES:,} / at {tenth:,}", listed, ratio, "1.3 x", ratio <= 1.3))
    client = reader("140100", "bench-city")
    return rows + search(client) + year() + queries(client) + preview()
