"""Search by any part of a Chinese word: pairs of neighbouring characters, verified by the text.

A searchable model has two columns, `search_text` and `search_pairs`; on
PostgreSQL the pairs have an index (see `pairs_index`).
"""

import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import TypeVar

from django.db import connection
from django.db.migrations import RunPython
from django.db.models import Model, QuerySet
from pypinyin import Style, lazy_pinyin

BREAKS = re.compile(r"[\s，。、；：！？“”（）《》,.;:!?()]+")
M = TypeVar("M", bound=Model)


def initials(name: str) -> str:
    """The pinyin initials of a name, as clerks type them: 张三 is zs."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore")).lower()


def joined(words: Iterable[str]) -> str:
    """The words that a record is found by, each once."""
    return " ".join(dict.fromkeys(word for word in words if word)).lower()


def pairs_of(text: str) -> list[str]:
    """The pairs of neighbouring characters and the single characters of a text."""
    found: dict[str, None] = {}
    for word in BREAKS.split(text.lower()):
        found.update(dict.fromkeys(map("".join, pairwise(word))))
        found.update(dict.fromkeys(word))
    return list(found)


def as_typed(word: str) -> str:
    return word


def search(rows: QuerySet[M], words: str, spell: Callable[[str], str] = as_typed) -> QuerySet[M]:
    """The rows in which every word stands, each spelt as the index keeps it."""
    for word in BREAKS.split(words.lower().strip()):
        part = spell(word)
        if part:
            rows = containing(rows, part)
    return rows


def containing(rows: QuerySet[M], word: str) -> QuerySet[M]:
    """The rows in which a word stands, verified on the candidates that the index gives."""
    if connection.vendor == "postgresql":
        keys = [word[i : i + 2] for i in range(len(word) - 1)] or [word]
        table = rows.model._meta.db_table
        where = f"string_to_array(\"{table}\".search_pairs, ' ') @> %s::text[]"
        rows = rows.extra(where=[where], params=[keys])
    return rows.filter(search_text__contains=word)


def pairs_index(name: str, table: str) -> RunPython:
    """The index of pairs, on PostgreSQL alone; SQLite serves a first look without it."""
    create = f"CREATE INDEX {name} ON {table} USING gin (string_to_array(search_pairs, ' '))"

    def run(statement: str) -> Callable[..., None]:
        def execute(apps: object, schema_editor: object) -> None:
            if connection.vendor == "postgresql":
                schema_editor.execute(statement)  # type: ignore[attr-defined]

        return execute

    return RunPython(run(create), run(f"DROP INDEX IF EXISTS {name}"))
