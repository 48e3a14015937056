"""What follows a closed case: service, performance, letters, lawsuits, publication, archive."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lawgov.accounts.models import User
from reconsideration import clocks
from reconsideration.models import (
    CLOSED,
    INTAKE_ENDED,
    Case,
    Closing,
    Lawsuit,
    Letter,
    Performance,
    Ruling,
    Service,
    State,
    Verb,
)
from reconsideration.moves.engine import Step, move

ENDED = CLOSED | INTAKE_ENDED
EVERY = frozenset(State)
AGREED = {Closing.MEDIATED, Closing.WITHDRAWN, Closing.SETTLED}


@move(Verb.SERVE, sources=ENDED)
def serve(step: Step, *, service: Service) -> None:
    """Serve the decision on one party; it takes effect with service (T39).

    Service by announcement takes effect when its period has passed.
    """
    case = step.case
    service.case = case
    if service.mode == Service.Mode.ANNOUNCEMENT:
        service.announced_on = step.on
        clock = clocks.start(case, "announcement_service", step.on, subject=service.party_name)
        service.served_on = clock.due
    else:
        service.served_on = step.on
    ended = case.closed_on or case.intake_ended_on
    if ended and step.on < ended:
        raise ValidationError({"on": _("A decision cannot be served before it is made.")})
    service.full_clean(exclude=["case"])
    service.save()
    if case.closed_on:
        case.served_on = max(filter(None, [case.served_on, service.served_on]))
    start_after_service(case, service)


def start_after_service(case: Case, service: Service) -> None:
    """The time to sue runs for each party; the time to act anew for the respondent."""
    assert service.served_on is not None
    if case.closing not in AGREED:
        clocks.start(case, "litigation", service.served_on, subject=service.party_name)
    redo = Ruling.objects.filter(case=case, kind__effect="redo").first()
    if redo is None or service.party_name != case.respondent_name:
        return
    if redo.redo_days:
        until = service.served_on + timedelta(redo.redo_days)
        clocks.start_fixed(case, "redo_act", service.served_on, until)
    else:
        clocks.start(case, "redo_act", service.served_on)


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
    clocks.start_fixed(step.case, "performance", step.on, due)


@move(Verb.ENFORCE, sources=CLOSED, guard=is_not_served)
def enforce(step: Step, *, applied_by: str, court: str = "") -> None:
    """Enforcement has been applied for (T44)."""
    step.case.performance = Performance.ENFORCING


@move(Verb.SEND_LETTER, sources=EVERY - INTAKE_ENDED)
def send_letter(step: Step, *, letter: Letter) -> None:
    """Send an opinion letter with a reply due, a suggestion, or other correspondence (T45, T46)."""
    letter.case, letter.issued_on = step.case, step.on
    if letter.received_on < step.on:
        message = _("A letter cannot be received before it is sent.")
        raise ValidationError({"received_on": message})
    letter.full_clean()
    letter.save()
    if letter.kind == Letter.Kind.OPINION:
        clocks.start(step.case, "opinion_reply", letter.received_on, subject=letter.subject[:100])


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
    if step.on < letter.issued_on:
        message = _("The feedback cannot come before the letter.")
        raise ValidationError({"on": message})
    letter.fed_back_on, letter.feedback = step.on, feedback
    letter.is_carried_out = is_carried_out
    letter.save()
    if not step.case.letters.filter(fed_back_on=None, kind=Letter.Kind.OPINION).exists():
        clocks.end(step.case, ["opinion_reply"], step.on)


@move(Verb.REPORT_MAJOR, sources=CLOSED)
def report_major(step: Step, *, addressee: str) -> None:
    """Report a major decision to the superior office (T47, rule sets with R07)."""


@move(Verb.SUE, sources=ENDED | {State.ACCEPTED, State.AWAIT_REPLY, State.REVIEW})
def sue(step: Step, *, lawsuit: Lawsuit) -> None:
    """A lawsuit was filed (T48)."""
    lawsuit.case, lawsuit.filed_on = step.case, step.on
    lawsuit.full_clean(exclude=["form"])
    lawsuit.save()
    clocks.drop(step.case, ["litigation"], step.on)


def no_open_lawsuit(case: Case) -> str:
    """Why no result can be recorded."""
    if case.lawsuits.filter(closed_on=None).exists():
        return ""
    return _("No lawsuit is pending.")


@move(Verb.CLOSE_SUIT, sources=EVERY, guard=no_open_lawsuit)
def close_suit(
    step: Step,
    *,
    lawsuit: Lawsuit,
    form: str,
    result: str,
    head_attended: bool = False,
    has_suggestion: bool = False,
) -> None:
    """The court has closed one stage (T48)."""
    if lawsuit.case_id != step.case.pk or lawsuit.closed_on:
        raise ValidationError({"lawsuit": _("Choose a pending lawsuit.")})
    if step.on < lawsuit.filed_on:
        raise ValidationError({"on": _("The end cannot come before the beginning.")})
    lawsuit.closed_on, lawsuit.form, lawsuit.result = step.on, form, result
    lawsuit.head_attended, lawsuit.has_suggestion = head_attended, has_suggestion
    lawsuit.save()


@move(Verb.SUPERVISE, sources=EVERY)
def supervise(step: Step, *, superior: str, content: str) -> None:
    """The superior organ has ordered acceptance, or that examination be resumed (T50)."""


@move(Verb.ASSIGN, sources=EVERY - {State.ELEVATED}, may="examine_case")
def assign(step: Step, *, handler: User, second_handler: User | None = None) -> None:
    """Give the case to its handlers."""
    for name, user in (("handler", handler), ("second_handler", second_handler)):
        if user is not None and not user.has_perm("reconsideration.handle_case"):
            message = _("%(user)s may not handle cases.")
            raise ValidationError({name: message % {"user": user}})
    if second_handler == handler:
        raise ValidationError({"second_handler": _("Two handlers are two persons.")})
    step.case.handler, step.case.second_handler = handler, second_handler


def is_archived(case: Case) -> str:
    """Why a case cannot be archived."""
    return _("The case is archived already.") if case.archived_on else ""


@move(Verb.ARCHIVE, sources=ENDED, guard=is_archived)
def archive(step: Step, *, shelf: str = "") -> None:
    """Put the file into the archive."""
    step.case.archived_on = step.on
