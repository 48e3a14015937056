"""Before the review body has a draft: opening its matter, its own legal body, public comment."""

from datetime import date
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lawgov.history import signed
from lawgov.lifecycle import Step
from lawgov.organs.models import Organ
from lawgov.statutes.models import RuleSet
from normative import registering
from normative.matters.base import SUBJECT, body_of, give_number, open_matter
from normative.models import (
    Act,
    Document,
    Matter,
    Option,
    Presence,
    Stage,
    State,
    Track,
    Verb,
    settings_of,
)
from normative.moves import documents

if TYPE_CHECKING:
    from lawgov.accounts.models import User


class Given(TypedDict, total=False):
    """What may be given with a draft: its text as a file, and that it concerns the market."""

    upload: Any
    affects_market: bool


class OwnOpinion(models.TextChoices):
    """What the drafter's own legal body says of a draft."""

    AGREED = "agreed", gettext_lazy("Agrees to submitting it")
    REDRAFT = "redraft", pgettext_lazy("draft", "Back to the drafters")


def government_of(organ: Organ) -> Organ:
    """The government that an organ belongs to, by which its drafts are reviewed."""
    at: Organ | None = organ
    while at is not None and at.kind != Organ.Kind.GOVERNMENT:
        at = at.parent
    return at or organ


@transaction.atomic
def open_draft(
    matter: Matter, *, organ: Organ, by: "User | None", on: date, today: date,
    is_received: bool = False, text: str = "", **more: Unpack[Given],
) -> Matter:  # fmt: skip
    """Open the review of a draft: its document comes into the register as a draft with its text.

    `organ` is the government, or the department that submits the draft to it;
    `matter.document` may name a draft that is registered already. Raises
    `ValidationError` at the fields.
    """
    government = government_of(organ)
    if matter.submitter is None and organ.kind not in {Organ.Kind.GOVERNMENT, Organ.Kind.OFFICE}:
        matter.submitter = organ
    draft = matter.document or Document(title=matter.title)
    concerns_market = more.get("affects_market", False) and not draft.affects_market
    draft.affects_market = draft.affects_market or concerns_market
    check_facts(matter, draft)
    if is_received:
        check_comments(matter, on, draft=draft)
    matter.title = matter.title or draft.title
    matter.document = draft if draft.pk else None
    stage = Stage.RECEIVED if is_received else Stage.DRAFTING
    open_matter(matter, organ=government, stage=stage, by=by, on=on, today=today)
    upload, maker = more.get("upload"), maker_of(matter, organ)
    if draft.pk and concerns_market:
        signed(draft, by=by).save(update_fields=["affects_market"])
    matter.document = kept(matter, draft, maker, text, upload, by, on)
    matter.save()
    return matter


def check_facts(matter: Matter, draft: Document) -> None:
    """Raise `ValidationError` where it is not said who submits, or why it is urgent."""
    errors = {}
    if matter.submitter is None and not matter.submitter_name.strip():
        errors["submitter"] = _("Name the organ that submits the draft.")
    if matter.submitter is None and matter.track == Track.DEPARTMENT:
        errors["submitter"] = _("Name the department whose document this will be.")
    if matter.is_urgent and not matter.urgency_reason.strip():
        errors["urgency_reason"] = _("Say why the procedure is urgent.")
    if not (matter.title.strip() or draft.title.strip()):
        errors["title"] = _("A draft has a title.")
    if draft.pk and draft.state != State.DRAFT:
        errors["document"] = _("Only a draft is reviewed before its issue.")
    elif draft.pk and Matter.objects.filter(document=draft, is_open=True, track=matter.track):
        errors["document"] = _("This draft is under review already.")
    if errors:
        raise ValidationError(errors)


def maker_of(matter: Matter, organ: Organ) -> Organ:
    """In whose name the document will be: the submitting department, or the government."""
    if matter.track == Track.DEPARTMENT:
        assert matter.submitter is not None
        return matter.submitter
    return organ if organ.kind == Organ.Kind.OFFICE else matter.organ


