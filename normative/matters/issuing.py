"""After the opinion: deliberation, signature and number, publication, the archive."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lawgov.history import signed
from lawgov.lifecycle import Step
from lawgov.statutes import clocks
from normative import checks, writing
from normative.matters.base import start
from normative.matters.drafting import check_choice
from normative.matters.parts import REPLY
from normative.matters.reviewing import AT_REVIEW, clock_of
from normative.models import (
    ALIVE,
    Document,
    LegalityReview,
    Matter,
    Stage,
    Track,
    Verb,
    settings_of,
)
from normative.moves import documents

COMMITTEE = "committee_filing"
CONSENT = "consent"


class Verdict(models.TextChoices):
    """What came of the collective deliberation of a draft."""

    PASSED = "passed", pgettext_lazy("deliberation", "Passed")
    REDRAFT = "redraft", pgettext_lazy("deliberation", "To be drafted again")
    DROPPED = "dropped", gettext_lazy("Not to be made")


AFTER = {
    Verdict.PASSED: Stage.DELIBERATION,
    Verdict.REDRAFT: Stage.DRAFTING,
    Verdict.DROPPED: Stage.WITHDRAWN,
}


def deliberate(step: Step[Matter], *, meeting: str, result: str, dissent: str = "") -> None:
    """The executive meeting has discussed the draft: passed, sent back, or dropped (A11)."""
    check_choice(Verdict, result, "result")
    step.to = AFTER[Verdict(result)]


def silence(matter: Matter) -> str:
    """Why a draft without an opinion gets no number.

    Where the setting `pre_review_silence` says so, the time that has passed
    without an opinion counts as consent; that it has passed is for the move.
    """
    if matter.stage not in AT_REVIEW:
        return ""
    if settings_of(matter.received_on).get("pre_review_silence") != CONSENT:
        return _("No opinion has been issued; silence is no consent.")
    return ""


def number(
    step: Step[Matter], *, number: str, register_number: str, signed_on: date, signatory: str
) -> None:
    """Signed, registered and numbered: the three unities, written on the draft (A12, B8)."""
    matter = step.record
    if matter.stage in AT_REVIEW:
        by_silence(step)
    draft = draft_of(matter)
    if signed_on > step.on:
        message = _("It is signed by %(day)s at the latest.") % {"day": step.on}
        raise ValidationError({"signed_on": message})
    draft.number, draft.register_number, draft.signed_on = number, register_number, signed_on
    missing = [name for name in ("number", "register_number") if not getattr(draft, name).strip()]
    if missing:
        raise ValidationError({name: _("A text without it has no force.") for name in missing})
    checks.tidy(draft)
    checks.refuse(checks.findings(draft, today=step.on))
    draft.settle_days(step.on)
    writing.index_again(draft)
    draft.version += 1
    draft.validate_constraints()
    signed(draft, by=step.by).save()
    step.recorded |= {"number": draft.number, "register_number": draft.register_number}


def by_silence(step: Step[Matter]) -> None:
    """Raise `ValidationError` while the time for the opinion still runs; else note the consent."""
    clock = clocks.running(step.record, clock_of(step.record))
    if clock is None:
        raise ValidationError({"on": _("No such deadline runs now.")})
    if step.on <= clock.due:
        message = _("The opinion may still come until %(day)s.") % {"day": clock.due}
        raise ValidationError({"on": message})
    clocks.end(step.record, [clock.code], step.on)
    clocks.drop(step.record, [REPLY], step.on)
    step.recorded["consent_by_silence"] = clock.due


def draft_of(matter: Matter) -> Document:
    """The draft of a matter as it stands now, locked until the transaction ends."""
    assert matter.document is not None
    return documents.locked(matter.document, None)


def has_draft(matter: Matter) -> str:
    """Why a matter without a document cannot be published."""
    return "" if matter.document_id else _("This matter has no document in the register.")


def publish(step: Step[Matter], **facts: Any) -> None:
    """Publish the document by its own move, as one reviewed for legality (A13, B9).

    One that was published on its own page already is noted here with the same day.
    """
    matter = step.record
    draft = draft_of(matter)
    if draft.state in ALIVE:
        if draft.published_on != step.on:
            message = _("The document was published on %(day)s.") % {"day": draft.published_on}
            raise ValidationError({"on": message})
    else:
        if matter.outcome is not None:
            facts["legality_review"] = LegalityReview.DONE
        documents.make(draft, Verb.PUBLISH, by=step.by, on=step.on, today=step.today, **facts)
    if matter.track == Track.GOVERNMENT:
        start(matter, COMMITTEE, step.on)  # a department files with its government: track C


def archive(
    step: Step[Matter], *, archive_number: str, filed_on: date | None = None,
    filing_number: str = "",
) -> None:  # fmt: skip
    """Close the file: when it was filed with the standing committee, and where it lies (A14)."""
    matter = step.record
    if filed_on is None and matter.track == Track.GOVERNMENT:
        message = _("Enter the day on which it was filed with the standing committee.")
        raise ValidationError({"filed_on": message})
    if filed_on is not None:
        published = draft_of(matter).published_on
        if not (published or filed_on) <= filed_on <= step.on:
            message = _("It is filed on a day from its publication to this one.")
            raise ValidationError({"filed_on": message})
        matter.filed_on, matter.filing_number = filed_on, filing_number.strip()
        clocks.end(matter, [COMMITTEE], filed_on)
