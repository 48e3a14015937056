"""The check constraints of a table, told of plain values without asking the database.

The models' own constraints are read, not written again: what the database
would refuse is refused here in the same words, at a thousandth of the cost of
`validate_constraints`, which sends a query for each.
"""

import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import BaseConstraint, CheckConstraint, F, Q

Values = Mapping[str, Any]
Told = Callable[[Values], bool | None]
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": operator.eq,
    "gte": operator.ge,
    "gt": operator.gt,
    "lte": operator.le,
    "lt": operator.lt,
    "in": lambda value, among: value in among,
}


def told(condition: Any) -> Told:
    """A condition as a function of values; unknown where SQL would find it unknown."""
    parts = [_part(child) for child in condition.children]
    is_all, is_negated = condition.connector == Q.AND, condition.negated

    def tell(values: Values) -> bool | None:
        found: bool | None = is_all
        for part in parts:
            answer = part(values)
            if answer is (not is_all):
                found = answer
                break
            if answer is None:
                found = None
        return not found if is_negated and found is not None else found

    return tell


def _part(child: Any) -> Told:
    return told(child) if isinstance(child, Q) else _comparison(*child)


def _comparison(lookup: str, right: Any) -> Told:
    name, _line, how = lookup.partition("__")
    if how == "isnull" or (not how and right is None):
        is_null = right is not False
        return lambda values: (values[name] is None) is is_null
    compare = COMPARISONS[how or "exact"]
    other = _named(right)
    if other:
        return lambda values: _compared(compare, values[name], values[other])
    return lambda values: _compared(compare, values[name], right)


def _named(right: Any) -> str:
    """The value that a comparison names on its right, if it names one."""
    return str(vars(right)["name"]) if isinstance(right, F) else ""


def _compared(compare: Callable[[Any, Any], bool], left: Any, right: Any) -> bool | None:
    return None if left is None or right is None else compare(left, right)


def checks_of(constraints: Iterable[BaseConstraint]) -> list[tuple[CheckConstraint, Told]]:
    """The check constraints of a list, each as a function."""
    checks = [one for one in constraints if isinstance(one, CheckConstraint)]
    return [(one, told(one.condition)) for one in checks]


def broken(checks: list[tuple[CheckConstraint, Told]], values: Values) -> list[CheckConstraint]:
    """The constraints that values break; as in SQL, what is unknown is not broken."""
    return [constraint for constraint, tell in checks if tell(values) is False]


def names_in(checks: list[tuple[CheckConstraint, Told]]) -> set[str]:
    """The names of the values that constraints ask for."""
    found: set[str] = set()
    waiting: list[Any] = [constraint.condition for constraint, _tell in checks]
    while waiting:
        child = waiting.pop()
        if isinstance(child, Q):
            waiting += child.children
            continue
        lookup, right = child
        found.add(lookup.partition("__")[0])
        found |= {_named(right)} - {""}
    return found
