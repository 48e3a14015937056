"""Checking figures against the identities: which rule, its sides, whether it holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from reports.expressions import Term
from reports.figures import Book, Key, Recorded
from reports.models import IdentityRule, Indicator, Precision, Scope
from reports.models.figures import plain

INFINITY = Decimal("Infinity")
NOTHING = Decimal(0)
Named = tuple[Term, str]


@dataclass(frozen=True, slots=True)
class Operand:
    """One term with the figure found for it."""

    term: Term
    key: Key
    year: int
    name: str
    figure: Recorded | None

    @property
    def value(self) -> Decimal:
        """The figure as written; one that may be missing counts as nothing."""
        value = self.figure.value if self.figure else None
        return Decimal(0) if value is None else value

    @property
    def low(self) -> Decimal:
        """The least it can be: an "about" says nothing below."""
        is_about = self.figure is not None and self.figure.precision == Precision.ABOUT
        return -INFINITY if is_about else self.value

    @property
    def high(self) -> Decimal:
        """The most it can be: "at least" has no upper end."""
        is_exact = self.figure is None or self.figure.precision == Precision.EXACT
        return self.value if is_exact else INFINITY


@dataclass(frozen=True, slots=True)
class Side:
    """A sum of operands."""

    operands: list[Operand]

    @property
    def missing(self) -> list[Operand]:
        """Operands without which the side cannot be computed."""
        return [
            operand
            for operand in self.operands
            if operand.figure is None and not operand.term.is_optional
        ]

    @property
    def bounds(self) -> tuple[Decimal, Decimal] | None:
        """The least and the most it can be; nothing where it cannot be computed."""
        low = high = NOTHING
        for operand in self.operands:
            figure = operand.figure
            if figure is None:
                if not operand.term.is_optional:
                    return None
                continue
            if figure.precision == Precision.EXACT:  # as nearly all are
                least = most = figure.value or NOTHING
            else:
                least, most = operand.low, operand.high
            if operand.term.sign > 0:
                low, high = low + least, high + most
            else:
                low, high = low - most, high - least
        return low, high

    @property
    def total(self) -> Decimal:
        """The sum of the figures as written, whatever their precision."""
        return sum((o.term.sign * o.value for o in self.operands), Decimal(0))

    @property
    def numbers(self) -> str:
        """The side in numbers: `1117 + 44`."""
        words: list[str] = []
        for operand in self.operands:
            value = operand.figure.value if operand.figure else None
            if value is None and operand.term.is_optional:
                continue
            words += ["+" if operand.term.sign > 0 else "−"] if words else []
            words.append("?" if value is None else plain(value))
        return " ".join(words)

    @property
    def names(self) -> str:
        """The side in words: `受理 + 作其他处理`."""
        words: list[str] = []
        for operand in self.operands:
            words += ["+" if operand.term.sign > 0 else "−"] if words else []
            words.append(operand.name)
        return " ".join(words)


@dataclass(frozen=True, slots=True)
class Check:
    """One rule, for one organ, scope and year."""

    rule: IdentityRule
    organ: int
    scope: str
    year: int
    left: Side
    right: Side
    indicator: str = ""
    holds: bool | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "holds", self._holds())

    def _holds(self) -> bool | None:
        """Whether some values within the precisions satisfy the rule; `None`: not checkable."""
        left, right = self.left.bounds, self.right.bounds
        if left is None or right is None:
            return None
        left_fits = left[0] <= right[1]
        right_fits = right[0] <= left[1]
        if self.rule.relation == IdentityRule.Relation.AT_MOST:
            return left_fits
        if self.rule.relation == IdentityRule.Relation.AT_LEAST:
            return right_fits
        return left_fits and right_fits

    @property
    def sentence(self) -> str:
        """The rule in numbers: `1161 = 1117 + 44`."""
        relation = self.rule.get_relation_display()
        sign = relation if self.holds is not False else {"=": "≠", "≤": ">", "≥": "<"}[relation]
        return f"{self.left.numbers} {sign} {self.right.numbers}"

    @property
    def words(self) -> str:
        """The rule in names of indicators."""
        return f"{self.left.names} {self.rule.get_relation_display()} {self.right.names}"

    @property
    def indicator_name(self) -> str:
        """The indicator that `*` stands for, where the rule has one."""
        return self.left.operands[0].name if self.indicator else ""

    @property
    def operands(self) -> list[Operand]:
        return [*self.left.operands, *self.right.operands]

    def concerns(self, keys: set[Key]) -> bool:
        """Whether one of the year's figures under `keys` takes part."""
        return any(o.year == self.year and o.key in keys for o in self.operands)

    @property
    def is_error(self) -> bool:
        return self.holds is False and self.rule.severity == IdentityRule.Severity.ERROR

    @property
    def is_warning(self) -> bool:
        return self.holds is False and self.rule.severity == IdentityRule.Severity.WARNING

    @property
    def subject(self) -> tuple[int, int, int, str, str]:
        """What an explanation of this check is kept under."""
        return (self.rule.pk, self.year, self.organ, self.scope, self.indicator)


