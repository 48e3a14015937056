"""`manage.py identities`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports.models import Observation


def run(year: int) -> str:
    out = StringIO()
    call_command("identities", year, stdout=out)
    return out.getvalue()


def test_every_identity_of_2013_is_printed_with_its_numbers(shipped):
    text = run(2013)

    assert "1161 = 1117 + 44" in text
    assert "134 = 119 + 15" in text
    assert "1090 ≤ 1117" in text
    assert "12/12 ✓" in text
    assert "✗" not in text


def test_a_broken_identity_fails_the_command(shipped):
    Observation.objects.filter(value=44, year=2013, indicator__section="disputes").update(value=43)

    with pytest.raises(CommandError, match="1 ✗"):
        run(2013)


def test_a_year_without_figures_is_an_error(shipped):
    with pytest.raises(CommandError, match="2099"):
        run(2099)
