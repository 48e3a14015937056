"""Search by any part of a Chinese word: pairs of neighbouring characters, verified by the text.

A searchable model is a `Searchable`; on PostgreSQL its pairs have an index
(see `pairs_index`).
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import chain
from operator import add
from typing import Any, TypeVar

from django.db import connection, models
from django.db.migrations import RunPython
from django.db.models import Model, QuerySet
from pypinyin import Style, lazy_pinyin

BREAKS = re.compile(r"[\s，。、；：！？“”（）《》,.;:!?()]+")
M = TypeVar("M", bound=Model)


class Searchable(models.Model):
    """A record that is found by any part of its words; who changes these calls `keep`."""

    search_text = models.TextField(editable=False, default="")
    search_pairs = models.TextField(editable=False, default="")

    class Meta:
        abstract = True


def keep(record: Any, text: str) -> None:
    """Write down what a record is found by; the caller saves it in the same transaction."""
    record.search_text = text
    record.search_pairs = " ".join(pairs_of(text))


def initials(name: str) -> str:
    """The pinyin initials of a name, as clerks type them: 张三 is zs."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore")).lower()


def joined(words: Iterable[str]) -> str:
    """The words that a record is found by, each once."""
    return " ".join(dict.fromkeys(word for word in words if word)).lower()


def pairs_of(text: str) -> list[str]:
    """The pairs of neighbouring characters and the single characters of a text."""
    words = BREAKS.split(text.lower())
    return list(dict.fromkeys(chain.from_iterable(map(keys_of, words))))


@lru_cache(4096)
def keys_of(word: str) -> tuple[str, ...]:
    """The pairs and characters of a word; the same names come again and again."""
    return (*map(add, word, word[1:]), *word)


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
    """The rows in which a word stands, verified on the candidates that the index gives.

    The word itself comes first: where a common word is looked for along another
    index, a row without it is passed over before its pairs are taken apart.
    """
    rows = rows.filter(search_text__contains=word)
    if connection.vendor == "postgresql":
        keys = [word[i : i + 2] for i in range(len(word) - 1)] or [word]
        table = rows.model._meta.db_table
        where = f"string_to_array(\"{table}\".search_pairs, ' ') @> %s::text[]"
        rows = rows.extra(where=[where], params=[keys])
    return rows


def pairs_index(name: str, table: str) -> RunPython:
    """The index of pairs, on PostgreSQL alone; SQLite serves a first look without it."""
    create = f"CREATE INDEX {name} ON {table} USING gin (string_to_array(search_pairs, ' '))"

    def run(statement: str) -> Callable[..., None]:
        def execute(apps: object, schema_editor: object) -> None:
            if connection.vendor == "postgresql":
                schema_editor.execute(statement)  # type: ignore[attr-defined]

        return execute

    return RunPython(run(create), run(f"DROP INDEX IF EXISTS {name}"))
