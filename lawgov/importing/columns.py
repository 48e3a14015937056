"""The columns of a file to import: what they are called, and what stands in them."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from typing import Any

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _


class Kind(Enum):
    """What a cell holds."""

    TEXT = _("Text")
    DAY = _("Date")
    NUMBER = _("Whole number")
    MONEY = _("Amount in yuan")
    FLAG = _("Yes or no")
    CHOICE = _("One of the list")
    SEVERAL = _("One or several of the list")


@dataclass(frozen=True)
class Column:
    """One column: what it is called, what stands in it, when it is needed.

    `is_open` says of a choice that a cell may also hold several, or none of the list.
    """

    key: str
    label: Any
    kind: Kind = Kind.TEXT
    is_required: bool = False
    example: str = ""
    hint: Any = ""
    limit: int = 200
    is_open: bool = False

    @property
    def header(self) -> str:
        """The head of the column in files: always in Chinese, as the ledgers are."""
        with translation.override("zh-hans"):
            return str(self.label)


class Columns(tuple[Column, ...]):
    """The columns of one kind of file, in the order of its template."""

    @cached_property
    def by_key(self) -> dict[str, Column]:
        return {column.key: column for column in self}

    @cached_property
    def days(self) -> list[str]:
        return [column.key for column in self if column.kind is Kind.DAY]

    @cached_property
    def required(self) -> list[str]:
        return [column.key for column in self if column.is_required]

    @cached_property
    def repeated(self) -> list[str]:
        """The columns whose words ledgers repeat."""
        return [c.key for c in self if c.kind not in {Kind.TEXT, Kind.MONEY}]

    @property
    def longest(self) -> int:
        """The most characters that a cell of any column may have."""
        return max(column.limit for column in self)

    def names(self) -> dict[str, str]:
        """By which words a column is known: its code and its name in either language."""
        found: dict[str, str] = {}
        for language in ("zh-hans", "en"):
            with translation.override(language):
                found |= {plain(str(column.label)): column.key for column in self}
        return found | {plain(column.key): column.key for column in self}


def called(model: type[models.Model], name: str) -> Any:
    """The name of a field."""
    return model._meta.get_field(name).verbose_name  # type: ignore[union-attr]


def of_field(model: type[models.Model], name: str, kind: Kind = Kind.TEXT, **more: Any) -> Column:
    """A column that is a field of a model, under the field's own name."""
    most = getattr(model._meta.get_field(name), "max_length", None) or 5000
    own = {"label": called(model, name), "limit": most if kind is Kind.TEXT else 200}
    return Column(name, kind=kind, **own | more)


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """A word without what spellings differ in: width, case, blanks, stars and brackets."""
    word = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s*():：,，。、;；./\-_]+", "", word)
