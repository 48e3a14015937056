"""Counting all columns at once: one query for each set of cases, whatever the number of rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import BooleanField, ExpressionWrapper, Q

from lawgov.organs.models import Organ
from reconsideration.models import Case
from reconsideration.statistics.columns import COLUMNS
from reconsideration.statistics.sets import PASSES, SETS, TOGETHER
from reconsideration.statistics.spans import Question, Reach, scope_of

Numbers = dict[str, int | Decimal]
PREFIX = "n_"  # a column may be called as a field of the case is


@dataclass(frozen=True)
class Counted:
    """The numbers by field of administration; the main ones also by handling organ."""

    by_field: dict[int, Numbers] = field(default_factory=dict)
    by_organ: dict[int, Numbers] = field(default_factory=dict)


def count(question: Question) -> Counted:
    """Every column for each field of administration, the main ones for each organ too."""
    scope = scope_of(question.organ, question.reach)
    counted = count_main(question, scope)
    parts: dict[str, list[str]] = defaultdict(list)
    done = {code for _common, codes in PASSES for code in codes}
    for code, column in COLUMNS.items():
        if code not in done:
            parts[column.set_of(question.base)].append(code)
    for names in side_by_side(parts):
        among = {name: SETS[name](question.span) for name in names}
        columns = {code: name for name in names for code in parts[name]}
        aggregates = {
            PREFIX + code: COLUMNS[code].aggregate(among[name] if len(names) > 1 else None)
            for code, name in columns.items()
        }
        rows = Case.objects.filter(scope).filter(reduce(or_, among.values())).order_by()
        for key, *numbers in rows.values_list("field").annotate(**aggregates):
            counted.by_field.setdefault(key, {}).update(zip(columns, numbers, strict=True))
    return counted


def side_by_side(names: Iterable[str]) -> list[list[str]]:
    """The sets to be counted in one pass each: those that mostly hold the same cases together."""
    left = list(names)
    passes = [[name for name in left if name in together] for together in TOGETHER]
    known = {name for together in passes for name in together}
    return [names for names in [*passes, *([name] for name in left if name not in known)] if names]


def count_main(question: Question, scope: Q) -> Counted:
    """The stocks and flows as wholes, from two indexes alone.

    By organ they are found by the tree of organs itself, not by the scopes kept
    on the cases: comparing the two notices a case counted twice or nowhere.
    """
    tree: set[int] = set()
    if question.reach == Reach.TERRITORY:
        tree = set(Organ.objects.within(question.organ.realm).values_list("pk", flat=True))
    is_inside = ExpressionWrapper(scope, output_field=BooleanField())
    counted = Counted()
    for common, codes in PASSES:
        cases = Case.objects.filter(scope | Q(organ__in=sorted(tree))).order_by()
        found = cases.filter(common(question.span)).annotate(is_inside=is_inside)
        aggregates = {
            PREFIX + code: COLUMNS[code].aggregate(SETS[COLUMNS[code].of](question.span))
            for code in codes
        }
        rows = found.values_list("field", "organ", "is_inside").annotate(**aggregates)
        for key, organ, inside, *numbers in rows:
            if inside:
                add_to(counted.by_field.setdefault(key, {}), codes, numbers)
            if organ in tree:
                add_to(counted.by_organ.setdefault(organ, {}), codes, numbers)
    return counted


def add_to(sums: Numbers, codes: list[str], numbers: list[int]) -> None:
    """Add numbers to the sums of the same columns."""
    for code, number in zip(codes, numbers, strict=True):
        sums[code] = sums.get(code, 0) + number


def add_up(parts: Iterable[Numbers], columns: Iterable[str]) -> Numbers:
    """The sum of some numbers, column by column; a column that nobody has is zero."""
    listed = list(parts)
    return {code: sum((part.get(code, 0) for part in listed), 0) for code in columns}
