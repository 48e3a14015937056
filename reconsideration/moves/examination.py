"""From acceptance to the draft: reply, views, hearing, investigation, committee."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lawgov.statutes.models import Period
from reconsideration import clocks
from reconsideration.models import (
    UNDER_WAY,
    Case,
    Consultation,
    Hearing,
    Investigation,
    Option,
    Party,
    Procedure,
    Role,
    State,
    Stay,
    Stop,
    Verb,
    ViewsHeard,
)
from reconsideration.moves.checks import (
    check_ground,
    check_past,
    check_receipt,
    is_set,
    number_of,
    persons,
)
from reconsideration.moves.engine import Step, move
from reconsideration.parties import check_identity, check_joining
from reconsideration.searching import index

EXAMINING = UNDER_WAY - {State.SUSPENDED}


COPIES = ["copy_to_respondent", "copy_to_respondent_simplified"]


def is_no_copy_due(case: Case) -> str:
    """Why a suspended case has no copy to be sent."""
    if case.state == State.ACCEPTED or case.clocks.running().filter(code__in=COPIES).exists():
        return ""
    return _("The copy has been sent already.")


@move(Verb.SEND_COPY, sources={State.ACCEPTED, State.SUSPENDED}, to=State.AWAIT_REPLY,
      guard=is_no_copy_due)  # fmt: skip
def send_copy(step: Step, *, copy_received_on: date) -> None:
    """Send the copy of the application; the time for the reply runs from its receipt (T13).

    A suspension stops the time for deciding alone: copy and reply go on, and
    the case stays suspended.
    """
    too_early = _("The copy cannot be received before it is sent.")
    check_receipt(step, copy_received_on, "copy_received_on", too_early)
    case = step.case
    stay_suspended(step)
    clocks.end(case, COPIES, step.on)
    clocks.start(case, clocks.simplified(case, "respondent_reply"), copy_received_on)


REPLIES = ["respondent_reply", "respondent_reply_simplified"]


def stay_suspended(step: Step) -> None:
    """What happens while a case is suspended leaves it suspended."""
    if step.case.state == State.SUSPENDED:
        step.to = State.SUSPENDED


def is_no_reply_due(case: Case) -> str:
    """Why a suspended case awaits no reply."""
    if case.state == State.AWAIT_REPLY or case.clocks.running().filter(code__in=REPLIES).exists():
        return ""
    return _("No reply is awaited.")


@move(Verb.TAKE_REPLY, sources={State.AWAIT_REPLY, State.SUSPENDED}, to=State.REVIEW,
      guard=is_no_reply_due)  # fmt: skip
def take_reply(step: Step, *, evidence: str = "") -> None:
    """The written reply and the evidence arrive, in time or not (T14)."""
    stay_suspended(step)
    late = step.case.clocks.running().filter(code__in=REPLIES, due__lt=step.on).exists()
    step.recorded["in_time"] = not late
    clocks.end(step.case, REPLIES, step.on)


@move(Verb.NOTE_DEFAULT, sources={State.AWAIT_REPLY}, to=State.DRAFTING)
def note_default(step: Step, *, third_party_evidence: str = "") -> None:
    """No reply and no evidence in time: the act counts as made without evidence (T15).

    Not where a third party whose rights are at stake brings evidence (L23 70):
    then the examination goes on with that.
    """
    clock = step.case.clocks.running().filter(code__in=REPLIES).last()
    if clock is not None and step.on <= clock.due:
        message = _("The respondent may still reply until %(day)s.")
        raise ValidationError({"on": message % {"day": clock.due}})
    clocks.end(step.case, REPLIES, step.on)
    if not third_party_evidence.strip():
        step.case.is_in_default = True
        return
    if not is_set("third_party_saves_evidence", step.case):
        message = _("Under this rule set a third party's evidence does not stand in.")
        raise ValidationError({"third_party_evidence": message})
    step.to = State.REVIEW


@move(Verb.HEAR_VIEWS, sources={State.AWAIT_REPLY, State.REVIEW})
def hear_views(step: Step, *, views: ViewsHeard) -> None:
    """Hear a party's views; in the ordinary procedure of rule set B this must be done (T16)."""
    views.case, views.heard_on = step.case, step.on
    views.full_clean()
    views.save()


