"""Pages of a list that cost the same at any size and depth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet

from lawgov.organs.models import Organ

SIZE = 50
COUNTED = 1000


@dataclass
class Page:
    """Some rows, how many there are in all up to a limit, and where the next page begins."""

    rows: list[dict[str, Any]]
    count: int
    is_more: bool
    after: str

    @property
    def shown_count(self) -> str:
        return f"{COUNTED}+" if self.count > COUNTED else str(self.count)


class BadCursor(ValueError):
    """Where the page should begin is not readable."""


def page_of(
    rows: QuerySet[Any],
    columns: Sequence[str],
    *,
    by: str,
    ascending: bool = False,
    after: str = "",
    size: int = SIZE,
) -> Page:
    """One page in the order of a day, from where the last one ended.

    No offset, no join, no full count. Raises `BadCursor`.
    """
    sign = "" if ascending else "-"
    rows = rows.order_by(f"{sign}{by}", f"{sign}pk")
    count = counted(rows)
    if after:
        rows = beyond(rows, by, ">" if ascending else "<", after)
    found = list(rows.values(*columns)[: size + 1])
    shown, is_more = found[:size], len(found) > size
    place = f"{shown[-1][by]}_{shown[-1]['pk']}" if is_more else ""
    return Page(shown, count, is_more, place)


def counted(rows: QuerySet[Any]) -> int:
    """How many rows there are, up to one more than is counted.

    Along the order of the page: what a common word is found in is then counted
    from the index of days, and not from all that hold the word.
    """
    return len(rows[: COUNTED + 1].values_list("pk"))


def beyond(rows: QuerySet[Any], column: str, sign: str, after: str) -> QuerySet[Any]:
    """The rows behind a place, compared as a row of two values so that one index serves."""
    day, _line, key = after.partition("_")
    try:
        values = [date.fromisoformat(day), int(key)]
    except ValueError as error:
        raise BadCursor(after) from error
    if not 0 <= values[1] < 2**63:  # type: ignore[operator]
        raise BadCursor(after)
    table = rows.model._meta.db_table
    where = f'("{table}"."{column}", "{table}"."id") {sign} (%s, %s)'
    return rows.extra(where=[where], params=values)


def organ_names() -> dict[int, str]:
    """The short names of all organs, kept for a minute."""
    names = cache.get("organ_names")
    if names is None:
        names = dict(Organ.objects.values_list("pk", "short_name"))
        cache.set("organ_names", names, 60)
    return names
