"""Writing many rows: by COPY on PostgreSQL, behind the back of whoever makes the next ones."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper

Row = tuple[Any, ...]
# What stands for nothing, and between values and rows, until all else is escaped.
ESCAPES = [("\\", "\\\\"), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t"), ("\1", "\\N"),
           ("\2", "\t"), ("\3", "\n")]  # fmt: skip


class Batch(NamedTuple):
    """Rows of one table; for PostgreSQL as the text that COPY takes."""

    table: str
    columns: list[str]
    rows: list[Row]
    text: str = ""


def as_text(batch: Batch) -> Batch:
    """The rows as one text; raises `ValueError` for a value that holds a sign that parts them.

    Columns are taken one after the other: most hold few values, or texts already.
    """
    count = len(batch.rows)
    columns = [spelled(column) for column in zip(*batch.rows, strict=True)]
    text = "\3".join([*map("\2".join, zip(*columns, strict=True)), ""])
    if text.count("\2") != (len(batch.columns) - 1) * count or text.count("\3") != count:
        raise ValueError("A value holds control characters.")
    for plain, written in ESCAPES:
        if plain in text:
            text = text.replace(plain, written)
    return batch._replace(rows=[], text=text)


def spelled(column: Sequence[Any]) -> Sequence[str]:
    """The values of a column in words."""
    if set(map(type, column)) == {str}:
        return column
    words = {value: "\1" if value is None else str(value) for value in set(column)}
    return [words[value] for value in column]


class Writer:
    """Writes batches one after the other while the next ones are made."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.is_postgresql = connection.vendor == "postgresql"
        self.pool = ThreadPoolExecutor(1)
        self.last: Future[None] | None = None

    def put(self, batches: list[Batch]) -> None:
        """Write these next; raises what went wrong with the ones before."""
        self.wait()
        if self.is_postgresql:
            self.last = self.pool.submit(self.write, batches)
        else:
            self.write(batches)

    def wait(self) -> None:
        """Until everything is written."""
        if self.last is not None:
            last, self.last = self.last, None
            last.result()

    def write(self, batches: list[Batch]) -> None:
        """Write rows in the order in which they refer to one another."""
        for batch in batches:
            names = ", ".join(f'"{column}"' for column in batch.columns)
            with self.connection.cursor() as cursor:
                if self.is_postgresql:
                    copied = f'COPY "{batch.table}" ({names}) FROM STDIN'
                    with self.connection.wrap_database_errors, cursor.copy(copied) as copy:
                        copy.write(batch.text)
                else:
                    places = ", ".join(["%s"] * len(batch.columns))
                    values = f'INSERT INTO "{batch.table}" ({names}) VALUES ({places})'
                    cursor.executemany(values, batch.rows)


@contextmanager
def behind(connection: BaseDatabaseWrapper) -> Iterator[Writer]:
    """A writer at work while its maker goes on; inside a transaction.

    Whatever else is asked of the database meanwhile waits until the writer is done.
    """
    writer = Writer(connection)

    def after(execute: Callable[..., Any], *query: Any) -> Any:
        writer.wait()
        return execute(*query)

    connection.inc_thread_sharing()
    try:
        with connection.execute_wrapper(after):
            yield writer
            writer.wait()
    finally:
        writer.pool.shutdown(wait=True)
        connection.dec_thread_sharing()
