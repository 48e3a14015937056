"""What follows a closed case: service, performance, letters, publication, archive."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lawgov.accounts.models import User
from reconsideration import clocks
from reconsideration.models import (
    CLOSED,
    INTAKE_ENDED,
    Case,
    Letter,
    Performance,
    Ruling,
    Service,
    Setting,
    State,
    Stop,
    Verb,
)
from reconsideration.moves.checks import (
    check_handler,
    check_name,
    check_receipt,
    check_two_persons,
    is_set,
)
from reconsideration.moves.engine import ENDED, Step, move
from reconsideration.moves.intake import review_anew

EVERY = frozenset(State)


@move(Verb.SERVE, sources=ENDED)
def serve(step: Step, *, service: Service) -> None:
    """Serve the decision on one party; it takes effect with service (T39).

    Service by announcement takes effect when its period has passed.
    """
    case = step.case
    service.case = case
    check_service(step, service)
    if service.mode == Service.Mode.ANNOUNCEMENT:
        service.announced_on = step.on
        clock = clocks.start(case, "announcement_service", step.on, subject=service.party_name)
        service.served_on = clock.due
    else:
        service.served_on = step.on
    service.full_clean(exclude=["case"])
    service.save()
    if case.closed_on:
        case.served_on = max(filter(None, [case.served_on, service.served_on]))
    start_after_service(case, service)


def check_service(step: Step, service: Service) -> None:
    """Served are the parties and the respondent, electronically only since the law allows it."""
    case = step.case
    check_name(case, service.party_name, "party_name")
    since = Setting.read("electronic_service_from", case.rule_set)
    if service.mode == Service.Mode.ELECTRONIC and step.on.isoformat() < since:
        message = _("Decisions can be served electronically only since %(day)s.")
        raise ValidationError({"mode": message % {"day": since}})


def start_after_service(case: Case, service: Service) -> None:
    """The time to sue runs for the parties, that to act or perform for the respondent."""
    assert service.served_on is not None
    if service.party_name != case.respondent_name:
        if may_sue(case):
            clocks.start(case, "litigation", service.served_on, subject=service.party_name)
        return
    for ruling in Ruling.objects.filter(case=case).select_related("kind"):
        start_performance(case, ruling, service.served_on)


def may_sue(case: Case) -> bool:
    """Whether the suit has a time of its own after service.

    After a decision or a dismissal it has (APL 45), after a refusal only where
    reconsideration is required first (L99 19; L23 34).
    """
    if case.state == State.NOT_ACCEPTED:
        return case.is_mandatory_first
    return case.state in {State.DECIDED, State.DISMISSED}


CODES = {"redo": "redo_act", "perform": "performance"}


def start_performance(case: Case, ruling: Ruling, on: date) -> None:
    """The time to act anew or to perform: as the decision sets it, else for redoing by law."""
    code = CODES.get(ruling.kind.effect)
    if code is None:
        return
    if ruling.redo_days:
        clocks.start_days(case, code, on, ruling.redo_days)
    elif code == "redo_act":
        clocks.start(case, code, on)


def is_not_served(case: Case) -> str:
    """Why nothing can be performed yet."""
    return "" if case.served_on else _("The decision has not been served.")


def nothing_to_perform(case: Case) -> str:
    """Why performance cannot be recorded."""
    if case.performance in {Performance.NONE, Performance.DONE}:
        return _("There is nothing to perform.")
    return is_not_served(case)


@move(Verb.CORRECT, sources=ENDED)
def correct(step: Step, *, what: str) -> None:
    """Correct a slip of the pen in a document (T40)."""


@move(Verb.PUBLISH, sources=CLOSED)
def publish(step: Step, *, is_published: bool, address: str = "", why_not: str = "") -> None:
    """Publish the decision, or note why not (T41)."""
    if not is_published and not why_not.strip():
        raise ValidationError({"why_not": _("Note why it is not published.")})
    step.case.published_on = step.on if is_published else None


@move(Verb.PERFORM, sources=CLOSED, guard=nothing_to_perform)
def perform(step: Step, *, evidence: str) -> None:
    """The respondent has performed (T42)."""
    step.case.performance, step.case.performed_on = Performance.DONE, step.on
    clocks.end(step.case, ["redo_act", "performance"], step.on)


@move(Verb.ORDER, sources=CLOSED, may="sign_case", guard=nothing_to_perform)
def order(step: Step, *, due: date) -> None:
    """Order the respondent to perform by a day (T43)."""
    step.case.performance = Performance.ORDERED
    clocks.drop(step.case, ["performance"], step.on)
    clocks.start_fixed(step.case, "performance", step.on, due)


def nothing_to_enforce(case: Case) -> str:
    """Why enforcement cannot be applied for."""
    if case.performance == Performance.DONE:
        return _("There is nothing to perform.")
    return is_not_served(case)


@move(Verb.ENFORCE, sources=CLOSED, guard=nothing_to_enforce)
def enforce(step: Step, *, applied_by: str, court: str = "") -> None:
    """Enforcement has been applied for (T44)."""
    step.case.performance = Performance.ENFORCING


@move(Verb.SEND_LETTER, sources=EVERY - INTAKE_ENDED)
def send_letter(step: Step, *, letter: Letter) -> None:
    """Send an opinion letter with a reply due, a suggestion, or other correspondence (T45, T46)."""
    letter.case, letter.issued_on = step.case, step.on
    too_early = _("A letter cannot be received before it is sent.")
    check_receipt(step, letter.received_on, "received_on", too_early)
    letter.full_clean()
    letter.save()
    if letter.kind == Letter.Kind.OPINION:
        subject = subject_of(letter)
        clocks.start(step.case, "opinion_reply", letter.received_on, subject=subject)


def subject_of(letter: Letter) -> str:
    """What the deadlines of letters are told apart by."""
    return f"{letter.addressee} {letter.subject}"[:100]


def no_open_letter(case: Case) -> str:
    """Why no feedback can be recorded."""
    if case.letters.filter(fed_back_on=None).exists():
        return ""
    return _("No letter awaits feedback.")


@move(Verb.TAKE_FEEDBACK, sources=EVERY, guard=no_open_letter)
def take_feedback(step: Step, *, letter: Letter, feedback: str, is_carried_out: bool) -> None:
    """The addressee reports what became of a letter."""
    if letter.case_id != step.case.pk or letter.fed_back_on:
        raise ValidationError({"letter": _("Choose a letter that awaits feedback.")})
    if step.on < letter.received_on:
        message = _("The feedback cannot come before the letter.")
        raise ValidationError({"on": message})
    letter.fed_back_on, letter.feedback = step.on, feedback
    letter.is_carried_out = is_carried_out
    letter.save()
    if letter.kind == Letter.Kind.OPINION:
        clocks.end(step.case, ["opinion_reply"], step.on, subject=subject_of(letter))


@move(Verb.REPORT_MAJOR, sources=CLOSED)
def report_major(step: Step, *, addressee: str) -> None:
    """Report a major decision to the superior office (T47, rule sets with R07)."""


ORDERS = {"accept", "other"}


@move(Verb.SUPERVISE, sources=EVERY)
def supervise(
    step: Step, *, superior: str, content: str, what: str = "other", asked_on: date | None = None
) -> None:
    """The superior organ has ordered acceptance or something else, or answered a request (T50).

    Ordered to accept, the organ reviews the refused application anew. Where this
    organ had asked the superior to take the case up, the time until the answer
    does not count (R26 40).
    """
    if what not in ORDERS:
        raise ValidationError({"what": _("Choose what was ordered.")})
    if what == "accept":
        if step.case.state != State.NOT_ACCEPTED:
            message = _("Only a refused application can be ordered to be accepted.")
            raise ValidationError({"what": message})
        order_acceptance(step)
    if asked_on is not None:
        exclude_asking(step, asked_on)


def order_acceptance(step: Step) -> None:
    """The superior organ does not share the refusal: the application is reviewed anew."""
    refused_on = step.case.intake_ended_on
    if refused_on and step.on < refused_on:
        message = _("%(day)s lies before the case's last step on %(last)s.")
        raise ValidationError({"on": message % {"day": step.on, "last": refused_on}})
    step.to = State.RECEIVED
    review_anew(step)


def exclude_asking(step: Step, asked_on: date) -> None:
    """The time in which the superior considered taking up the case does not count."""
    case = step.case
    if not (is_set("asking_elevation_excluded", case) and case.is_under_way):
        message = _("Under this rule set the time of asking the superior counts.")
        raise ValidationError({"asked_on": message})
    if not (case.accepted_on and case.accepted_on <= asked_on < step.on):
        raise ValidationError({"asked_on": _("The end must come after the beginning.")})
    note = str(_("Asking the superior organ to take up the case"))
    case.stops.create(kind=Stop.Kind.EXCLUSION, begun_on=asked_on, ended_on=step.on, note=note)
    clocks.recompute_decision(case)


@move(Verb.ASSIGN, sources=EVERY - {State.ELEVATED}, may="examine_case")
def assign(step: Step, *, handler: User, second_handler: User | None = None) -> None:
    """Give the case to its handlers."""
    check_handler(step.case, handler, "handler")
    check_handler(step.case, second_handler, "second_handler")
    check_two_persons(handler, second_handler)
    step.case.handler, step.case.second_handler = handler, second_handler


def is_archived(case: Case) -> str:
    """Why a case cannot be archived."""
    return _("The case is archived already.") if case.archived_on else ""


@move(Verb.ARCHIVE, sources=ENDED, guard=is_archived)
def archive(step: Step, *, shelf: str = "") -> None:
    """Put the file into the archive."""
    step.case.archived_on = step.on
