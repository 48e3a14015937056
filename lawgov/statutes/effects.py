"""What a change of the law does elsewhere, said by the kernel without knowing who is concerned.

The kernel imports no app. An app that keeps deadlines registers, in its
`AppConfig.ready`, the dotted name of a function that takes a user (nobody
stands for the whole installation) and answers an `Effect`, or nothing. It is
the name and not the function, so that no model is imported before all are
ready. The admin site says the sentence, with its link, after every change of
the law; so does the import of a calendar.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from lawgov.accounts.models import User

_registered: list[str] = []


class Effect(NamedTuple):
    """A sentence for the person who has changed the law, and where to go from there."""

    text: str
    url: str


def register(name: str) -> None:
    """Ask the function of this dotted name after each change of the law."""
    if name not in _registered:
        _registered.append(name)


def effects(user: "User | None") -> Iterator[Effect]:
    """What the law as it stands now would change, of what the user may see and do."""
    for name in _registered:
        found = import_string(name)(user)
        if found is not None:
            yield found
