"""The shipped identities against figures in a table that an office can extend."""

import pytest

from reports.entry import checks_of, describe
from reports.figures import Book, Key
from reports.models import IdentityRule, Indicator
from reports.numerals import Figure
from tests.tables import number, table

VERDICTS = {"yes": True, "no": False, "": None}


def book(figures: str) -> Book:
    """Read `received[own]=≥5 pending@-1=3`; the scope is the territory unless written."""
    found = Book()
    for word in figures.split():
        name, _equal, text = word.partition("=")
        code, back, _one = name.partition("@")
        code, _bracket, scope = code.rstrip("]").partition("[")
        precision = {"≥": "at_least", "~": "about"}.get(text[0], "exact")
        key = Key(f"reconsideration.{code}", 1, scope or "territory")
        found.put(key, 2013 if back else 2014, Figure(number(text.lstrip("≥~")), precision))
    return found


@pytest.mark.parametrize(
    "row", table("identities.csv"), ids=lambda row: f"{row['rule']} {row['figures']}"
)
def test_a_shipped_identity_gives_the_verdict_of_the_table(row, shipped):
    checks = checks_of(book(row["figures"]), 2014)

    found = [(c.sentence, c.holds) for c in checks if c.rule.code == row["rule"]]
    assert found == [(row["sentence"], VERDICTS[row["holds"]])]


def test_the_table_breaks_every_rule_of_reconsideration_and_of_parts(shipped):
    broken = {row["rule"] for row in table("identities.csv") if row["holds"] == "no"}

    elsewhere = {"discretion-standards-per-item", "disciplined-within-held"}
    assert broken == set(IdentityRule.objects.values_list("code", flat=True)) - elsewhere


def test_a_broken_rule_is_an_error_or_a_warning_as_it_says(shipped):
    figures = "correction_rate=67 overall_correction_rate=61 closed=1118 accepted=1117"

    found = [(c.rule.code, c.is_error, c.is_warning) for c in checks_of(book(figures), 2014)]

    assert [row for row in found if row[1] or row[2]] == [
        ("reconsideration-closed-limit", True, False),
        ("reconsideration-correction-rates", False, True),
    ]


def test_a_rule_no_longer_counts_from_its_end_on(shipped):
    IdentityRule.objects.exclude(code="reconsideration-closed-limit").delete()
    IdentityRule.objects.update(valid_until=2014)
    figures = book("closed=1118 accepted=1117 closed@-1=9 accepted@-1=5")

    assert [check.sentence for check in checks_of(figures, 2013)] == ["9 > 5"]
    assert checks_of(figures, 2014) == []


def test_a_check_is_described_in_names_and_numbers(shipped):
    checks = {c.rule.code: c for c in checks_of(book("carried_in=11 pending@-1=10"), 2014)}

    assert describe(checks["reconsideration-carried-in"]) == (
        "上年结转数等于上年末未结数：上年结转案件数 = 年末未结案件数（2013）（11 ≠ 10）"
    )


@pytest.mark.parametrize(
    ("code", "scope", "concerned"),
    [("received", "territory", True), ("received", "own", False), ("closed", "territory", False)],
)
def test_a_check_concerns_only_its_own_figures(shipped, code, scope, concerned):
    checks = checks_of(book("received=1161 accepted=1117 otherwise_handled=44"), 2014)
    check = next(c for c in checks if c.rule.code == "reconsideration-received-parts")

    assert check.concerns({Key(f"reconsideration.{code}", 1, scope)}) is concerned


def test_every_rule_names_indicators_that_exist(shipped):
    known = set(Indicator.objects.values_list("code", flat=True))

    for rule in IdentityRule.objects.all():
        codes = {term.code for term in rule.left_terms + rule.right_terms if not term.is_wild}
        assert codes <= known, rule.code
