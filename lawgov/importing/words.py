"""Which words stand for which entry of a list: its code, and its name in either language."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from lawgov.importing.columns import plain
from lawgov.importing.values import several

Words = Mapping[str, Any]


def labels_of(label: Any) -> list[str]:
    """A label in both languages."""
    found = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            found.append(plain(str(label)))
    return found


def choice_words(members: Iterable[Any]) -> dict[str, str]:
    """The words of a fixed list: each member's value and label."""
    found: dict[str, str] = {}
    for member in members:
        for word in [plain(member.value), *labels_of(member.label)]:
            found.setdefault(word, member.value)
    return found


def option_words(options: Iterable[Any]) -> dict[str, Any]:
    """The entries of a list by code, name, and the name up to its colon or bracket."""
    found: dict[str, Any] = {}
    for option in options:
        for word in (option.code, option.name):
            found.setdefault(plain(word), option)
        for sign in "：（":
            found.setdefault(plain(option.name.partition(sign)[0]), option)
    return found


def one(words: Words, cell: str) -> Any:
    """The entry that a cell names; raises `ValidationError`."""
    found = words.get(plain(cell))
    if found is None:
        raise ValidationError(_("“%(text)s” is not in the list.") % {"text": cell[:50]})
    return found


def all_of(words: Words, cell: str) -> list[Any]:
    """The entries that a cell names, each once; raises `ValidationError`.

    An entry's own name may hold the sign that separates entries: the longest
    name is taken first.
    """
    parts = several(cell)
    found: list[Any] = []
    while parts:
        for size in range(len(parts), 0, -1):
            entry = words.get(plain("".join(parts[:size])))
            if entry is not None:
                break
        else:
            one(words, parts[0])
        found += [] if entry in found else [entry]
        parts = parts[size:]
    return found
