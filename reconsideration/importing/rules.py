"""One row of a file, checked on plain values by the rules that cases themselves obey."""

from collections.abc import Container
from datetime import date
from functools import partial
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lawgov.importing import constraints, values
from lawgov.importing.columns import Column
from lawgov.importing.row import Line
from reconsideration import numbering
from reconsideration.importing import courses, words
from reconsideration.importing.columns import BY_KEY, COLUMNS
from reconsideration.importing.law import Law
from reconsideration.importing.row import Row
from reconsideration.models import Case, Party, Role
from reconsideration.moves.registration import check_days as check_application_days
from reconsideration.parties import check_identity

CHECKS = constraints.checks_of(Case._meta.constraints)
# The column at which a broken constraint of the table is shown.
SHOWN_AT = {
    "case_posted_before_received": "posted_on",
    "case_accepted_after_received": "accepted_on",
    "case_closed_after_accepted": "closed_on",
    "case_served_after_closed": "served_on",
    "simplified_case_is_not_extended": "extension_days",
    "case_dates_agree_with_its_state": "state",
    "case_is_open_until_it_ends": "state",
    "closed_case_has_a_closing": "closing",
    "case_has_an_applicant": "headcount",
}
UNIQUE = next(one for one in Case._meta.constraints if one.name == "one_case_of_a_number")
# Cells that can only be read once other cells are known.
APPLICATION_DAYS = ["received_on", "posted_on", "act_on", "known_on", "content_known_on"]
LATER = {"applicants", "being", "paper", "paper_number", "field", "intake_ground",
         "suspension_ground", "closing", "number", "handler"}  # fmt: skip
NAME_LIMIT = Party._meta.get_field("name").max_length or 0
PAPER_LIMIT = Party._meta.get_field("paper_number").max_length or 0
COPIED = ["number", "channel", "posted_on", "received_on", "respondent_name", "respondent_level",
          "act_name", "act_number", "act_on", "known_on", "request"]  # fmt: skip


def check(law: Law, line: Line, *, taken: Container[str], today: date) -> Row:
    """What a row says, with every fault that can be told without correcting another first."""
    row = Row(line)
    row.read(partial(value, law), law.seen)
    row.check_cells()
    check_number(row, taken)
    check_days(row, today)
    received = row.found.get("received_on")
    if received is not None:
        row.rule_set = row.attempt("received_on", law.rule_set, received)
    if row.rule_set is not None and row.found.get("channel"):
        row.attempt("channel", law.channel, row.found["channel"], row.rule_set)
    identify(row, law)
    place(row, law)
    if row.rule_set is not None and "received_on" not in row.bad:
        row.articles = law.articles(row.rule_set)
        courses.follow(row, law)
    complete(row, law)
    return row


def value(law: Law, column: Column, cell: str) -> Any:
    """What a cell says by itself; raises `ValidationError`."""
    text = values.text(cell, column)
    if column.key in LATER:
        return text
    if column.key in law.lists:
        return words.one(law.lists[column.key], text)
    reader = values.READERS.get(column.kind)
    return reader(text) if reader else text


def check_number(row: Row, taken: Container[str]) -> None:
    """The number in its one spelling, not used twice, of the year of receipt or the next."""
    text = row.found.get("number")
    if text is None:
        return
    number = row.line.names[0] or row.attempt("number", numbering.normalised, text)
    if number is None:
        return
    row.found["number"] = number
    if row.line.twice:
        row.same_number("number", row.line.twice["number"])
    if number in taken:
        row.fault("number", UNIQUE.violation_error_message)
    received, year = row.found.get("received_on"), year_of(number)
    if received is not None and not received.year <= year <= received.year + 1:
        row.fault("number", _("The year of the number does not fit the day of receipt."))


def year_of(number: str) -> int:
    found = numbering.WRITTEN.match(number)
    assert found is not None
    return int(found["year"])


def check_days(row: Row, today: date) -> None:
    """No day lies in the future; the days of the application stand in their order.

    The rule for registering names one wrong day; it is asked again without it.
    """
    for key in COLUMNS.days:
        day = row.found.get(key)
        if day is not None and day > today:
            row.fault(key, _("%(day)s lies in the future.") % {"day": day})
    told: Any = SimpleNamespace(**{key: row.found.get(key) for key in APPLICATION_DAYS})
    while told.received_on is not None:
        try:
            check_application_days(told, today)
            return
        except ValidationError as refusal:
            for key, messages in refusal.message_dict.items():
                if key not in row.bad:
                    row.fault(key, messages[0])
                setattr(told, key, None)


