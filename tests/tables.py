"""Decision tables: CSV files that people of the field can read and extend."""

import csv
from decimal import Decimal
from pathlib import Path

DATA = Path(__file__).parent / "data"


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table in `tests/data/`."""
    return list(csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines()))


def number(text: str) -> Decimal | None:
    """A number, or nothing."""
    return Decimal(text) if text else None
