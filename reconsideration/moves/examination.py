"""From acceptance to the draft: reply, views, hearing, investigation, committee."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lawgov.statutes.models import Period
from reconsideration import clocks
from reconsideration.models import (
    UNDER_WAY,
    AttachedReview,
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
from reconsideration.moves.engine import Step, move
from reconsideration.parties import check_paper
from reconsideration.searching import index

EXAMINING = UNDER_WAY - {State.SUSPENDED}


@move(Verb.SEND_COPY, sources={State.ACCEPTED}, to=State.AWAIT_REPLY)
def send_copy(step: Step, *, copy_received_on: date) -> None:
    """Send the copy of the application; the time for the reply runs from its receipt (T13)."""
    if copy_received_on < step.on:
        message = _("The copy cannot be received before it is sent.")
        raise ValidationError({"copy_received_on": message})
    case = step.case
    clocks.end(case, ["copy_to_respondent", "copy_to_respondent_simplified"], step.on)
    clocks.start(case, clocks.simplified(case, "respondent_reply"), copy_received_on)


REPLIES = ["respondent_reply", "respondent_reply_simplified"]


@move(Verb.TAKE_REPLY, sources={State.AWAIT_REPLY}, to=State.REVIEW)
def take_reply(step: Step, *, evidence: str = "") -> None:
    """The written reply and the evidence arrive, in time or not (T14)."""
    late = step.case.clocks.running().filter(code__in=REPLIES, due__lt=step.on).exists()
    step.recorded["in_time"] = not late
    clocks.end(step.case, REPLIES, step.on)


@move(Verb.NOTE_DEFAULT, sources={State.AWAIT_REPLY}, to=State.DRAFTING)
def note_default(step: Step) -> None:
    """No reply and no evidence in time: the act counts as made without evidence (T15)."""
    clock = step.case.clocks.running().filter(code__in=REPLIES).last()
    if clock is not None and step.on <= clock.due:
        message = _("The respondent may still reply until %(day)s.")
        raise ValidationError({"on": message % {"day": clock.due}})
    step.case.is_in_default = True
    clocks.end(step.case, REPLIES, step.on)


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
    hearing.full_clean()
    hearing.save()


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
    if step.on < hearing.notified_on:
        raise ValidationError({"on": _("The hearing cannot lie before its notice.")})
    if not head_attended and not head_reason.strip():
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
    if investigation.ended_on < investigation.begun_on:
        raise ValidationError({"ended_on": _("The end cannot come before the beginning.")})
    if investigation.ended_on > step.today:
        raise ValidationError({"ended_on": _("%(day)s lies in the future.") % {
            "day": investigation.ended_on}})  # fmt: skip
    accepted = step.case.accepted_on
    if accepted and investigation.begun_on < accepted:
        message = _("%(day)s lies before the case was accepted.")
        raise ValidationError({"begun_on": message % {"day": investigation.begun_on}})
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


@move(Verb.JOIN_PARTY, sources=EXAMINING | {State.RECEIVED})
def join_party(step: Step, *, party: Party) -> None:
    """A third party, an agent or a representative joins (T19, T20)."""
    party.case, party.joined_on = step.case, step.on
    check_paper(party)
    if party.role == Role.AGENT:
        if party.represents is None or party.represents.case_id != step.case.pk:
            raise ValidationError({"represents": _("An agent acts on behalf of a party.")})
        if party.represents.agents.filter(role=Role.AGENT).count() >= 2:
            raise ValidationError({"represents": _("A party has at most two agents.")})
    party.full_clean()
    index(step.case, [*step.case.parties.all(), party])
    party.save()


def is_joined(case: Case) -> str:
    """Why a case cannot be joined with another."""
    return _("The case is joined with another already.") if case.lead_case_id else ""


@move(Verb.JOIN_CASE, sources=EXAMINING, guard=is_joined)
def join_case(step: Step, *, lead_case: Case, ground: Option | None = None) -> None:
    """Examine this case together with another one; each keeps its own closing (T21)."""
    if lead_case.pk == step.case.pk or lead_case.lead_case_id:
        raise ValidationError({"lead_case": _("Choose the case that leads the others.")})
    if lead_case.organ_id != step.case.organ_id or not lead_case.is_under_way:
        message = _("The leading case is under way at the same organ.")
        raise ValidationError({"lead_case": message})
    step.case.lead_case = lead_case


def cannot_convert(case: Case) -> str:
    """Why a case cannot turn to the ordinary procedure."""
    if case.procedure != Procedure.SIMPLIFIED:
        return _("The case is in the ordinary procedure.")
    return ""


@move(Verb.CONVERT, sources=EXAMINING, may="examine_case", guard=cannot_convert)
def convert(step: Step) -> None:
    """Turn to the ordinary procedure, counted from the original acceptance; once (T22)."""
    case = step.case
    case.procedure, case.was_converted = Procedure.ORDINARY, True
    assert case.accepted_on is not None
    clocks.drop(case, ["decision_simplified"], step.on)
    clocks.start(case, "decision", case.accepted_on)
    clocks.recompute_decision(case)


@move(Verb.STAY, sources=EXAMINING)
def stay(step: Step, *, ground: Option, note: str = "") -> None:
    """Stay the execution of the act (T23)."""
    if ground.list != Option.List.STAY:
        raise ValidationError({"ground": _("Choose a ground from the list.")})
    Stay.objects.create(case=step.case, ground=ground, stayed_on=step.on, note=note)


@move(Verb.CONSULT, sources={State.REVIEW, State.DRAFTING})
def consult(step: Step, *, consultation: Consultation) -> None:
    """Record the committee's opinion, and why it is not followed (T33)."""
    consultation.case, consultation.met_on = step.case, step.on
    if not consultation.is_adopted and not consultation.why_not.strip():
        raise ValidationError({"why_not": _("Note why the opinion is not followed.")})
    consultation.full_clean()
    consultation.save()


