"""The rows of the form: the fields of administration as the list of a year has them."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from reconsideration.models import Option

TOTAL = "total"
REST = "other"


@dataclass
class Head:
    """A row: its code, its name, and the fields of cases that are counted in it."""

    code: str
    name: str
    fields: list[int] = field(default_factory=list)
    recoded: list[str] = field(default_factory=list)


def rows_of(year: int) -> list[Head]:
    """The rows of a year's list, the rest last.

    A field that the year's list does not have is counted in the row that took
    its place, or whose place it took if that was one alone, else in the rest.
    """
    fields = list(Option.objects.of(Option.List.FIELD))
    valid = set(Option.objects.of(Option.List.FIELD).in_year(year).values_list("pk", flat=True))
    heads = {f.code: Head(f.code, f.name) for f in fields if f.pk in valid and f.code != REST}
    rest = next((f.name for f in fields if f.code == REST), str(_("Other")))
    heads[REST] = Head(REST, rest)
    before: dict[str, list[str]] = defaultdict(list)
    for one in fields:
        if one.code in heads and one.column != one.code:
            before[one.column].append(one.code)
    for one in fields:
        place = place_of(one, heads, before)
        heads[place].fields.append(one.pk)
        if one.code != place:
            heads[place].recoded.append(one.name)
    return list(heads.values())


def place_of(one: Option, heads: dict[str, Head], before: dict[str, list[str]]) -> str:
    """The row in which a field is counted."""
    if one.code in heads:
        return one.code
    if one.column in heads:
        return one.column
    older = before[one.code]
    return older[0] if len(older) == 1 else REST
