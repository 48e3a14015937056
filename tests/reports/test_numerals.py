"""Figures as people write them."""

import pytest
from django.core.exceptions import ValidationError

from reports.models import Indicator
from reports.numerals import Figure, read_figure, type_figure, write_figure
from tests.tables import number, table


def indicator(row: dict[str, str]) -> Indicator:
    return Indicator(
        unit=row["unit"], decimals=int(row["decimals"]), maximum=number(row["maximum"]), minimum=0
    )


@pytest.mark.parametrize("row", table("figures_typed.csv"), ids=lambda row: row["typed"])
def test_what_people_type_is_understood(row):
    figure = read_figure(row["typed"], indicator(row))

    assert figure == Figure(number(row["value"]), row["precision"], row["state"])


@pytest.mark.parametrize("row", table("figures_typed.csv"), ids=lambda row: row["typed"])
def test_a_figure_written_for_typing_is_read_back(row):
    figure = read_figure(row["typed"], indicator(row))

    assert read_figure(type_figure(figure), indicator(row)) == figure


@pytest.mark.parametrize("row", table("figures_refused.csv"), ids=lambda row: row["typed"])
def test_nonsense_is_refused_with_its_reason(row):
    with pytest.raises(ValidationError) as refused:
        read_figure(row["typed"], indicator(row))

    assert row["message"] in refused.value.messages[0]


@pytest.mark.parametrize("text", ["", "  ", "　"])
def test_nothing_typed_is_nothing_and_not_zero(text):
    assert read_figure(text, Indicator(unit="件", minimum=0)) is None


@pytest.mark.parametrize(
    ("value", "precision", "unit", "shown"),
    [
        ("135000.00", "exact", "处", "135,000"),
        ("3100", "at_least", "起", "≥3,100"),
        ("200", "about", "件", "≈200"),
        ("98.90", "exact", "%", "98.9%"),
        ("0", "exact", "件", "0"),
        ("58000000000.00", "exact", "元", "58,000,000,000"),
    ],
)
def test_figures_are_shown_with_thousands_and_precision(value, precision, unit, shown):
    assert write_figure(Figure(number(value), precision), unit) == shown


def test_states_are_shown_in_words():
    assert write_figure(Figure(None, state="not_reported")) == "未报送"
    assert write_figure(Figure(None, state="not_applicable")) == "不适用"