@move(Verb.OPEN_REVIEW, sources={State.ACCEPTED, State.AWAIT_REPLY, State.REVIEW})
def open_review(step: Step, *, review: AttachedReview) -> None:
    """Open the review of a document that the act rests on (T31); the case is then suspended."""
    review.case, review.opened_on = step.case, step.on
    review.full_clean()
    review.save()
    code = "attached_review_own" if review.is_own_power else "attached_review_transfer"
    clocks.start(step.case, code, step.on, subject=review.document[:100])
    tells_maker = Period.objects.filter(code="maker_notice", rule_set=step.case.rule_set).exists()
    if review.is_own_power and tells_maker:
        clocks.start(step.case, "maker_notice", step.on, subject=review.document[:100])


def no_open_review(case: Case) -> str:
    """Why no attached review can go on."""
    if case.attached_reviews.filter(closed_on=None).exists():
        return ""
    return _("No attached review is open.")


@move(Verb.TRANSFER_REVIEW, sources=UNDER_WAY, guard=no_open_review)
def transfer_review(
    step: Step, *, review: AttachedReview, what: str, addressee: str = "", received_on: date
) -> None:
    """Transfer the document, notify its maker, or record the maker's reply (T31, T32)."""
    if review.case_id != step.case.pk or review.closed_on:
        raise ValidationError({"review": _("Choose an open review.")})
    subject = review.document[:100]
    if what == "transfer":
        review.addressee, review.transferred_on = addressee, step.on
        clocks.end(step.case, ["attached_review_transfer"], step.on)
        clocks.start(step.case, "attached_review_other", received_on, subject=subject)
    elif what == "notify":
        review.maker_notified_on = step.on
        clocks.end(step.case, ["maker_notice"], step.on)
        clocks.start(step.case, "maker_reply", received_on, subject=subject)
    else:
        review.maker_replied_on = step.on
        clocks.end(step.case, ["maker_reply"], step.on)
    review.save()


REVIEW_CLOCKS = [
    "attached_review_own", "attached_review_transfer", "attached_review_other",
    "maker_notice", "maker_reply",
]  # fmt: skip


@move(Verb.CLOSE_REVIEW, sources=UNDER_WAY, guard=no_open_review)
def close_review(step: Step, *, review: AttachedReview, outcome: str, opinion: str) -> None:
    """Close the attached review; the case can then be resumed (T32)."""
    if review.case_id != step.case.pk or review.closed_on:
        raise ValidationError({"review": _("Choose an open review.")})
    review.closed_on, review.opinion = step.on, opinion
    review.conclude(outcome)
    review.save()
    clocks.end(step.case, REVIEW_CLOCKS, step.on)