def kept(
    matter: Matter, draft: Document, maker: Organ, text: str, upload: Any, by: "User | None",
    on: date,
) -> Document:  # fmt: skip
    """The draft in the register, with the text that was submitted."""
    if draft.pk:
        if text.strip() or upload:
            revise(draft, by=by, on=on, today=on, text=text, file=upload)
        return draft
    drafter = matter.submitter.name if matter.submitter else matter.submitter_name
    draft.title, draft.drafter_name = matter.title, drafter[:100]
    return registering.register(draft, organ=maker, by=by, today=on, text=text, upload=upload)


def revise(
    draft: Document, *, by: "User | None", on: date, today: date, text: str = "", file: Any = None
) -> None:
    """Keep another text of the draft, by its own move."""
    documents.make(draft, Verb.REVISE, by=by, on=on, today=today, text=text, file=file)


def keep_text(step: Step[Matter], text: str, file: Any) -> None:
    """Keep the changed text of the draft where one is given."""
    draft = step.record.document
    if draft is not None and (text.strip() or file):
        revise(draft, by=step.by, on=step.on, today=step.today, text=text, file=file)
        step.recorded["text"] = str(draft.versions.order_by("number").last())


def check_comments(matter: Matter, on: date, *, draft: Document | None = None) -> None:
    """Raise `ValidationError` where a text that concerns the market was not long enough in public.

    How many days there are to be is the setting `comment_days` of the day; in
    an urgent procedure the text may be shown for a shorter time.
    """
    document = draft or matter.document
    if document is None or not document.affects_market or matter.is_urgent:
        return
    needed = int(settings_of(on).get("comment_days", 0))
    if (matter.comment_days or 0) < needed:
        message = _("A text that concerns market entities is open to comment for at least"
                    " %(days)s days.")  # fmt: skip
        raise ValidationError({"comment_days": message % {"days": needed}})


def own_body_first(matter: Matter) -> str:
    """Why a draft that the drafter's own legal body has not seen goes no further.

    The law of the day says whether it has to; a drafter that has no such body
    says so in the checklist of materials.
    """
    if matter.stage != Stage.DRAFTING:
        return ""
    rows: Any = Option.objects.all()
    wanted = rows.of(Option.List.MATERIAL, track=matter.track, on=matter.received_on)
    wanted = wanted.filter(effect="own_body")
    has_none = matter.materials.filter(item__effect="own_body", presence=Presence.NOT_NEEDED)
    if not wanted.exists() or has_none.exists():
        return ""
    return _("The drafter's own legal body gives its opinion first.")


def check_own(step: Step[Matter], *, result: str, opinion: str) -> None:
    """The drafter's own legal body agrees to submitting the draft, or sends it back (A1, B1)."""
    check_choice(OwnOpinion, result, "result")
    step.to = Stage.OWN_CHECK if result == OwnOpinion.AGREED else Stage.DRAFTING


def check_choice(choices: type[models.TextChoices], value: str, field: str) -> None:
    """Raise `ValidationError` for a value that is not in a list."""
    if value not in choices.values:
        raise ValidationError({field: _("There is no such choice.")})


def hand_in(step: Step[Matter], comment_days: int | None) -> None:
    """Check once more, with what is known now, that the text was long enough in public."""
    if comment_days is not None:
        step.record.comment_days = comment_days
    check_comments(step.record, step.on)


def take_in(step: Step[Matter]) -> None:
    """Register a draft at the review body: from its first receipt it has a number and its law."""
    matter = step.record
    if not matter.number:
        matter.received_on = step.on
        matter.rule_set = RuleSet.objects.all().in_force(step.on, SUBJECT)
        give_number(matter, body_of(matter), step.on)
    step.recorded["number"] = matter.number


def need_reason(step: Step[Matter]) -> None:
    """Raise `ValidationError` for a move that is not made without a reason."""
    if not step.reason.strip():
        raise ValidationError({"reason": _("Note the reason.")})


def send_back(step: Step[Matter]) -> None:
    """Send a draft back to its drafter: the procedure was not kept (A3, A4)."""
    need_reason(step)


def withdraw(step: Step[Matter]) -> None:
    """The drafter or the office lets go of the draft, for a reason (AX)."""
    need_reason(step)


def last_of(matter: Matter, verb: Act) -> Any:
    """The last move of a verb, or nothing."""
    return matter.moves.filter(verb=verb).order_by("pk").last()
