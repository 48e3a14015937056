"""The many spellings of one number: brackets, widths, blanks and leading zeros."""

import re

BRACKETS = str.maketrans("[]()（）［］【】﹝﹞", "〔〕〔〕〔〕〔〕〔〕〔〕")
DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
SIGNS = {**BRACKETS, **DIGITS}
BLANKS = re.compile(r"\s+")
ZEROS = re.compile(r"(〕第?)0+(?=\d)")
LOOSE = str.maketrans("", "", "字第〔〕号")


def one_spelling(text: str) -> str:
    """A number with 〔〕, without blanks and leading zeros."""
    return ZEROS.sub(r"\1", BLANKS.sub("", text).translate(SIGNS))


def loosely(text: str) -> str:
    """A number without what spellings differ in: 字, 第, brackets and blanks."""
    return one_spelling(text).translate(LOOSE)