def identify(row: Row, law: Law) -> None:
    """The applicants, each with kind and paper."""
    names = values.several(row.found.get("applicants", ""))
    if not names or {"being", "paper", "paper_number"} & row.bad:
        return
    beings = each(row, law, "being", len(names))
    papers = each(row, law, "paper", len(names))
    numbers = values.several(row.found.get("paper_number", ""))
    if len(numbers) != len(names):
        message = _("%(count)s applicants need as many numbers.")
        row.fault("paper_number", message % {"count": len(names)})
    if {"being", "paper", "paper_number"} & row.bad:
        return
    for name, being, paper, number in zip(names, beings, papers, numbers, strict=True):
        add_party(row, name, being, paper, number)


def each(row: Row, law: Law, key: str, count: int) -> list[str]:
    """One entry for each applicant: as many as there are, or one that stands for all."""
    parts = values.several(row.found.get(key, ""))
    found = [row.attempt(key, words.one, law.lists[key], part) for part in parts]
    if len(found) == 1:
        return found * count
    if len(found) != count and key not in row.bad:
        message = _("Give one entry, or one for each of the %(count)s applicants.")
        row.fault(key, message % {"count": count})
    return found


def add_party(row: Row, name: str, being: str, paper: str, number: str) -> None:
    """Check one applicant by the rules for parties."""
    for key, text, limit in (("applicants", name, NAME_LIMIT),
                             ("paper_number", number, PAPER_LIMIT)):  # fmt: skip
        if len(text) > limit:
            row.fault(key, _("At most %(limit)s characters.") % {"limit": limit}, text)
            return
    party: Any = SimpleNamespace(
        role=Role.APPLICANT.value, being=being, name=name, initials="", paper=paper,
        paper_number=number, paper_note=row.found.get("paper_note", ""),
    )  # fmt: skip
    try:
        check_identity(party)
    except ValidationError as refusal:
        for key, messages in refusal.message_dict.items():
            row.fault(key if key in BY_KEY else "applicants", messages[0], number)
    row.parties.append(party)


def place(row: Row, law: Law) -> None:
    """The field as the form of the year has it, the handler among the organ's accounts."""
    received, text = row.found.get("received_on"), row.found.get("field")
    if received is not None and text:
        entry = row.attempt("field", words.one, law.lists["field"], text)
        known = law.fields(received.year)
        if entry is not None and known.get(words.plain(text)) is None:
            row.fault("field", _("The form of that year does not have this field."))
        row.case["field_id"] = entry and known.get(words.plain(text), entry).pk
    name = row.found.get("handler")
    if name:
        row.case["handler_id"] = law.accounts.get(name)
        if row.case["handler_id"] is None:
            row.fault("handler", _("This organ has no such account."))
    headcount = row.found.get("headcount")
    if headcount is not None and 0 < headcount < len(row.parties):
        row.fault("headcount", _("Fewer than the applicants that are named."))


def complete(row: Row, law: Law) -> None:
    """What is written to the table of cases; the table's own constraints have the last word."""
    found = row.found
    row.case |= {key: found[key] for key in COPIED if key in found}
    granted = found.get("compensation_granted")
    row.case |= {
        "rule_set_id": row.rule_set and row.rule_set.pk,
        "headcount": found.get("headcount", len(row.parties) or 1),
        "respondent_id": law.organs.get(found.get("respondent_name", "")),
        "act_kind_id": found["act_kind"].pk if "act_kind" in found else None,
        "respondent_corrected": found.get("respondent_corrected", False),
        "compensation_granted": granted,
        "claims_compensation": granted is not None,
    }
    was_good = not row.faults
    told = {name: row.case.get(name, start) for name, start in BLANK.items()}
    for one in constraints.broken(CHECKS, told):
        key = SHOWN_AT[one.name]
        if key not in row.bad and (was_good or key not in {"state", "closing"}):
            row.fault(key, one.violation_error_message)


BLANK = {
    field.attname: field.get_default()
    for field in Case._meta.concrete_fields
    if field.attname in constraints.names_in(CHECKS)
}
