"""The moves of a case: importing this package fills the table of verbs."""

from reconsideration.models import Verb
from reconsideration.moves import (
    acceptance,
    aftermath,
    closing,
    examination,
    intake,
    lawsuits,
    pauses,
    reviews,
)
from reconsideration.moves.engine import RULES, allowed, articles_of, make, why_not
from reconsideration.moves.registration import find_repeats, receive

# In the order of a case's life, whatever the order in which the modules were read.
for verb in Verb:
    if verb in RULES:
        RULES[verb] = RULES.pop(verb)

__all__ = [
    "RULES",
    "acceptance",
    "aftermath",
    "allowed",
    "articles_of",
    "closing",
    "examination",
    "find_repeats",
    "intake",
    "lawsuits",
    "make",
    "pauses",
    "receive",
    "reviews",
    "why_not",
]
