"""Numbers of files and documents: gapless within a series, never given twice."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from lawgov.numbers import BRACKETS, loosely, one_spelling
from lawgov.organs.models import Organ
from reconsideration.models import NumberPattern, Series

__all__ = ["BRACKETS", "CASE", "loosely", "normalised", "raise_to", "take_number", "written"]

CASE = "case"
EXAMPLE = "晋政复〔2013〕12号"
DEFAULT_CASE = "{organ}政复〔{year}〕{number}号"
DEFAULT_DOCUMENT = "{organ}政复{letter}字〔{year}〕第{number}号"
WRITTEN = re.compile(
    r"^(?P<organ>[\u4e00-\u9fa5]{1,10}?)(?P<letter>[\u4e00-\u9fa5]{0,4}?)字?"
    r"〔(?P<year>\d{4})〕第?(?P<serial>\d{1,6})号$"
)


class Taken(NamedTuple):
    """A number that has been given."""

    serial: int
    text: str


def take_number(*, organ: Organ, kind: str, year: int, letter: str = "") -> Taken:
    """Give the next number of a series.

    The counter's row stays locked until the transaction ends: a roll-back gives
    the number back, so that a series has no gaps.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A number is only taken inside a transaction.")
    series, _created = Series.objects.get_or_create(organ=organ, kind=kind, year=year)
    series = Series.objects.select_for_update().get(pk=series.pk)
    Series.objects.filter(pk=series.pk).update(last=F("last") + 1)
    serial = series.last + 1
    return Taken(serial, written(organ=organ, kind=kind, year=year, serial=serial, letter=letter))


def raise_to(organ: Organ, kind: str, year: int, serial: int) -> None:
    """Let a series go on behind a number that was given outside it; it never goes back."""
    series, _created = Series.objects.get_or_create(organ=organ, kind=kind, year=year)
    Series.objects.filter(pk=series.pk, last__lt=serial).update(last=serial)


def written(*, organ: Organ, kind: str, year: int, serial: int, letter: str = "") -> str:
    """The number as the organ writes it: by its own pattern, else by the general one."""
    patterns = NumberPattern.objects.filter(organ=organ, kind__in=[kind, ""]).order_by("-kind")
    own = [p for p in patterns if p.kind == kind or kind != CASE]
    general = DEFAULT_CASE if kind == CASE else DEFAULT_DOCUMENT
    text = own[0].text if own else general
    values = {"{organ}": short(organ), "{letter}": letter, "{year}": year, "{number}": serial}
    for name, value in values.items():
        text = text.replace(name, str(value))
    return text


def short(organ: Organ) -> str:
    """The organ in a number, where no abbreviation (机关代字) has been set for it."""
    return re.sub(r"(人民政府|法制办公室|法制办|司法厅|司法局)$", "", organ.short_name)


def normalised(text: str) -> str:
    """A number in the one spelling in which it is kept: 〔〕, no spaces, no leading zeros.

    Raises `ValidationError` for what is no number.
    """
    bare = one_spelling(text)
    if not WRITTEN.match(bare):
        message = _("“%(text)s” is not a number such as %(example)s.")
        raise ValidationError(message % {"text": text, "example": EXAMPLE})
    return bare
