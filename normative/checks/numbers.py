"""Numbers: how they are written, and that no two documents have the same."""

import re

from django.utils.translation import gettext as _

from normative.checks.facts import Facts, Found, rule

YEAR = re.compile(r"〔(\d{4})〕|^(\d{4})年")


def form_of(facts: Facts, name: str, setting: str) -> Found:
    """The sentence for a number that does not look like one."""
    text, pattern = getattr(facts.document, name), facts.settings.get(setting, "")
    if text and pattern and not re.fullmatch(pattern, text):
        return name, _("“%(text)s” is not written like such a number.") % {"text": text}
    return None


@rule
def number_form(facts: Facts) -> Found:
    return form_of(facts, "number", "number_pattern")


@rule
def register_form(facts: Facts) -> Found:
    return form_of(facts, "register_number", "register_number_pattern")


@rule
def number_missing(facts: Facts) -> Found:
    if facts.document.published_on is not None and not facts.document.number:
        return "number", _("A published document has a document number.")
    return None


@rule
def register_missing(facts: Facts) -> Found:
    if facts.document.published_on is not None and not facts.document.register_number:
        return "register_number", _("A published document has a register number.")
    return None


@rule
def number_year(facts: Facts) -> Found:
    one = facts.document
    found, day = YEAR.search(one.number), one.signed_on or one.published_on
    if found is None or day is None:
        return None
    year = int(found[1] or found[2])
    if year != day.year:
        message = _("The number is of %(year)s, the document of %(other)s.")
        return "number", message % {"year": year, "other": day.year}
    return None


@rule
def number_taken(facts: Facts) -> Found:
    if facts.document.number and facts.register.has_number(facts.document):
        return "number", _("This maker already has a document of this number.")
    return None


@rule
def number_elsewhere(facts: Facts) -> Found:
    if facts.document.number and facts.register.has_number_elsewhere(facts.document):
        return "number", _("Another maker has a document of this number.")
    return None


@rule
def register_taken(facts: Facts) -> Found:
    if facts.document.register_number and facts.register.has_register_number(facts.document):
        return "register_number", _("There is a document of this register number already.")
    return None
