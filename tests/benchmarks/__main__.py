"""Measure what the users wait for, as ratios in one run: `make bench`.

On a PostgreSQL server a database of its own is made and dropped again;
`BENCH_CASES` says how many cases it is filled with, 100,000 by default.
"""

import os
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from urllib.parse import urlsplit

import django
import django.db
import psycopg

SERVER = os.environ.get("DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/postgres"
NAME = "lawgov_bench"


def on_server(*statements: str) -> bool:
    """Run statements on the server's own database; whether there is a server."""
    if not SERVER.startswith("postgres"):
        return False
    try:
        with psycopg.connect(SERVER, autocommit=True, connect_timeout=3) as server:
            for statement in statements:
                server.execute(statement)
    except psycopg.OperationalError:
        return False
    return True


HAS_SERVER = on_server(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)", f"CREATE DATABASE {NAME}")
if HAS_SERVER:
    os.environ["DATABASE_URL"] = urlsplit(SERVER)._replace(path=f"/{NAME}").geturl()
os.environ["DJANGO_SETTINGS_MODULE"] = "lawgov.settings"
django.setup()

from reports.figures import Book, Key  # noqa: E402
from reports.identities import Checker  # noqa: E402
from reports.models import IdentityRule, Indicator  # noqa: E402
from reports.numerals import Figure  # noqa: E402
from tests.benchmarks import cases  # noqa: E402

UNITS, FIGURES = 150, 300


def indicators() -> list[Indicator]:
    """Unsaved indicators in families of three: whole = part a + part b."""
    return [
        Indicator(code=f"family{n // 3}.{['whole', 'part_a', 'part_b'][n % 3]}", name=str(n),
                  aggregation="sum", unit="件", section="disputes", scope="own", valid_from=2013)
        for n in range(FIGURES)
    ]  # fmt: skip


def rules() -> list[IdentityRule]:
    """One identity for each family."""
    return [
        IdentityRule(pk=n, code=f"rule-{n}", left=f"family{n}.whole", relation="=",
                     right=f"family{n}.part_a + family{n}.part_b", severity="error",
                     valid_from=2013)
        for n in range(FIGURES // 3)
    ]  # fmt: skip


def best(work: Callable[[], object]) -> float:
    """The shortest of three runs, in seconds."""
    times = []
    for _run in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def report(what: str, *numbers: str) -> None:
    """Write a row of the table."""
    sys.stdout.write(f"{what:<46}" + "".join(f"{number:>10}" for number in numbers) + "\n")


def identities() -> bool:
    """Every identity of a province, and those of one unit; whether both are quick enough."""
    catalogue = indicators()
    book = Book()
    for unit in range(UNITS):
        for number, indicator in enumerate(catalogue):
            value = Decimal(2 if number % 3 == 0 else 1)
            book.put(Key(indicator.code, unit, "own"), 2014, Figure(value))
    one = Book()
    one.rows = {at: row for at, row in book.rows.items() if at[0].organ == 0}
    every = rules()
    floor = best(lambda: sum(row.value or 0 for row in book.rows.values()))
    province = best(lambda: Checker(every, catalogue, book).check(2014))
    keystroke = best(lambda: Checker(every, catalogue, one).check(2014))
    held = sum(check.holds is True for check in Checker(every, catalogue, book).check(2014))
    report("what", "seconds", "x floor", "target")
    report("add up 45,000 figures (floor)", f"{floor:.4f}", "1.0", "")
    for what, seconds, target in [
        ("all identities, 150 units x 300 figures", province, "2 s"),
        ("all identities of one unit (a keystroke)", keystroke, "0.05 s"),
    ]:
        report(what, f"{seconds:.4f}", f"{seconds / floor:.1f}", target)
    report(f"{held} identities hold")
    return held == UNITS * len(every) and province <= 2 and keystroke <= 0.05


def main() -> None:
    met = identities()
    if not HAS_SERVER:
        sys.exit("No PostgreSQL server answers: the rest is measured on one only.")
    try:
        rows = cases.main()
    finally:
        django.db.connections.close_all()
        on_server(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
    sys.stdout.write(f"\n{'what':<58}{'ms':>12}{'ratio':>9}  target\n")
    sys.stdout.writelines(row.line() + "\n" for row in rows)
    if not met or any(row.is_met is False for row in rows):
        sys.exit("a target is missed")


if __name__ == "__main__":
    main()
