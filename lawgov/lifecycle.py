"""Records that move from state to state by named verbs, and the journal of their moves."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from lawgov.errors import Conflict


class IllegalMove(Conflict):
    """The record is not where this move can begin; says what is allowed now, and why."""

    def __init__(self, reason: str, allowed: Iterable[str]) -> None:
        names = "、".join(allowed)
        rest = (
            _("Allowed now: %(names)s.") % {"names": names}
            if names
            else _("Nothing is allowed any more.")
        )
        super().__init__(f"{reason} {rest}")


class Stale(Conflict):
    """Somebody else has moved the record since it was read."""
