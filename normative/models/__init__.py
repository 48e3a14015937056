"""Normative documents, their texts and links, what happened to them, and the rules they keep."""

from normative.models.choices import (
    ALIVE,
    ENDED,
    IN_USE,
    Kind,
    LegalityReview,
    LinkKind,
    Standing,
    State,
    Verb,
)
from normative.models.documents import PUBLIC, Document, DocumentQuerySet
from normative.models.parts import Basis, Link, Version
from normative.models.records import Move, NotNormative, NotNormativeQuerySet
from normative.models.rules import Check, MoveRule, Option, Setting, settings_of
from normative.models.validity import (
    FOREVER,
    LIGHT_NAMES,
    ONE_DAY,
    Life,
    Lights,
    last_day_of_term,
)

__all__ = [
    "ALIVE",
    "ENDED",
    "FOREVER",
    "IN_USE",
    "LIGHT_NAMES",
    "ONE_DAY",
    "PUBLIC",
    "Basis",
    "Check",
    "Document",
    "DocumentQuerySet",
    "Kind",
    "LegalityReview",
    "Life",
    "Lights",
    "Link",
    "LinkKind",
    "Move",
    "MoveRule",
    "NotNormative",
    "NotNormativeQuerySet",
    "Option",
    "Setting",
    "Standing",
    "State",
    "Verb",
    "Version",
    "last_day_of_term",
    "settings_of",
]
