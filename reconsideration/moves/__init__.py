"""The moves of a case: importing this package fills the table of verbs."""

from reconsideration.moves import aftermath, closing, examination, intake
from reconsideration.moves.engine import RULES, allowed, articles_of, make, why_not
from reconsideration.moves.intake import find_repeats, receive

__all__ = [
    "RULES",
    "aftermath",
    "allowed",
    "articles_of",
    "closing",
    "examination",
    "find_repeats",
    "intake",
    "make",
    "receive",
    "why_not",
]
