"""Many rows of one table at once, and the keys by which they refer to one another."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

from lawgov.copying import Batch, Row, as_text

Values = dict[str, Any]
BLOCK = 5000


class Keys:
    """Keys for new rows of a table, reserved some thousands at a time."""

    def __init__(self, model: type[models.Model]) -> None:
        self.table = model._meta.db_table
        self.left: list[int] = []

    def take(self, count: int) -> list[int]:
        """The next keys, so that what refers to their rows can be written as well."""
        if len(self.left) < count:
            self.left += self.reserve(max(count, BLOCK))
        taken, self.left = self.left[:count], self.left[count:]
        return taken

    def reserve(self, count: int) -> Iterable[int]:
        with connection.cursor() as cursor:
            if connection.vendor != "postgresql":
                # The transaction holds the whole file: nobody takes a key meanwhile.
                cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [self.table])
                last = max((cursor.fetchone() or [0])[0], *self.left[-1:], 0)
                return range(last + 1, last + 1 + count)
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [self.table, count],
            )
            return [row[0] for row in cursor.fetchall()]


def batch(model: type[models.Model], names: Sequence[str], rows: Iterable[Row]) -> Batch:
    """Rows given as values of these attributes, ready to be written; journals are given as text."""
    known = {field.attname: field for field in model._meta.concrete_fields}
    fields = [known[name] for name in names]
    made = Batch(model._meta.db_table, [str(field.column) for field in fields], list(rows))
    if connection.vendor == "postgresql":
        return as_text(made)
    places = [at for at, field in enumerate(fields) if not isinstance(field, models.JSONField)]
    prepared = []
    for row in made.rows:
        values = list(row)
        for at in places:
            values[at] = fields[at].get_db_prep_save(row[at], connection)
        prepared.append(tuple(values))
    return made._replace(rows=prepared)


def blank(model: type[models.Model], *without: str) -> Values:
    """What a row of a table holds before anything is known of it."""
    return {
        field.attname: field.get_default()
        for field in model._meta.concrete_fields
        if field.attname not in without
    }
