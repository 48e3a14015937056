"""What tests of moves share: refusals at their field, and deadlines as plain values."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from reconsideration.models import Case


def refused(field: str, action: Callable[..., Any], *args: Any, **data: Any) -> str:
    """Assert that something is refused at one field (or as a whole, at ""); the words."""
    with pytest.raises(ValidationError) as refusal:
        action(*args, **data)
    error = refusal.value
    fields = list(error.message_dict) if hasattr(error, "error_dict") else [NON_FIELD_ERRORS]
    assert fields == [field or NON_FIELD_ERRORS]
    return "".join(error.messages)


def clocks_of(case: Case, *codes: str) -> list[tuple[Any, ...]]:
    """Deadlines as code, start, due, end and whether met."""
    rows = case.clocks.filter(code__in=codes) if codes else case.clocks.all()
    return [(c.code, c.start.isoformat(), c.due.isoformat(),
             c.ended_on and c.ended_on.isoformat(), c.is_met) for c in rows]  # fmt: skip


def subjects(case: Case, code: str) -> dict[str, tuple[str, bool | None]]:
    """The deadlines of one code by their subject: the day due and whether met."""
    return {c.subject: (c.due.isoformat(), c.is_met) for c in case.clocks.filter(code=code)}
