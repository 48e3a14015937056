"""The many spellings of one number: brackets, widths, blanks and leading zeros."""

import re

BRACKETS = str.maketrans("[]()（）［］【】﹝﹞", "〔〕〔〕〔〕〔〕〔〕〔〕")
DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def one_spelling(text: str) -> str:
    """A number with 〔〕, without blanks and leading zeros."""
    bare = re.sub(r"\s", "", text).translate(BRACKETS).translate(DIGITS)
    return re.sub(r"(〕第?)0+(?=\d)", r"\1", bare)


def loosely(text: str) -> str:
    """A number without what spellings differ in: 字, 第, brackets and blanks."""
    return re.sub(r"[字第〔〕号]", "", one_spelling(text))
