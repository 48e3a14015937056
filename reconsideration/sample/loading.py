"""Writing into tables that nobody else writes to: indexes and references once, at the end."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.color import no_style
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from lawgov.copying import Writer, behind

# What costs a fraction when it is done at once instead of row by row: indexes that no
# constraint needs, and the checking of references. How to take it away, how to make it again.
AT_ONCE = """
    SELECT format('DROP INDEX %%I', indexname), indexdef FROM pg_indexes
    WHERE schemaname = current_schema() AND tablename = ANY(%s)
    AND indexname NOT IN (SELECT conname FROM pg_constraint)
    UNION ALL
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname,
           pg_get_constraintdef(oid))
    FROM pg_constraint
    WHERE contype = 'f' AND conrelid = ANY(%s::regclass[])
"""


@contextmanager
def writing(tables: list[type[models.Model]], *, to_empty: bool) -> Iterator[Writer]:
    """A writer into tables that nobody else writes to meanwhile; inside a transaction.

    Tables that were empty get their indexes at the end, and their references are
    checked then; until then nobody can read them, nor what they refer to. Afterwards
    the database numbers on from the last row and knows how large its tables are.
    """
    connection = connections["default"]
    is_postgresql = connection.vendor == "postgresql"
    names = [model._meta.db_table for model in tables]
    definitions: list[str] = []
    if is_postgresql:
        prepare(connection)
        definitions = take_away(connection, names) if to_empty else []
    with behind(connection) as writer:
        yield writer
    if is_postgresql:
        finish(connection, tables, definitions)


def prepare(connection: BaseDatabaseWrapper) -> None:
    """Room for sorting; and references checked with each batch, not remembered to the end."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        cursor.execute("SET LOCAL gin_pending_list_limit = '64MB'")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def take_away(connection: BaseDatabaseWrapper, names: list[str]) -> list[str]:
    """Drop what is better made at the end; returns how."""
    with connection.cursor() as cursor:
        cursor.execute(AT_ONCE, [names, names])
        found = cursor.fetchall()
        for drop, _again in found:
            cursor.execute(drop)
    return [again for _drop, again in found]


def finish(
    connection: BaseDatabaseWrapper, tables: list[type[models.Model]], definitions: list[str]
) -> None:
    """Build indexes, check references, set the counters of keys, count rows for the planner."""
    counters = connection.ops.sequence_reset_sql(no_style(), tables)
    with connection.cursor() as cursor:
        for statement in [*definitions, *counters]:
            cursor.execute(statement)
        if not definitions:
            cursor.execute("SELECT gin_clean_pending_list('case_search_pairs')")
        for model in tables:
            if not hasattr(model, "instance_type"):  # histories are not searched
                cursor.execute(f'ANALYZE "{model._meta.db_table}"')
