"""Rows written many at once, behind the back of who makes the next ones."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connections, transaction

from lawgov.copying import Batch, as_text, behind
from reconsideration.models import Setting

pytestmark = pytest.mark.django_db
TABLE = Setting._meta.db_table


def settings(*codes: str) -> Batch:
    """Settings to be written, as text where there is COPY."""
    columns = ["code", "value", "name", "article", "mark", "source"]
    batch = Batch(TABLE, columns, [(code, "1", "甲", "", "statute", "乙") for code in codes])
    return as_text(batch) if connections["default"].vendor == "postgresql" else batch


def test_a_text_holds_every_value_as_the_server_takes_it():
    rows = [(1, None, "a\tb\\c\n\r", date(2013, 3, 5), True, Decimal("1.50")),
            (2, "", r"\N", None, False, None)]  # fmt: skip

    assert as_text(Batch("t", list("abcdef"), rows)).text == (
        "1\t\\N\ta\\tb\\\\c\\n\\r\t2013-03-05\tTrue\t1.50\n2\t\t\\\\N\t\\N\tFalse\t\\N\n"
    )


@pytest.mark.parametrize("sign", ["\2", "\3"])
def test_a_value_with_a_sign_that_parts_values_is_refused(sign):
    with pytest.raises(ValueError, match="control"):
        as_text(Batch("t", ["a", "b"], [("甲" + sign, "乙")]))


def test_what_is_asked_meanwhile_waits_for_what_is_written():
    with behind(connections["default"]) as writer:
        writer.put([settings("one")])
        writer.put([settings("two"), settings("three")])
        found = set(Setting.objects.filter(source="乙").values_list("code", flat=True))

    assert found == {"one", "two", "three"}


def write_twice() -> None:
    with transaction.atomic(), behind(connections["default"]) as writer:
        writer.put([settings("one")])
        writer.put([settings("one")])


def test_what_goes_wrong_behind_is_told_in_front():
    with pytest.raises(IntegrityError):
        write_twice()

    assert not Setting.objects.filter(code="one").exists()
