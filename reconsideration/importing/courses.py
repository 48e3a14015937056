"""What became of an application, as one row tells it: moves, time that did not count, deadlines."""

from datetime import date

from django.utils.translation import gettext as _

from lawgov.importing import constraints
from lawgov.statutes.deadlines import NotAllowed, Span
from reconsideration.importing import words
from reconsideration.importing.closings import NOTED, close, known_verb
from reconsideration.importing.columns import BY_KEY
from reconsideration.importing.law import Law
from reconsideration.importing.row import Row
from reconsideration.models import (
    CLOSED,
    INTAKE_ENDED,
    UNDER_WAY,
    Acceptance,
    Procedure,
    State,
    Stop,
    Verb,
)

STOP_CHECKS = constraints.checks_of(Stop._meta.constraints)
ONLY_ACCEPTED = ["accepted_on", "acceptance", "procedure", "extension_days", "suspended_on",
                 "resumed_on", "suspension_ground", "closed_on", "closing",
                 "compensation_granted"]  # fmt: skip
# Open cases in other states have deadlines that start with days no ledger holds.
OPEN_STATES = {State.RECEIVED, State.ACCEPTED, State.REVIEW, State.SUSPENDED}


def follow(row: Row, law: Law) -> None:
    """Follow the application from receipt to where the row leaves it."""
    row.step(Verb.RECEIVE, State.RECEIVED, row.found["received_on"],
             channel=row.found.get("channel", ""), number=row.found.get("number", ""))  # fmt: skip
    row.case |= {"is_open": True, "review_from": row.found["received_on"]}
    outcome = outcome_of(row)
    if outcome == State.ACCEPTED:
        accepted(row, law)
    elif outcome:
        only_accepted(row)
        ended_early(row, law, State(outcome))
    else:
        only_accepted(row)
        clock(row, law, "acceptance_review", row.found["received_on"])
        clock(row, law, "supplement_notice", row.found["received_on"])
    afterwards(row, law)
    agree(row)


def outcome_of(row: Row) -> str:
    """How the review of the application ended: as written, or as the other columns imply."""
    if row.found.get("outcome"):
        return str(row.found["outcome"])
    state = row.found.get("state", "")
    if state in INTAKE_ENDED:
        return str(state)
    is_accepted = row.cells["accepted_on"] or row.cells["closed_on"] or state in UNDER_WAY | CLOSED
    return State.ACCEPTED.value if is_accepted else ""


def only_accepted(row: Row) -> None:
    """What only an accepted case can have."""
    for key in ONLY_ACCEPTED:
        if row.cells[key]:
            row.fault(key, _("Only an accepted case has this."))


def ended_early(row: Row, law: Law, state: State) -> None:
    """The application ended without being accepted."""
    verb = words.OUTCOMES[state]
    known_verb(row, verb, "outcome" if row.cells["outcome"] else "state")
    on = row.needs("intake_ended_on")
    if on is None:
        return
    not_before(row, "intake_ended_on", on, row.found["received_on"])
    if row.cells["intake_ground"]:
        ground(row, law, state)
    row.case |= {"intake_ended_on": on, "is_open": False}
    row.step(verb, state, on)


def ground(row: Row, law: Law, state: State) -> None:
    if state != State.NOT_ACCEPTED:
        row.fault("intake_ground", _("Only a refused application has this."))
        return
    known = law.grounds("refusal", row.law)
    found = row.attempt("intake_ground", words.one, known, row.cells["intake_ground"])
    row.case["intake_ground_id"] = found and found.pk


def not_before(row: Row, key: str, on: date, last: date) -> None:
    """A step lies on or after the one before it, as `moves.engine.check_day` has it."""
    if on < last:
        message = _("%(day)s lies before the case's last step on %(last)s.")
        row.fault(key, message % {"day": on, "last": last})


def accepted(row: Row, law: Law) -> None:
    """The case was accepted; what followed."""
    received = row.found["received_on"]
    from_receipt = law.counts_from_receipt(row.law)
    if from_receipt and not row.cells["accepted_on"]:
        row.found["accepted_on"] = received
    on = row.needs("accepted_on")
    if on is None:
        return
    dealt = row.found.get("intake_ended_on")
    if dealt and dealt != on:
        row.fault("intake_ended_on", _("Only for applications that were not accepted."))
    how = row.found.get("acceptance", Acceptance.EXPRESS.value)
    procedure = row.found.get("procedure", Procedure.ORDINARY.value)
    if procedure == Procedure.SIMPLIFIED and not law.options("simplified", row.law):
        row.fault("procedure", _("This rule set has no simplified procedure."))
        procedure = Procedure.ORDINARY.value  # for what else is to be checked
    row.case |= {
        "accepted_on": on, "intake_ended_on": on, "acceptance": how, "procedure": procedure,
        "extension_days": row.found.get("extension_days", 0),
        "review_from": on if from_receipt else received,
    }  # fmt: skip
    verb = Verb.DEEM_ACCEPTED if how == Acceptance.DEEMED else Verb.ACCEPT
    wanted = row.found.get("state")
    to = State.REVIEW if wanted == State.REVIEW and not row.cells["closed_on"] else State.ACCEPTED
    row.step(verb, to, on, accepted_on=on.isoformat(), acceptance=how, procedure=procedure)
    proceed(row, law, on)


