"""The figures of record and the ratios that follow from them."""

from decimal import Decimal

import pytest

from reports.figures import Book, Key
from reports.models import Indicator, Observation
from reports.numerals import Figure


def row(indicator: Indicator, source: str, value: int, moment: str = "whole") -> Observation:
    return Observation(
        indicator=indicator, organ_id=1, year=2014, scope="own", source=source,
        moment=moment, value=Decimal(value),
    )  # fmt: skip


@pytest.fixture
def rate() -> Indicator:
    """A rate of two counts."""
    part = Indicator(code="t.part", unit="件", valid_from=2013)
    whole = Indicator(code="t.whole", unit="件", valid_from=2013)
    return Indicator(
        code="t.rate", unit="%", decimals=1, aggregation="ratio", numerator=part,
        denominator=whole, valid_from=2013,
    )  # fmt: skip


@pytest.mark.parametrize(
    "order", [["computed", "entered", "published"], ["published", "entered", "computed"]]
)
def test_published_counts_before_entered_before_computed(order):
    indicator = Indicator(code="t.a", unit="件")
    values = {"computed": 1, "entered": 2, "published": 3}

    book = Book(row(indicator, source, values[source]) for source in order)

    assert book.get(Key("t.a", 1, "own"), 2014).value == 3
    assert Book(row(indicator, s, values[s]) for s in order[:2] if s != "published").rows


def test_of_two_moments_the_later_is_the_figure_of_the_year():
    indicator = Indicator(code="t.a", unit="%")

    book = Book(
        [row(indicator, "published", 99, "after"), row(indicator, "published", 82, "before")]
    )

    assert [found.value for found in book.rows.values()] == [99]


def test_a_ratio_is_computed_from_its_parts_and_rounded_once(rate):
    book = Book()
    book.put(Key("t.part", 1, "own"), 2014, Figure(Decimal(1117)))
    book.put(Key("t.whole", 1, "own"), 2014, Figure(Decimal(1161)))

    found = book.with_ratios([rate]).get(Key("t.rate", 1, "own"), 2014)

    assert (found.value, found.precision, found.is_derived) == (Decimal("96.2"), "exact", True)


@pytest.mark.parametrize("whole", [None, "0"])
def test_without_a_whole_there_is_no_ratio(rate, whole):
    book = Book()
    book.put(Key("t.part", 1, "own"), 2014, Figure(Decimal(5)))
    if whole:
        book.put(Key("t.whole", 1, "own"), 2014, Figure(Decimal(whole)))

    assert book.ratio(rate, 1, "own", 2014) is None


def test_a_ratio_of_an_inexact_part_is_about(rate):
    book = Book()
    book.put(Key("t.part", 1, "own"), 2014, Figure(Decimal(5), "at_least"))
    book.put(Key("t.whole", 1, "own"), 2014, Figure(Decimal(10)))

    assert book.ratio(rate, 1, "own", 2014).precision == "about"
