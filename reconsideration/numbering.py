"""Numbers of files and documents: gapless within a series, never given twice."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lawgov.numbers import BRACKETS, loosely, one_spelling
from lawgov.serials import Numbering
from reconsideration.models import NumberPattern, Series

__all__ = [
    "BRACKETS", "CASE", "loosely", "normalised", "numbers", "raise_to", "take_number", "written",
]  # fmt: skip

CASE = "case"
EXAMPLE = "晋政复〔2013〕12号"
DEFAULT_CASE = "{organ}政复〔{year}〕{number}号"
DEFAULT_DOCUMENT = "{organ}政复{letter}字〔{year}〕第{number}号"
WRITTEN = re.compile(
    r"^(?P<organ>[\u4e00-\u9fa5]{1,10}?)(?P<letter>[\u4e00-\u9fa5]{0,4}?)字?"
    r"〔(?P<year>\d{4})〕第?(?P<serial>\d{1,6})号$"
)


numbers = Numbering(Series, NumberPattern, files=CASE, file=DEFAULT_CASE, document=DEFAULT_DOCUMENT)
take_number, raise_to, written = numbers.take, numbers.raise_to, numbers.written


def normalised(text: str) -> str:
    """A number in the one spelling in which it is kept: 〔〕, no spaces, no leading zeros.

    Raises `ValidationError` for what is no number.
    """
    bare = one_spelling(text)
    if not WRITTEN.match(bare):
        message = _("“%(text)s” is not a number such as %(example)s.")
        raise ValidationError(message % {"text": text, "example": EXAMPLE})
    return bare
