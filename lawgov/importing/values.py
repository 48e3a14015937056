"""What a cell says: days, numbers, sums and marks, in the spellings that ledgers have."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lawgov.importing.columns import Column, Kind
from lawgov.statutes.forms import DayField

FIELD = DayField()
SERIAL_ZERO = date(1899, 12, 30)
SERIALS = range(20_000, 80_000)  # what spreadsheets call the days from 1954 to 2119
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
YES = {"是", "有", "1", "y", "yes", "true", "√"}
NO = {"否", "无", "0", "n", "no", "false", "×"}
MOST = 1_000_000


def text(cell: str, column: Column) -> str:
    """The words of a cell; raises `ValidationError` for signs that are no text, and for too many.

    Line breaks and tabs are text in a spreadsheet.
    """
    if CONTROL.search(cell):
        raise ValidationError(_("The cell holds control characters."))
    words = cell.strip()
    if len(words) > column.limit:
        message = _("At most %(limit)s characters.")
        raise ValidationError(message % {"limit": column.limit})
    return words


def day(cell: str) -> date:
    """A day, as people, exports and spreadsheets write it; raises `ValidationError`."""
    found = found_day(cell)
    if found is None:
        raise ValidationError(_("This is not a date such as 2013-03-05."))
    return found


@lru_cache(maxsize=50_000)
def found_day(cell: str) -> date | None:
    """The day that a cell names, if it does; ledgers repeat a few thousand days."""
    word = unicodedata.normalize("NFKC", cell).strip()
    word = re.sub(r"\s*([年月日./-])\s*", r"\1", word)
    word = re.sub(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$", "", word)
    if word.isdecimal() and len(word) != 8:  # 2013111 may be two days
        is_serial = len(word) == 5 and int(word) in SERIALS
        return SERIAL_ZERO + timedelta(int(word)) if is_serial else None
    try:
        return FIELD.to_python(word)
    except ValidationError:
        return None


def number(cell: str) -> int:
    """A whole number that is not negative; raises `ValidationError`."""
    word = unicodedata.normalize("NFKC", cell).strip()
    word = re.sub(r"[人天日]$|\.0+$", "", word)
    if not re.fullmatch(r"\d{1,9}", word, re.ASCII) or int(word) > MOST:
        raise ValidationError(_("This is not a whole number."))
    return int(word)


def money(cell: str) -> Decimal:
    """A sum in yuan; raises `ValidationError`."""
    word = re.sub(r"[\s,¥元]", "", unicodedata.normalize("NFKC", cell))
    try:
        found = Decimal(word)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or found < 0 or found >= 10**13 or found != round(found, 2):
        raise ValidationError(_("This is not a sum in yuan."))
    return round(found, 2)


def flag(cell: str) -> bool:
    """Yes or no; raises `ValidationError`."""
    word = unicodedata.normalize("NFKC", cell).strip().casefold()
    if word in YES | NO:
        return word in YES
    raise ValidationError(_("Write yes or no."))


READERS: dict[Kind, Callable[[str], Any]] = {
    Kind.DAY: day,
    Kind.NUMBER: number,
    Kind.MONEY: money,
    Kind.FLAG: flag,
}
SEPARATORS = re.compile(r"[、;；\n]+")


def several(cell: str) -> list[str]:
    """The parts of a cell that names several things."""
    return [part.strip() for part in SEPARATORS.split(cell) if part.strip()]
