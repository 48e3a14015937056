"""The notation of identities."""

import pytest

from reports.expressions import BadExpression, Term, parse


def test_a_sum_is_read_into_terms():
    assert parse("a.x[own] + a.y@-1 - a.z?") == [
        Term("a.x", 1, "own"),
        Term("a.y", 1, "", 1),
        Term("a.z", -1, "", 0, True),
    ]


@pytest.mark.parametrize("text", ["*", "*.numerator", "*[territory]"])
def test_a_star_is_wild(text):
    assert [term.is_wild for term in parse(text)] == [True]


@pytest.mark.parametrize(
    "text", ["", "a.x +", "a.x a.y", "a.x * a.y", "1 + 1", "A.X", "a.x[all]", "import os", "a"]
)
def test_anything_else_is_refused(text):
    with pytest.raises(BadExpression):
        parse(text)