@move(Verb.INVITE_HEARING, sources={State.AWAIT_REPLY, State.REVIEW})
def invite_hearing(step: Step, *, hearing: Hearing) -> None:
    """Notify a hearing: the statutory days must lie between notice and hearing (T17)."""
    hearing.case, hearing.notified_on = step.case, step.on
    if hearing.planned_on < step.on:
        raise ValidationError({"planned_on": _("The hearing cannot lie before its notice.")})
    if Period.objects.filter(code="hearing_notice", rule_set=step.case.rule_set).exists():
        clock = clocks.start(step.case, "hearing_notice", hearing.planned_on)
        if step.on > clock.due:
            message = _("For this day the notice had to go out by %(day)s.")
            raise ValidationError({"planned_on": message % {"day": clock.due}})
        clocks.end(step.case, ["hearing_notice"], step.on)
    check_bench(step.case, hearing)
    hearing.full_clean()
    hearing.save()


def check_bench(case: Case, hearing: Hearing) -> None:
    """One chair, so many officers as the rule set wants, one recorder; all different (L23 50)."""
    officers = persons(hearing.officers)
    least = number_of("hearing_officers_min", case)
    if hearing.kind == Hearing.Kind.ORDINARY and len(officers) < least:
        message = _("A hearing has at least %(least)s officers beside the chair.")
        raise ValidationError({"officers": message % {"least": least}})
    if hearing.chair.strip() in officers:
        raise ValidationError({"chair": _("The chair is not one of the officers.")})
    if hearing.recorder.strip() in {hearing.chair.strip(), *officers}:
        raise ValidationError({"recorder": _("The recorder has no other part in the hearing.")})


def no_hearing_to_hold(case: Case) -> str:
    """Why no hearing can be recorded."""
    if case.hearings.filter(held_on=None).exists():
        return ""
    return _("No hearing has been notified.")


@move(Verb.HOLD_HEARING, sources={State.AWAIT_REPLY, State.REVIEW}, guard=no_hearing_to_hold)
def hold_hearing(
    step: Step,
    *,
    hearing: Hearing,
    minutes: str,
    applicant_attended: bool = True,
    head_attended: bool = False,
    head_reason: str = "",
) -> None:
    """Record a hearing that was held, who came, and the minutes (T17)."""
    if hearing.case_id != step.case.pk or hearing.held_on:
        raise ValidationError({"hearing": _("Choose a hearing that has not been held yet.")})
    if step.on < hearing.planned_on:
        message = _("The hearing was notified for %(day)s and cannot be held before.")
        raise ValidationError({"on": message % {"day": hearing.planned_on}})
    must = is_set("head_attends_hearing", step.case)
    if must and not head_attended and not head_reason.strip():
        message = _("Note why the respondent's head did not attend.")
        raise ValidationError({"head_reason": message})
    hearing.held_on, hearing.minutes = step.on, minutes
    hearing.applicant_attended = applicant_attended
    hearing.head_attended, hearing.head_reason = head_attended, head_reason
    hearing.save()


@move(Verb.INVESTIGATE, sources=EXAMINING)
def investigate(step: Step, *, investigation: Investigation) -> None:
    """Record an inquiry by two officials; inspection and appraisal do not count (T18)."""
    investigation.case = step.case
    check_investigation(step, investigation)
    investigation.full_clean()
    investigation.save()
    uncounted = {Investigation.Kind.SITE, Investigation.Kind.APPRAISAL}
    if investigation.kind in uncounted and investigation.ended_on > investigation.begun_on:
        step.case.stops.create(
            kind=Stop.Kind.EXCLUSION,
            begun_on=investigation.begun_on,
            ended_on=investigation.ended_on,
            note=investigation.get_kind_display(),
        )
        clocks.recompute_decision(step.case)


