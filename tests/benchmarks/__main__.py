"""Measure what users wait for, as ratios in one run: `make bench`.

Needs a PostgreSQL server (`DATABASE_URL`, or the one on this machine), on which
a database of its own is made and dropped again. In the environment:
`BENCH_CASES`: with how many cases (100,000); `BENCH_IMPORT`: how many are
imported (20,000); `BENCH_DOCUMENTS`: how many normative documents (20,000);
`BENCH_KEEP=1`: keep the database.
"""

import os
import sys
from collections.abc import Iterator
from itertools import chain
from urllib.parse import urlsplit

import django
import psycopg

SERVER = os.environ.get("DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/postgres"
NAME = "lawgov_bench"
CASES = int(os.environ.get("BENCH_CASES", "100000"))
IMPORTED = int(os.environ.get("BENCH_IMPORT", "20000"))
DOCUMENTS = int(os.environ.get("BENCH_DOCUMENTS", "20000"))
KEEP = os.environ.get("BENCH_KEEP") == "1"
WIDTHS = [66, 10, 8, 17, 21, 8]
HEADS = ["what", "median", "ratio", "against", "target", ""]


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

from django.conf import settings  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from tests.benchmarks import documents, laws, pages  # noqa: E402
from tests.benchmarks.reports import identities  # noqa: E402
from tests.benchmarks.timing import Row, reader  # noqa: E402


def line(cells: list[str]) -> str:
    """A line of the table, in columns also where characters are wide."""
    out = ""
    for cell, width in zip(cells, WIDTHS, strict=True):
        wide = sum(ord(character) > 0x2E80 for character in cell)
        out += f"{cell:<{max(1, width - wide)}} "
    return out.rstrip() + "\n"


def settle() -> None:
    """What the server does by itself between two days of work."""
    cache.clear()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def measured() -> Iterator[list[Row]]:
    """The table, part by part: a tenth of the cases first, then all of them."""
    settings.ALLOWED_HOSTS = ["*"]
    call_command("setup", verbosity=0)
    yield laws.engine()
    tenth = max(CASES // 10, 100)
    yield [laws.fill(tenth, 1)]
    settle()
    client = reader(pages.CITY, "bench-city")
    before = pages.growing(client)
    _none, counted = pages.queries(client, None)
    yield [laws.fill(CASES - tenth, 2)]
    settle()
    yield pages.measure()
    yield pages.grown(before, pages.growing(client), f"{CASES:,} cases")
    yield pages.queries(client, counted)[0]
    yield laws.imported(IMPORTED)
    yield laws.changed_calendar()
    yield documents.measured(DOCUMENTS, client)


def main() -> None:
    failed = False
    sys.stdout.write(line(HEADS))
    parts = chain([identities()], measured() if HAS_SERVER else [])
    try:
        for rows in parts:
            sys.stdout.writelines(line(row.cells()) for row in rows)
            sys.stdout.flush()
            failed = failed or any(row.has_failed for row in rows)
    finally:
        connections.close_all()
        if HAS_SERVER and not KEEP:
            on_server(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
    if not HAS_SERVER:
        sys.stdout.write("No PostgreSQL server answers; the rest is measured on one only.\n")
    if failed:
        sys.exit("a target is missed")


if __name__ == "__main__":
    main()
