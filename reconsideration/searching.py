"""What a case is found by: number in any spelling, parties, initials, respondent, act."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from operator import add
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from pypinyin import Style, lazy_pinyin

from lawgov.history import unrecorded
from reconsideration.models import Case, Party
from reconsideration.numbering import loosely

BREAKS = re.compile(r"[\s，。、；：！？“”（）《》,.;:!?()]+")


def initials(name: str) -> str:
    """The pinyin initials of a name, as clerks type them: 张三 is zs."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore")).lower()


def text_of(case: Case, parties: Iterable[Party]) -> str:
    """Everything a case may be looked for by, one word after the other."""
    words = [case.number, loosely(case.number), case.respondent_name, case.act_name]
    words += [case.act_number, loosely(case.act_number)]
    return words_of(words, [(party.name, party.initials) for party in parties])


def words_of(words: list[str], names: Iterable[tuple[str, str]]) -> str:
    """The words of a case and the names of its parties with their initials, each once."""
    for pair in names:
        words += pair
    return " ".join(dict.fromkeys(word for word in words if word)).lower()


def pairs_of(text: str) -> list[str]:
    """The pairs of neighbouring characters and the single characters of a text."""
    words = BREAKS.split(text.lower())
    return list(dict.fromkeys(chain.from_iterable(map(keys_of, words))))


@lru_cache(4096)
def keys_of(word: str) -> tuple[str, ...]:
    """The pairs and characters of a word; the same names come again and again."""
    return (*map(add, word, word[1:]), *word)


def index(case: Case, parties: list[Party]) -> None:
    """Write down what the case is found by; the caller saves it in the same transaction."""
    for party in parties:
        party.initials = party.initials or initials(party.name)
    case.search_text = text_of(case, parties)
    case.search_pairs = " ".join(pairs_of(case.search_text))


def search(cases: QuerySet[Case], words: str) -> QuerySet[Case]:
    """The cases in which every word stands; by the index of pairs where there is one."""
    for word in BREAKS.split(words.lower().strip()):
        bare = loosely(word)
        for part in filter(None, [bare if re.search(r"\d", bare) else word]):
            cases = containing(cases, part)
    return cases


def containing(cases: QuerySet[Case], word: str) -> QuerySet[Case]:
    """The cases in which a word stands, verified on the candidates that the index gives."""
    if connection.vendor == "postgresql":
        keys = [word[i : i + 2] for i in range(len(word) - 1)] or [word]
        cases = cases.extra(
            where=["string_to_array(search_pairs, ' ') @> %s::text[]"], params=[keys]
        )
    return cases.filter(search_text__contains=word)


def sweep(cases: QuerySet[Case]) -> int:
    """Write the search words of cases again where they differ; returns how many did."""
    mended = 0
    for case in cases.prefetch_related("parties").iterator(chunk_size=1000):
        was: Any = case.search_text
        index(case, list(case.parties.all()))
        if case.search_text != was:
            unrecorded(case).save(update_fields=["search_text", "search_pairs"])
            mended += 1
    return mended
