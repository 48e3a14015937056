"""Legality review of drafts that the government or its office issues (track A, A0–A14 and AX)."""

from datetime import date
from typing import TYPE_CHECKING, Unpack

from django.utils.translation import gettext as _

from lawgov.lifecycle import Step
from lawgov.organs.models import Organ
from normative.matters import drafting, issuing, reviewing
from normative.matters.base import SUBMIT, Matters
from normative.models import Act, Matter, Stage, Track

if TYPE_CHECKING:
    from lawgov.accounts.models import User

government = Matters(Track.GOVERNMENT)

BEFORE_ISSUE = {
    Stage.DRAFTING, Stage.OWN_CHECK, Stage.AT_OFFICE, Stage.RECEIVED, Stage.SUPPLEMENT,
    Stage.EXAMINING, Stage.CONSULTING, Stage.SECOND_CHECK, Stage.OPINION, Stage.ANSWERING,
    Stage.DELIBERATION,
}  # fmt: skip


def open_government(
    matter: Matter, *, organ: Organ, by: "User | None", on: date, today: date,
    is_received: bool = False, text: str = "", **more: Unpack[drafting.Given],
) -> Matter:  # fmt: skip
    """Open the legality review of a draft, from its drafting or from its receipt (A0, A4)."""
    matter.track = Track.GOVERNMENT
    return drafting.open_draft(
        matter, organ=organ, by=by, on=on, today=today, is_received=is_received, text=text,
        **more,
    )  # fmt: skip


government.move(
    Act.CHECK_OWN, sources={Stage.DRAFTING, Stage.OWN_CHECK}, may=SUBMIT
)(drafting.check_own)  # fmt: skip


@government.move(Act.SEND_TO_OFFICE, sources={Stage.DRAFTING, Stage.OWN_CHECK},
                 to=Stage.AT_OFFICE, may=SUBMIT, guard=drafting.own_body_first)  # fmt: skip
def send_to_office(
    step: Step[Matter], *, letter: str = "", comment_days: int | None = None
) -> None:
    """Send the draft with its letter and materials to the office (A2)."""
    drafting.hand_in(step, comment_days)


@government.move(Act.CHECK_PROCEDURE, sources={Stage.AT_OFFICE})
def check_procedure(step: Step[Matter], *, opinion: str, route: str = "") -> None:
    """The office finds that the procedure was kept, and says which way the draft goes (A3)."""


government.move(
    Act.SEND_BACK, sources={Stage.AT_OFFICE, Stage.RECEIVED}, to=Stage.DRAFTING
)(drafting.send_back)  # fmt: skip


def procedure_checked(matter: Matter) -> str:
    """Why the office does not pass a draft on yet: only an urgent one goes unchecked."""
    if matter.is_urgent:
        return ""
    sent = drafting.last_of(matter, Act.SEND_TO_OFFICE)
    checked = drafting.last_of(matter, Act.CHECK_PROCEDURE)
    if checked is None or sent is None or checked.pk < sent.pk:
        return _("The office checks the procedure first; only in urgent cases not.")
    return ""


@government.move(Act.SUBMIT, sources={Stage.AT_OFFICE}, to=Stage.RECEIVED,
                 guard=procedure_checked)  # fmt: skip
def submit(step: Step[Matter]) -> None:
    """The office passes the draft on to the review body, which registers it (A4)."""
    drafting.take_in(step)


government.move(
    Act.RECEIVE, sources={Stage.RECEIVED}, to=Stage.EXAMINING, guard=reviewing.materials_complete
)(reviewing.take_up)  # fmt: skip
reviewing.enter(government)
government.move(Act.DELIBERATE, sources={Stage.OPINION})(issuing.deliberate)
government.move(
    Act.NUMBER, sources={Stage.DELIBERATION}, to=Stage.NUMBERED, guard=issuing.has_draft
)(issuing.number)  # fmt: skip
government.move(
    Act.PUBLISH, sources={Stage.NUMBERED}, to=Stage.PUBLISHED, guard=issuing.has_draft
)(issuing.publish)  # fmt: skip
government.move(Act.ARCHIVE, sources={Stage.PUBLISHED}, to=Stage.ARCHIVED)(issuing.archive)
government.move(
    Act.WITHDRAW, sources=BEFORE_ISSUE, to=Stage.WITHDRAWN, may=SUBMIT
)(drafting.withdraw)  # fmt: skip
