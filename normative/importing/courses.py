"""What became of a document, as one row tells it, by what the verbs themselves do."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lawgov import lifecycle
from lawgov.importing.row import Step
from normative.importing.law import Law
from normative.importing.row import Row
from normative.importing.words import ENDINGS
from normative.models import State, Verb
from normative.moves import documents


def follow(row: Row, law: Law, today: date) -> None:
    """Follow the document from its registration to where the row leaves it."""
    one, wanted = row.document, row.found.get("state", "")
    one.state = State.DRAFT
    published = one.published_on
    opened = min(today, one.signed_on or published or today)
    numbers = {"number": one.number, "register_number": one.register_number}
    add(row, law, Verb.REGISTER, "", opened, **numbers)
    if published is None:
        if wanted and wanted != State.DRAFT:
            row.needs("published_on")
        return
    if wanted == State.DRAFT:
        row.fault("state", _("A draft has no day of publication."))
        return
    one.effective_on = one.effective_on or published
    one.state = State.ISSUED
    add(row, law, Verb.PUBLISH, State.DRAFT, published)
    if wanted in ENDINGS and not lapsed_alone(row, today):
        end(row, law, State(wanted), today)
    elif wanted != State.LAPSED:
        only_ended(row)


def only_ended(row: Row) -> None:
    """What only a document has that was ended or suspended."""
    for key in ("state_on", "basis"):
        if row.cells[key]:
            row.fault(key, _("Only an ended or suspended document has this."))


def lapsed_alone(row: Row, today: date) -> bool:
    """Whether its term alone has ended a document: nobody decided about it."""
    last = row.document.expires_on
    is_said = row.cells["state_on"] or row.cells["basis"]
    return row.found["state"] == State.LAPSED and not is_said and bool(last and last < today)


def end(row: Row, law: Law, state: State, today: date) -> None:
    """End or suspend the document on its day, by what the verb does."""
    one, verb = row.document, ENDINGS[state]
    on, basis = row.needs("state_on"), row.needs("basis")
    if on is None or basis is None or one.published_on is None:
        return
    if on > today:
        row.fault("state_on", _("%(day)s lies in the future.") % {"day": on})
        return
    if on < one.published_on:
        message = _("%(day)s lies before the last step on %(last)s.")
        row.fault("state_on", message % {"day": on, "last": one.published_on})
        return
    given: dict[str, Any] = {"basis": basis}
    if verb != Verb.SUSPEND:
        given["ended_on"] = on
    rule = documents.rules[verb]
    step = lifecycle.Step(one, verb, None, on, today, rule.to)
    try:
        rule.act(step, **given)
    except ValidationError as refusal:
        row.take(refusal)
        return
    add(row, law, verb, State.ISSUED, on, to=step.to, **given)
    one.state = step.to


def add(
    row: Row, law: Law, verb: Verb, was: str, on: date, *, to: str = "", **recorded: Any
) -> None:
    """Add a move that the rules of its day know."""
    articles = law.articles(on)
    if verb not in articles:
        key = {Verb.REGISTER: "title", Verb.PUBLISH: "published_on"}.get(verb, "state")
        message = _("The rules of this day do not know “%(verb)s”.")
        row.fault(key, message % {"verb": verb.label})
        return
    now = to or row.document.state
    row.moves.append(Step(verb, was, now, on, recorded, articles[verb]))
    row.document.version = len(row.moves)
