"""Identities on figures that are exact, at least, about or missing."""

from decimal import Decimal

import pytest

from reports.entry import checks_of, load_book
from reports.figures import Book, Key
from reports.identities import Checker
from reports.models import IdentityRule, Indicator
from reports.numerals import Figure

SUM = ("t.whole", "=", "t.part + t.rest")
LIMIT = ("t.part", "<=", "t.whole + t.extra?")
STOCK = ("t.stock", "=", "t.stock@-1 + t.whole - t.part")
OWN = ("*[own]", "<=", "*[territory]")


def figure(text: str) -> Figure:
    """`5`, `≥5` at least, `~5` about."""
    precision = {"≥": "at_least", "~": "about"}.get(text[0], "exact")
    return Figure(Decimal(text.lstrip("≥~")), precision)


def check(rule: tuple[str, str, str], figures: dict[str, str]) -> list[tuple[str, bool | None]]:
    left, relation, right = rule
    codes = ["whole", "part", "rest", "extra", "stock"]
    indicators = [
        Indicator(code=f"t.{code}", name=code, aggregation="sum", unit="件") for code in codes
    ]
    book = Book()
    for name, text in figures.items():
        code, _at, rest = name.partition("@")
        code, _bracket, scope = code.partition("[")
        year = 2013 if rest else 2014
        book.put(Key(f"t.{code}", 1, scope.rstrip("]") or "own"), year, figure(text))
    row = IdentityRule(
        pk=1, code="r", name="r", left=left, relation=relation, right=right,
        severity="error", valid_from=2013,
    )  # fmt: skip
    checks = Checker([row], indicators, book).check(2014)
    return [(found.sentence, found.holds) for found in checks]


@pytest.mark.parametrize(
    ("rule", "figures", "expected"),
    [
        (SUM, {"whole": "1161", "part": "1117", "rest": "44"}, [("1161 = 1117 + 44", True)]),
        (SUM, {"whole": "1161", "part": "1117", "rest": "40"}, [("1161 ≠ 1117 + 40", False)]),
        (SUM, {"whole": "1161", "part": "1117"}, [("1161 = 1117 + ?", None)]),
        (SUM, {"whole": "0", "part": "0", "rest": "0"}, [("0 = 0 + 0", True)]),
        (SUM, {"whole": "≥100", "part": "90", "rest": "20"}, [("100 = 90 + 20", True)]),
        (SUM, {"whole": "≥120", "part": "90", "rest": "20"}, [("120 ≠ 90 + 20", False)]),
        (SUM, {"whole": "120", "part": "≥90", "rest": "20"}, [("120 = 90 + 20", True)]),
        (SUM, {"whole": "~90", "part": "90", "rest": "20"}, [("90 = 90 + 20", True)]),
        (LIMIT, {"part": "5", "whole": "5"}, [("5 ≤ 5", True)]),
        (LIMIT, {"part": "6", "whole": "5"}, [("6 > 5", False)]),
        (LIMIT, {"part": "6", "whole": "5", "extra": "1"}, [("6 ≤ 5 + 1", True)]),
        (LIMIT, {"part": "≥6", "whole": "5"}, [("6 > 5", False)]),
        (LIMIT, {"part": "6", "whole": "≥5"}, [("6 ≤ 5", True)]),
        (STOCK, {"stock": "7", "stock@-1": "2", "whole": "9", "part": "4"},
         [("7 = 2 + 9 − 4", True)]),
        (STOCK, {"stock": "7", "whole": "9", "part": "4"}, [("7 = ? + 9 − 4", None)]),
        (OWN, {"part[own]": "5", "part[territory]": "9"}, [("5 ≤ 9", True)]),
        (OWN, {"part[own]": "9", "part[territory]": "5"}, [("9 > 5", False)]),
        (OWN, {"part[own]": "9"}, []),
        (SUM, {}, []),
    ],
)  # fmt: skip
def test_an_identity_holds_fails_or_cannot_be_checked(rule, figures, expected):
    assert check(rule, figures) == expected


def test_scopes_are_checked_apart():
    figures = {
        "whole[own]": "3", "part[own]": "2", "rest[own]": "1",
        "whole[territory]": "9", "part[territory]": "2", "rest[territory]": "1",
    }  # fmt: skip

    assert check(SUM, figures) == [("3 = 2 + 1", True), ("9 ≠ 2 + 1", False)]


def test_a_rule_does_not_apply_before_its_first_year():
    row = IdentityRule(left="t.a", relation="=", right="t.b", valid_from=2020, severity="error")
    book = Book()
    book.put(Key("t.a", 1, "own"), 2014, Figure(Decimal(1)))

    assert Checker([row], [], book).check(2014) == []


def test_all_identities_of_2013_hold_and_none_is_broken(shipped):
    checks = checks_of(load_book(2013), 2013)

    held = [check.rule.code for check in checks if check.holds]
    assert len(held) == 12
    assert not [check for check in checks if check.holds is False]
    assert {"reconsideration-received-parts", "reconsideration-closed-limit",
            "own-within-territory", "part-within-whole"} <= set(held)  # fmt: skip