def check_investigation(step: Step, investigation: Investigation) -> None:
    """Two officials or more (R07 34; L23 45), on days after acceptance and in their order."""
    least = number_of("investigators_min", step.case)
    if len(persons(investigation.officials)) < least:
        message = _("An investigation is made by at least %(least)s officials.")
        raise ValidationError({"officials": message % {"least": least}})
    if investigation.ended_on < investigation.begun_on:
        raise ValidationError({"ended_on": _("The end cannot come before the beginning.")})
    check_past(step, investigation.ended_on, "ended_on")
    accepted = step.case.accepted_on
    if accepted and investigation.begun_on < accepted:
        message = _("%(day)s lies before the case was accepted.")
        raise ValidationError({"begun_on": message % {"day": investigation.begun_on}})


@move(Verb.JOIN_PARTY, sources=EXAMINING | {State.RECEIVED})
def join_party(step: Step, *, party: Party) -> None:
    """A third party, an agent or a representative joins (T19, T20)."""
    case = step.case
    party.case, party.joined_on = case, step.on
    check_identity(party)
    check_joining(case, party)
    party.full_clean()
    index(case, [*case.parties.all(), party])
    party.save()
    if party.role == Role.APPLICANT:
        applicants = case.parties.filter(role=Role.APPLICANT).count()
        case.headcount = max(case.headcount, applicants)


def is_joined(case: Case) -> str:
    """Why a case cannot be joined with another."""
    if case.lead_case_id:
        return _("The case is joined with another already.")
    return _("Other cases are joined with this one.") if case.joined_cases.exists() else ""


@move(Verb.JOIN_CASE, sources=EXAMINING, guard=is_joined)
def join_case(step: Step, *, lead_case: Case, ground: Option | None = None) -> None:
    """Examine this case together with another one; each keeps its own closing (T21)."""
    if lead_case.pk == step.case.pk or lead_case.lead_case_id:
        raise ValidationError({"lead_case": _("Choose the case that leads the others.")})
    if lead_case.organ_id != step.case.organ_id or not lead_case.is_under_way:
        message = _("The leading case is under way at the same organ.")
        raise ValidationError({"lead_case": message})
    if ground is not None:
        check_ground(step.case, ground, Option.List.JOINING)
    step.case.lead_case = lead_case


def cannot_convert(case: Case) -> str:
    """Why a case cannot turn to the ordinary procedure."""
    if case.procedure != Procedure.SIMPLIFIED:
        return _("The case is in the ordinary procedure.")
    return ""


IN_PROCEDURE = ["copy_to_respondent", "respondent_reply", "decision"]


@move(Verb.CONVERT, sources=EXAMINING, may="sign_case", guard=cannot_convert)
def convert(step: Step, *, why: str = "") -> None:
    """Turn to the ordinary procedure, with the approval of the head of the office; once (T22).

    Every time that still runs becomes that of the ordinary procedure, from its own beginning.
    """
    case = step.case
    case.procedure, case.was_converted = Procedure.ORDINARY, True
    for code in IN_PROCEDURE:
        clock = clocks.running(case, f"{code}_simplified")
        if clock is not None:
            clocks.drop(case, [clock.code], step.on)
            clocks.start(case, code, clock.start)
    clocks.recompute_decision(case)


@move(Verb.STAY, sources=EXAMINING)
def stay(step: Step, *, ground: Option, note: str = "") -> None:
    """Stay the execution of the act (T23)."""
    check_ground(step.case, ground, Option.List.STAY)
    Stay.objects.create(case=step.case, ground=ground, stayed_on=step.on, note=note)


@move(Verb.CONSULT, sources={State.REVIEW, State.DRAFTING})
def consult(step: Step, *, consultation: Consultation) -> None:
    """Record the committee's opinion, and why it is not followed (T33)."""
    consultation.case, consultation.met_on = step.case, step.on
    if not consultation.is_adopted and not consultation.why_not.strip():
        raise ValidationError({"why_not": _("Note why the opinion is not followed.")})
    consultation.full_clean()
    consultation.save()
