"""What a case is found by: number in any spelling, parties, initials, respondent, act."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from lawgov import searching
from lawgov.history import unrecorded
from lawgov.numbers import loosely, one_spelling
from lawgov.searching import initials, joined, pairs_of
from reconsideration.models import Case, Party
from reconsideration.numbering import WRITTEN

__all__ = ["index", "initials", "pairs_of", "search", "sweep", "text_of", "words_of"]


def text_of(case: Case, parties: Iterable[Party]) -> str:
    """Everything a case may be looked for by, one word after the other."""
    words = [case.number, loosely(case.number), case.respondent_name, case.act_name]
    words += [case.act_number, loosely(case.act_number)]
    return words_of(words, [(party.name, party.initials) for party in parties])


def words_of(words: list[str], names: Iterable[tuple[str, str]]) -> str:
    """The words of a case and the names of its parties with their initials, each once."""
    for pair in names:
        words += pair
    return joined(words)


def index(case: Case, parties: list[Party]) -> None:
    """Write down what the case is found by; the caller saves it in the same transaction."""
    for party in parties:
        party.initials = party.initials or initials(party.name)
    searching.keep(case, text_of(case, parties))


def bare(word: str) -> str:
    """A word as it is kept: one with a digit is taken for a number."""
    return loosely(word) if re.search(r"\d", word) else word


def search(cases: QuerySet[Case], words: str) -> QuerySet[Case]:
    """The cases in which every word stands; by the index of pairs where there is one.

    A whole case number, in whatever spelling, is looked up as such: its pairs of
    characters stand in every case.
    """
    number = one_spelling(words)
    if WRITTEN.match(number):
        exact = cases.filter(number=number)
        if exact.exists():
            return exact
    return searching.search(cases, words, bare)


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
