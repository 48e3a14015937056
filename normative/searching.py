"""What a document is found by: title, numbers in any spelling, makers, and its text."""

import re
from typing import TypeVar

from django.db.models import Model, QuerySet

from lawgov import searching
from lawgov.numbers import loosely
from normative.models import Document, NotNormative

M = TypeVar("M", bound=Model)
NUMBERED = re.compile(r"[〔\[［(（【﹝]\d{4}[〕\]］)）】﹞]")


def index(document: Document, text: str) -> None:
    """Write down what a document is found by; the caller saves it in the same transaction."""
    one = document
    head = [one.title, *spelt(one.number), *spelt(one.register_number)]
    head += [one.maker_name, one.drafter_name]
    searching.keep(one, f"{searching.joined(head)}\n{text.lower()}")


def index_refused(row: NotNormative) -> None:
    """Write down what a text that is no document is found by."""
    searching.keep(row, searching.joined([row.title, *spelt(row.number), row.organ.name]))


def spelt(number: str) -> list[str]:
    """A number as it is written, and without what spellings differ in."""
    return [number, loosely(number)] if number else []


def search(rows: QuerySet[M], words: str) -> QuerySet[M]:
    """The rows in which every word stands; what holds a year in brackets is a number."""
    parts = (loosely(word) if NUMBERED.search(word) else word for word in words.split())
    return searching.search(rows, " ".join(parts))
