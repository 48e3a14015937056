"""Pre-review of drafts that a department issues in its own name (track B, B0–B10)."""

from datetime import date
from typing import TYPE_CHECKING, Unpack

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lawgov.lifecycle import Step
from lawgov.organs.models import Organ
from normative.matters import drafting, issuing, reviewing
from normative.matters.base import SUBMIT, Matters
from normative.models import Act, Matter, Stage, Track, settings_of

if TYPE_CHECKING:
    from lawgov.accounts.models import User

APPROVED = "approved"

department = Matters(Track.DEPARTMENT)

BEFORE_ISSUE = {
    Stage.DRAFTING, Stage.OWN_CHECK, Stage.MEETING, Stage.RECEIVED, Stage.SUPPLEMENT,
    Stage.EXAMINING, Stage.CONSULTING, Stage.SECOND_CHECK, Stage.OPINION, Stage.ANSWERING,
}  # fmt: skip


def open_department(
    matter: Matter, *, organ: Organ, by: "User | None", on: date, today: date,
    is_received: bool = False, text: str = "", **more: Unpack[drafting.Given],
) -> Matter:  # fmt: skip
    """Open the pre-review of a department's draft, from its drafting or its receipt (B0, B3).

    Raises `ValidationError` at `is_approved_by_government` for what the rules of
    the day do not send to pre-review.
    """
    matter.track = Track.DEPARTMENT
    check_scope(matter, on)
    return drafting.open_draft(
        matter, organ=organ, by=by, on=on, today=today, is_received=is_received, text=text,
        **more,
    )  # fmt: skip


def check_scope(matter: Matter, on: date) -> None:
    """Raise `ValidationError` for a document outside the scope of pre-review on a day."""
    scope = settings_of(on).get("pre_review_scope")
    if scope == APPROVED and not matter.is_approved_by_government:
        message = _("Only what is issued with the government's approval comes to pre-review;"
                    " the department reviews its other documents itself.")  # fmt: skip
        raise ValidationError({"is_approved_by_government": message})


department.move(
    Act.CHECK_OWN, sources={Stage.DRAFTING, Stage.OWN_CHECK}, may=SUBMIT
)(drafting.check_own)  # fmt: skip


@department.move(Act.MEET, sources={Stage.DRAFTING, Stage.OWN_CHECK}, to=Stage.MEETING,
                 may=SUBMIT, guard=drafting.own_body_first)  # fmt: skip
def meet(step: Step[Matter], *, meeting: str) -> None:
    """The heads of the department have discussed the draft together and passed it (B2)."""


@department.move(Act.SUBMIT, sources={Stage.MEETING}, to=Stage.RECEIVED, may=SUBMIT)
def submit(
    step: Step[Matter], *, letter: str = "", comment_days: int | None = None,
    is_approved_by_government: bool | None = None,
) -> None:  # fmt: skip
    """Send the draft with its letter and materials to the review body, which registers it (B3)."""
    if is_approved_by_government is not None:
        step.record.is_approved_by_government = is_approved_by_government
    check_scope(step.record, step.on)
    drafting.hand_in(step, comment_days)
    drafting.take_in(step)


department.move(
    Act.ACCEPT, sources={Stage.RECEIVED}, to=Stage.EXAMINING, guard=reviewing.materials_complete
)(reviewing.take_up)  # fmt: skip


@department.move(Act.DECLINE, sources={Stage.RECEIVED}, to=Stage.REFUSED)
def decline(step: Step[Matter]) -> None:
    """The draft is not within the scope of pre-review: tell so and give it back (B4r)."""
    drafting.need_reason(step)


def may_be_numbered(matter: Matter) -> str:
    """Why a draft gets no number: no document, or no opinion and no consent by silence."""
    return issuing.has_draft(matter) or issuing.silence(matter)


reviewing.enter(department)
department.move(
    Act.NUMBER, sources={Stage.OPINION, *reviewing.AT_REVIEW}, to=Stage.NUMBERED,
    guard=may_be_numbered,
)(issuing.number)  # fmt: skip
department.move(
    Act.PUBLISH, sources={Stage.NUMBERED}, to=Stage.PUBLISHED, may=SUBMIT,
    guard=issuing.has_draft,
)(issuing.publish)  # fmt: skip
department.move(Act.ARCHIVE, sources={Stage.PUBLISHED}, to=Stage.ARCHIVED)(issuing.archive)
department.move(
    Act.WITHDRAW, sources=BEFORE_ISSUE, to=Stage.WITHDRAWN, may=SUBMIT
)(drafting.withdraw)  # fmt: skip
