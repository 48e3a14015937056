"""How the filters of a list stand on its page."""

from collections.abc import Collection
from typing import Any


def parted(filters: Any, first: Collection[str]) -> dict[str, Any]:
    """The filters that stand in front, and those behind “More filters”."""
    form = filters.form
    fields = [(field, field.name in first or bool(field.errors)) for field in form.visible_fields()]
    rest = [field for field, is_first in fields if not is_first]
    return {
        "filter": filters,
        "first": [field for field, is_first in fields if is_first],
        "rest": rest,
        "is_narrowed": any(field.value() for field in rest),
    }
