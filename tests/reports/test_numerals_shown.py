"""A figure copied from a page can be typed again as it stands there."""

from decimal import Decimal

import pytest

from reports.models import Indicator
from reports.numerals import Figure, read_figure, write_figure

COUNT = Indicator(unit="件", decimals=0, minimum=0)


@pytest.mark.parametrize(
    "figure",
    [
        Figure(Decimal(135000)),
        Figure(Decimal(0)),
        Figure(Decimal(3100), "at_least"),
        Figure(Decimal(200), "about"),
        Figure(None, state="not_applicable"),
        Figure(None, state="not_reported"),
    ],
    ids=str,
)
def test_what_a_page_shows_is_read_back(figure):
    assert read_figure(write_figure(figure), COUNT) == figure


def test_minus_nothing_is_nothing():
    figure = read_figure("-0", COUNT)

    assert (figure.value, write_figure(figure)) == (0, "0")


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("约13.5万处", 135000, "about"),
        ("1.5余万", 15000, "at_least"),
        ("３,１００多起", 3100, "at_least"),
        ("超过3100起", 3100, "at_least"),
        ("3100起以上", 3100, "at_least"),
        ("3100起左右", 3100, "about"),
        ("2百", 200, "exact"),
        ("+5", 5, "exact"),
        (" 1 161 ", 1161, "exact"),
    ],
)
def test_words_around_a_number_say_how_exact_it_is(text, value, precision):
    unit = "处" if "处" in text else "起"
    indicator = Indicator(unit=unit, decimals=0, minimum=0)

    assert read_figure(text, indicator) == Figure(Decimal(value), precision)
