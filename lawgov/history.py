"""Who changes a row, and why, for its history."""

from typing import TYPE_CHECKING, TypeVar

from django.db.models import Model

if TYPE_CHECKING:
    from lawgov.accounts.models import User

T = TypeVar("T", bound=Model)


def signed(row: T, *, by: "User | None" = None, reason: str = "") -> T:
    """The same row, whose next change is written down under `by` and `reason`."""
    if by is not None:
        row._history_user = by  # type: ignore[attr-defined]
    row._change_reason = reason  # type: ignore[attr-defined]
    return row


def unrecorded(row: T) -> T:
    """The same row, whose next change another journal already tells."""
    row.skip_history_when_saving = True  # type: ignore[attr-defined]
    return row