def proceed(row: Row, law: Law, on: date) -> None:
    """Suspension, closing and the deadlines of an accepted case."""
    suspend(row, law, on)
    if row.cells["closed_on"] or row.cells["closing"]:
        close(row, law)
    code = "_simplified" if row.case["procedure"] == Procedure.SIMPLIFIED else ""
    decision(row, law, f"decision{code}", on)
    if row.state == State.ACCEPTED:
        clock(row, law, f"copy_to_respondent{code}", on)


def suspend(row: Row, law: Law, accepted_on: date) -> None:
    """The time that did not count; a suspension that was open at the closing ended with it.

    One of the very day of closing has stopped nothing and keeps its row without an end.
    """
    begun, resumed = row.found.get("suspended_on"), row.found.get("resumed_on")
    if begun is None:
        if row.cells["resumed_on"] or row.cells["suspension_ground"]:
            row.needs("suspended_on")
        return
    not_before(row, "suspended_on", begun, accepted_on)
    closed = row.found.get("closed_on")
    for key, day in (("suspended_on", begun), ("resumed_on", resumed)):
        if closed and day and day > closed:
            row.fault(key, _("This day lies after the closing."))
    stop = {"kind": Stop.Kind.SUSPENSION.value, "begun_on": begun, "ended_on": resumed,
            "ground_id": suspension_ground(row, law)}  # fmt: skip
    for one in constraints.broken(STOP_CHECKS, stop):
        row.fault("resumed_on", one.violation_error_message)
    row.step(Verb.SUSPEND, State.SUSPENDED, begun, state_before=row.state)
    if resumed:
        row.step(Verb.RESUME, row.steps[-1].from_state, resumed)
    elif closed and closed > begun:
        stop["ended_on"] = closed
    row.stops.append(stop)


def suspension_ground(row: Row, law: Law) -> int | None:
    if not row.cells["suspension_ground"]:
        return None
    known = law.grounds("suspension", row.law)
    found = row.attempt("suspension_ground", words.one, known, row.cells["suspension_ground"])
    return found and found.pk


def decision(row: Row, law: Law, code: str, on: date) -> None:
    """The deadline for deciding, with the days that the law allows to add."""
    extension, closed = row.case["extension_days"], row.case.get("closed_on")
    stop = next(iter(row.stops), None)
    span = Span(stop["begun_on"], stop["ended_on"]) if stop and stop["ended_on"] else None
    if "resumed_on" in row.bad or "suspended_on" in row.bad:
        return
    try:
        cell = law.deadline(code, row.law, on, span, extension)
    except NotAllowed as refusal:
        row.fault("extension_days" if extension else "accepted_on", refusal.message)
        return
    row.clocks.append({
        "code": code, "start": on, "extension": extension, "ended_on": closed,
        "is_met": None if closed is None else closed <= cell.due,
        "is_stopped": row.state == State.SUSPENDED, **cell.as_clock(),
    })  # fmt: skip


def clock(row: Row, law: Law, code: str, on: date) -> None:
    """Another running deadline of an open case."""
    cell = row.attempt("received_on", law.deadline, code, row.law, on)
    if cell is not None:
        row.clocks.append({"code": code, "start": on, **cell.as_clock()})


def afterwards(row: Row, law: Law) -> None:
    """Service and archive, and what only some closings have."""
    closing = row.case.get("closing")
    if row.found.get("respondent_corrected") and closing not in NOTED:
        message = _("Only with mediation, withdrawal and settlement.")
        row.fault("respondent_corrected", message)
    ended = row.case.get("closed_on") or (
        None if row.case["is_open"] else row.case.get("intake_ended_on")
    )
    last = ended
    for key, verb in (("served_on", Verb.SERVE), ("archived_on", Verb.ARCHIVE)):
        on = row.found.get(key)
        if on is None:
            continue
        if ended is None or last is None:
            if not row.faults:
                row.fault(key, _("Only an ended case has this."))
            return
        if key == "archived_on" or not row.case.get("closed_on"):
            not_before(row, key, on, last)
        row.step(verb, row.state, on)
        last = max(last, on)
    row.case["archived_on"] = row.found.get("archived_on")
    row.case["served_on"] = row.found.get("served_on") if row.case.get("closed_on") else None


def agree(row: Row) -> None:
    """A state that is written must be the one that the other columns give."""
    row.case["state"] = row.state
    wanted = row.found.get("state")
    if not wanted or wanted == row.state or row.faults:
        return
    if wanted not in OPEN_STATES | CLOSED | INTAKE_ENDED:
        row.fault("state", _("Open cases in this state are registered by hand."))
        return
    message = _("By the other columns the case is in state “%(state)s”.")
    row.fault("state", message % {"state": State(row.state).label})


assert set(ONLY_ACCEPTED) <= set(BY_KEY)
