"""What a document must keep: each rule a row with its gravity and source, and a function here.

A function answers the field that does not keep the rule and a sentence, or
nothing. Which rules there are on a day, and whether they refuse or only warn,
is data (`Check`); the functions know no law of their own.
"""

import re
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lawgov.numbers import one_spelling
from normative.checks import days, numbers, titles
from normative.checks.facts import RULES, Facts, Finding, Register
from normative.checks.titles import own_title
from normative.models import Check, Document

__all__ = [
    "RULES",
    "Finding",
    "Register",
    "check_days",
    "days",
    "findings",
    "numbers",
    "own_title",
    "refuse",
    "tidy",
    "titles",
]


def tidy(document: Document) -> None:
    """Write title and numbers in their one spelling."""
    document.title = re.sub(r"\s+", " ", document.title).strip()
    document.number = one_spelling(document.number)
    document.register_number = one_spelling(document.register_number)


def findings(document: Document, *, today: date, register: Register | None = None) -> list[Finding]:
    """Every rule of its day that a document does not keep, errors first.

    Its day is that of its signature or publication, for a draft today.
    """
    day = document.signed_on or document.published_on or today
    register = register or Register()
    facts = Facts(document, today, register.settings(day), register)
    found = []
    for code, check in register.checks(day).items():
        told = RULES[code](facts) if code in RULES and check.gravity != "off" else None
        if told is not None:
            is_error = check.gravity == Check.Gravity.ERROR
            found.append(Finding(code, *told, is_error, check.article, check.source, check.mark))
    return sorted(found, key=lambda finding: not finding.is_error)


def refuse(found: Iterable[Finding]) -> None:
    """Raise `ValidationError` at the fields of the findings that refuse."""
    errors: dict[str, list[str]] = {}
    for finding in found:
        if finding.is_error and finding.message not in errors.get(finding.field, []):
            errors.setdefault(finding.field, []).append(finding.message)
    if errors:
        raise ValidationError(errors)


def check_days(document: Document) -> None:
    """Raise `ValidationError` at the day that no document can have."""
    one = document
    if one.published_on and one.signed_on and one.published_on < one.signed_on:
        message = _("A document cannot be published before it is signed.")
        raise ValidationError({"published_on": message})
    if one.expires_on and one.effective_on and one.expires_on < one.effective_on:
        raise ValidationError({"expires_on": _("A document cannot expire before it takes effect.")})
