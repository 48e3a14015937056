"""Many rows of one table at once: by COPY on PostgreSQL, by one statement elsewhere."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

Values = dict[str, Any]
encode = DjangoJSONEncoder(ensure_ascii=False).encode


def reserve(model: type[models.Model], count: int) -> range | list[int]:
    """Keys for new rows, so that what refers to them can be written as well."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            # The transaction holds the whole file: nobody takes a key meanwhile.
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            last = (cursor.fetchone() or [0])[0]
            return range(last + 1, last + 1 + count)
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def insert(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows given as values of these attributes; the table's own constraints still hold.

    By COPY rows are taken one by one while the server is at work on those before.
    """
    known = {field.attname: field for field in model._meta.concrete_fields}
    fields = [known[name] for name in names]
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    columns = ", ".join(quote(str(field.column)) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in worded(fields, rows):
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(fields))
        made = [
            [field.get_db_prep_save(value, connection)
             for field, value in zip(fields, row, strict=True)]
            for row in rows
        ]  # fmt: skip
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", made)


def worded(fields: "Sequence[models.Field[Any, Any]]", rows: Iterable[Sequence[Any]]) -> Any:
    """Rows with days and journals in words, which the driver would take long to find."""
    places = [(at, words) for at, field in enumerate(fields) if (words := as_words(field))]
    for row in rows:
        values = list(row)
        for at, words in places:
            if values[at] is not None:
                values[at] = words(values[at])
        yield values


def iso(day: date) -> str:
    return day.isoformat()


def as_words(field: "models.Field[Any, Any]") -> Callable[[Any], str] | None:
    """How a value is written where the driver would take long, or not know how."""
    if isinstance(field, models.JSONField):
        return encode
    return iso if isinstance(field, models.DateField) else None


def blank(model: type[models.Model], *without: str) -> Values:
    """What a row of a table holds before anything is known of it."""
    return {
        field.attname: field.get_default()
        for field in model._meta.concrete_fields
        if field.attname not in without
    }
