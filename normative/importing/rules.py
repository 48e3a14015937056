"""One row of a file, checked by the rules that registering a document obeys."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import UniqueConstraint
from django.utils.translation import gettext as _

from lawgov.importing import values, words
from lawgov.importing.columns import Column
from lawgov.importing.row import Line
from normative import checks, registering, texts
from normative.importing.courses import follow
from normative.importing.law import Law, Taken
from normative.importing.row import Row
from normative.models import Document

# Cells that name organs, which may be others on another day.
LATER = {"organ", "comakers"}
COPIED = ["title", "number", "register_number", "drafter_name", "title_type", "kind", "signed_on",
          "published_on", "effective_on", "expires_on", "dates_reason", "published_in",
          "published_url", "legality_review", "is_trial", "affects_market"]  # fmt: skip
# What the database itself refuses, whatever the gravity of the check.
TAKEN = {"number_taken": "number", "register_taken": "register_number"}
URL = Document._meta.get_field("published_url")


def check(law: Law, line: Line, taken: Taken, today: date) -> Row:
    """What a row says, with every fault that can be told without correcting another first."""
    row = Row(line)
    law.taken = taken
    row.read(partial(value, law), law.seen)
    row.check_cells()
    row.document = Document(**{name: row.found[name] for name in COPIED if name in row.found})
    place(row, law, today)
    check_text(row, law, today)
    follow(row, law, today)
    document = row.document
    ask(row, partial(checks.check_days, document))
    ask(row, partial(registering.check_past, document, today))
    if row.organ is not None and "title" not in row.bad:
        register(row, law, today)
    return row


def value(law: Law, column: Column, cell: str) -> Any:
    """What a cell says by itself; raises `ValidationError`."""
    if column.key == "text":
        return texts.tidy(values.text(cell.replace("\r\n", "\n").replace("\r", "\n"), column))
    text = values.text(cell, column)
    if column.key in LATER:
        return text
    if column.key in law.lists:
        return words.one(law.lists[column.key], text)
    if column.key == "published_url":
        URL.run_validators(text)
    reader = values.READERS.get(column.kind)
    return reader(text) if reader else text


def place(row: Row, law: Law, today: date) -> None:
    """The makers, as they were called on the day of the document."""
    one = row.document
    on = one.signed_on or one.published_on or today
    if "organ" not in row.bad:
        row.organ = row.attempt("organ", law.maker, row.found.get("organ", ""), on)
    for name in values.several(row.found.get("comakers", "")):
        organ = row.attempt("comakers", law.organ, name, on)
        if organ is not None and organ not in row.comakers and organ != row.organ:
            row.comakers.append(organ)


def check_text(row: Row, law: Law, today: date) -> None:
    """The first version of the text, no longer than texts are."""
    one, text = row.document, row.found.get("text", "")
    if one.published_on is not None and not text and "text" not in row.bad:
        row.fault("text", _("A document without a text cannot be published."))
    most = int(law.settings(today).get("text_max_chars", 300_000))
    ask(row, partial(texts.check_length, text, most, "text"))


def ask(row: Row, rule: Callable[[], None]) -> None:
    """Ask a rule that names one wrong field; again without it, until it names no more."""
    while True:
        try:
            rule()
            return
        except ValidationError as refusal:
            for name in row.take(refusal):
                if not hasattr(row.document, name):
                    return
                setattr(row.document, name, None)


def register(row: Row, law: Law, today: date) -> None:
    """What follows from maker and title, and the checks of the register that refuse."""
    one, organ = row.document, row.organ
    assert organ is not None
    if one.title_type_id is None:
        one.title_type = registering.type_of(one.title, law.types)
    registering.prepare(one, organ=organ, comakers=row.comakers)
    check_numbers(row, law, today)
    for finding in checks.findings(one, today=today, register=law):
        if finding.is_error and finding.code not in TAKEN:
            row.fault(finding.field, finding.message)
    if not row.faults:
        one.settle_days(today)


def check_numbers(row: Row, law: Law, today: date) -> None:
    """No number stands twice, neither in the file nor in the register."""
    one, twice = row.document, row.line.twice
    taken = {"number_taken": law.has_number(one), "register_taken": law.has_register_number(one)}
    for code, key in TAKEN.items():
        if code in twice:
            row.same_number(key, twice[code])
        elif taken[code]:
            row.fault(key, UNIQUE[key])
    elsewhere = law.checks(one.signed_on or one.published_on or today).get("number_elsewhere")
    refuses = elsewhere is not None and elsewhere.gravity == elsewhere.Gravity.ERROR
    if refuses and "number_elsewhere" in twice and "number_taken" not in twice:
        row.same_number("number", twice["number_elsewhere"])


UNIQUE = {
    one.fields[-1]: one.violation_error_message
    for one in Document._meta.constraints
    if isinstance(one, UniqueConstraint)
}
