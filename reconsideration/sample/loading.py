"""Writing many rows: by COPY on PostgreSQL, behind the back of whoever invents the next ones."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.core.management.color import no_style
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

# Indexes that no constraint needs: built at once they cost a fraction of row by row.
FREE_INDEXES = """
    SELECT indexname, indexdef FROM pg_indexes
    WHERE schemaname = current_schema() AND tablename = ANY(%s)
    AND indexname NOT IN (SELECT conname FROM pg_constraint) ORDER BY indexname
"""


class Batch(NamedTuple):
    """Rows of one table."""

    table: str
    columns: list[str]
    rows: list[tuple[Any, ...]]


class Writer:
    """Writes batches one after the other while the next ones are made."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.pool = ThreadPoolExecutor(1)
        self.last: Future[None] | None = None

    def put(self, batches: list[Batch]) -> None:
        """Write these next; raises what went wrong with the ones before."""
        self.wait()
        self.last = self.pool.submit(self.write, batches)

    def wait(self) -> None:
        """Until everything is written."""
        if self.last is not None:
            self.last.result()
            self.last = None

    def write(self, batches: list[Batch]) -> None:
        """Write rows in the order in which they refer to one another."""
        for batch in batches:
            names = ", ".join(f'"{column}"' for column in batch.columns)
            with self.connection.cursor() as cursor:
                if self.connection.vendor == "postgresql":
                    with cursor.copy(f'COPY "{batch.table}" ({names}) FROM STDIN') as copy:
                        for row in batch.rows:
                            copy.write_row(row)
                else:
                    places = ", ".join(["%s"] * len(batch.columns))
                    values = f'INSERT INTO "{batch.table}" ({names}) VALUES ({places})'
                    cursor.executemany(values, batch.rows)


@contextmanager
def writing(tables: list[type[models.Model]], *, to_empty: bool) -> Iterator[Writer]:
    """A writer into tables that nobody else writes to meanwhile; inside a transaction.

    Tables that were empty get their indexes at the end. Afterwards the database
    numbers on from the last row, and knows how large its tables have become.
    """
    connection = connections["default"]
    is_postgresql = connection.vendor == "postgresql"
    names = [model._meta.db_table for model in tables]
    definitions: list[str] = []
    if is_postgresql:
        prepare(connection)
        definitions = drop_indexes(connection, names) if to_empty else []
    connection.inc_thread_sharing()
    writer = Writer(connection)
    try:
        yield writer
        writer.wait()
    finally:
        writer.pool.shutdown(wait=True)
        connection.dec_thread_sharing()
    if is_postgresql:
        finish(connection, tables, definitions)


def prepare(connection: BaseDatabaseWrapper) -> None:
    """Room for sorting; and references checked with each batch, not remembered to the end."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        cursor.execute("SET LOCAL gin_pending_list_limit = '64MB'")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def drop_indexes(connection: BaseDatabaseWrapper, names: list[str]) -> list[str]:
    """Drop the indexes that can be built later; returns how."""
    with connection.cursor() as cursor:
        cursor.execute(FREE_INDEXES, [names])
        found = cursor.fetchall()
        for name, _definition in found:
            cursor.execute(f'DROP INDEX "{name}"')
    return [definition for _name, definition in found]


def finish(
    connection: BaseDatabaseWrapper, tables: list[type[models.Model]], definitions: list[str]
) -> None:
    """Build the indexes, set the counters of keys, and count the rows for the planner."""
    counters = connection.ops.sequence_reset_sql(no_style(), tables)
    with connection.cursor() as cursor:
        for statement in [*definitions, *counters]:
            cursor.execute(statement)
        if not definitions:
            cursor.execute("SELECT gin_clean_pending_list('case_search_pairs')")
        for model in tables:
            cursor.execute(f'ANALYZE "{model._meta.db_table}"')
