"""What may be said of a change."""

from decimal import Decimal

import pytest

from reports.changes import compare
from reports.models import Indicator
from reports.numerals import Figure
from tests.tables import number, table


@pytest.mark.parametrize("row", table("changes.csv"), ids=lambda row: row["case"])
def test_the_change_is_that_of_the_table(row):
    indicator = Indicator(unit=row["unit"], definition="x")
    old = Figure(number(row["old"]), row["old_precision"])
    new = Figure(number(row["new"]), row["new_precision"])

    change = compare(old, new, old_indicator=indicator, new_indicator=indicator)

    assert (change.kind, change.difference, change.percent) == (
        row["kind"],
        number(row["difference"]),
        number(row["percent"]),
    )


def test_percentages_change_by_points():
    change = compare(Figure(Decimal(82)), Figure(Decimal(99)), new_indicator=Indicator(unit="%"))

    assert (change.signed, change.is_points, change.signed_percent) == ("+17", True, "")


def test_a_changed_definition_gives_no_percentage():
    old, new = Indicator(unit="件", definition="旧"), Indicator(unit="件", definition="新")

    change = compare(Figure(Decimal(5)), Figure(Decimal(9)), old_indicator=old, new_indicator=new)

    assert (change.difference, change.percent, change.is_broken) == (4, None, True)


def test_a_changed_unit_is_not_compared_at_all():
    old, new = Indicator(unit="万元", definition="x"), Indicator(unit="元", definition="x")

    change = compare(
        Figure(Decimal(5)), Figure(Decimal(50000)), old_indicator=old, new_indicator=new
    )

    assert (change.kind, change.difference, change.is_broken) == ("missing", None, True)


@pytest.mark.parametrize(
    ("old", "new", "large"), [(100, 119, False), (100, 120, True), (100, 80, True), (0, 1, True)]
)
def test_a_change_is_large_from_the_threshold_on(old, new, large):
    change = compare(Figure(Decimal(old)), Figure(Decimal(new)))

    assert change.is_large(Decimal(20)) is large


def test_a_change_that_rounds_to_nothing_is_called_almost_flat():
    change = compare(Figure(Decimal(100000)), Figure(Decimal(100001)))

    assert (change.is_almost_flat, change.signed_percent, change.signed) == (True, "", "+1")
