"""The identities of a whole province and of one unit, over figures in memory."""

from decimal import Decimal

from reports.figures import Book, Key
from reports.identities import Checker
from reports.models import IdentityRule, Indicator
from reports.numerals import Figure
from tests.benchmarks.timing import Row, in_turns

UNITS, FIGURES = 150, 300


def indicators() -> list[Indicator]:
    """Unsaved indicators in families of three: whole = part a + part b."""
    return [
        Indicator(code=f"family{n // 3}.{['whole', 'part_a', 'part_b'][n % 3]}", name=str(n),
                  aggregation="sum", unit="件", section="disputes", scope="own", valid_from=2013)
        for n in range(FIGURES)
    ]  # fmt: skip


def rules() -> list[IdentityRule]:
    """One identity for each family."""
    return [
        IdentityRule(pk=n, code=f"rule-{n}", left=f"family{n}.whole", relation="=",
                     right=f"family{n}.part_a + family{n}.part_b", severity="error",
                     valid_from=2013)
        for n in range(FIGURES // 3)
    ]  # fmt: skip


def filled(catalogue: list[Indicator]) -> Book:
    """A figure for every indicator of every unit."""
    book = Book()
    for unit in range(UNITS):
        for number, indicator in enumerate(catalogue):
            value = Decimal(2 if number % 3 == 0 else 1)
            book.put(Key(indicator.code, unit, "own"), 2014, Figure(value))
    return book


def identities() -> list[Row]:
    """Every identity of a province, and those that a keystroke checks."""
    catalogue, every = indicators(), rules()
    book, one = filled(catalogue), Book()
    one.rows = {at: row for at, row in book.rows.items() if at[0].organ == 0}
    floor, province, keystroke = in_turns(
        lambda: sum(row.value or 0 for row in book.rows.values()),
        lambda: Checker(every, catalogue, book).check(2014),
        lambda: Checker(every, catalogue, one).check(2014),
        runs=3,
    )
    held = sum(check.holds is True for check in Checker(every, catalogue, book).check(2014))
    whole = held == UNITS * len(every)
    return [
        Row(f"add up {UNITS * FIGURES:,} figures", floor),
        Row(f"{held:,} identities of {UNITS} units x {FIGURES} figures", province, "adding up",
            province / floor, "<= 2 s", whole and province <= 2, True),
        Row("identities of one unit (a keystroke)", keystroke, "adding up", keystroke / floor,
            "<= 50 ms", keystroke <= 0.05, True),
    ]  # fmt: skip