class Checker:
    """Applies rules to a book; loads nothing, so it may run on every keystroke."""

    def __init__(
        self, rules: Iterable[IdentityRule], indicators: Iterable[Indicator], book: Book
    ) -> None:
        self.rules = list(rules)
        self.indicators = {indicator.code: indicator for indicator in indicators}
        self.book = book

    def check(self, year: int) -> list[Check]:
        """Every rule in force, for each organ and scope that has figures it speaks of."""
        places: dict[str, set[tuple[int, str]]] = {}
        for key in self.book.keys(year):
            places.setdefault(key.indicator, set()).add((key.organ, key.scope))
        checks = []
        for rule in self.rules:
            if rule.valid_from <= year and (rule.valid_until is None or year < rule.valid_until):
                checks += list(self._apply(rule, year, places))
        return checks

    def _apply(
        self, rule: IdentityRule, year: int, places: dict[str, set[tuple[int, str]]]
    ) -> Iterator[Check]:
        wild = any(term.is_wild for term in rule.left_terms + rule.right_terms)
        for bound in self._bindings(rule) if wild else [None]:
            left = [self._bind(term, bound) for term in rule.left_terms]
            right = [self._bind(term, bound) for term in rule.right_terms]
            contexts = _contexts(left + right, places)
            left_named = [(term, self._name(term, year)) for term in left]
            right_named = [(term, self._name(term, year)) for term in right]
            for organ, scope in contexts:
                check = Check(
                    rule,
                    organ,
                    scope,
                    year,
                    self._side(left_named, organ, scope, year),
                    self._side(right_named, organ, scope, year),
                    bound.code if bound else "",
                )
                is_error = rule.severity == IdentityRule.Severity.ERROR
                if check.holds is not None or (is_error and not wild):
                    yield check

    def _bindings(self, rule: IdentityRule) -> list[Indicator]:
        """The indicators that `*` stands for in the rule."""
        ratios = any("." in term.code and term.is_wild for term in rule.left_terms)
        if ratios:
            return [i for i in self.indicators.values() if i.is_subset and i.numerator]
        return [i for i in self.indicators.values() if i.aggregation == Indicator.Aggregation.SUM]

    def _bind(self, term: Term, bound: Indicator | None) -> Term:
        if not term.is_wild or bound is None:
            return term
        part = bound
        if term.code == "*.numerator" and bound.numerator:
            part = bound.numerator
        elif term.code == "*.denominator" and bound.denominator:
            part = bound.denominator
        return Term(part.code, term.sign, term.scope, term.years_back, term.is_optional)

    def _name(self, term: Term, year: int) -> str:
        """What a term is called: its indicator, with scope and year where they are its own."""
        known = self.indicators.get(term.code)
        name = known.name if known else term.code
        if term.scope:
            name += f"（{Scope(term.scope).label}）"
        if term.years_back:
            name += f"（{year - term.years_back}）"
        return name

    def _side(self, terms: list[Named], organ: int, scope: str, year: int) -> Side:
        operands = []
        for term, name in terms:
            key = Key(term.code, organ, term.scope or scope)
            of_year = year - term.years_back
            operands.append(Operand(term, key, of_year, name, self.book.value(key, of_year)))
        return Side(operands)


def _contexts(terms: list[Term], places: dict[str, set[tuple[int, str]]]) -> list[tuple[int, str]]:
    """The organs and scopes in which one of the terms has a figure this year."""
    found: set[tuple[int, str]] = set()
    for term in terms:
        if term.years_back:
            continue
        for organ, scope in places.get(term.code, ()):
            if not term.scope:
                found.add((organ, scope))
            elif term.scope == scope and all(other.scope for other in terms):
                found.add((organ, ""))
    return sorted(found)
