"""From the duty to the registration: reminders, the filing itself, and its formal check."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lawgov.lifecycle import Step
from lawgov.statutes import clocks
from normative.matters import parts
from normative.matters.base import EXAMINE, SIGN, SUBMIT, body_of, give_number, numbers, start
from normative.matters.filings.machine import (
    CHECK,
    CHECKED,
    FILING,
    LIMIT,
    REVIEW_TIME,
    SUPPLEMENT,
    UNFILED,
    filings,
)
from normative.models import Act, Letter, LetterKind, Matter, Option, Presence, Stage

REGISTERED = "filing_number"
LETTER = "备登"


def limited(step: Step[Matter], kind: LetterKind, due_on: date, content: str) -> None:
    """Write to the maker and set the last day by which it has to file.

    Raises `ValidationError` for a limit that ends with the notice, or before
    the time that the law gives.
    """
    one = step.record
    if due_on <= step.on:
        raise ValidationError({"due_on": _("The limit lies after the day of the notice.")})
    if one.filing_due_on is not None and due_on < one.filing_due_on:
        message = _("By law there is time until %(day)s.") % {"day": one.filing_due_on}
        raise ValidationError({"due_on": message})
    letter = Letter(kind=kind, addressee=maker_of(one), content=content.strip())
    letter.sent_on, letter.due_on = step.on, due_on
    parts.write_letter(one, letter, today=step.today, by=step.by)
    clocks.drop(one, [LIMIT], step.on)
    clocks.start_fixed(one, LIMIT, step.on, due_on)


def maker_of(matter: Matter) -> str:
    """To whom the receiver writes: the makers as printed."""
    document = matter.document
    return ((document and document.maker_name) or matter.organ.name)[:150]


@filings.move(
    Act.REMIND, sources={Stage.TO_FILE, Stage.REMINDED, Stage.SUPPLEMENT}, to=Stage.REMINDED
)
def remind(step: Step[Matter], *, due_on: date, content: str = "") -> None:
    """Remind the maker to file, with a limit (催报).

    What was not completed in its time counts as not filed.
    """
    one = step.record
    if one.stage == Stage.SUPPLEMENT:
        clock = clocks.running(one, SUPPLEMENT)
        if clock is not None and step.on <= clock.due:
            message = _("There is time for the supplements until %(day)s.")
            raise ValidationError({"on": message % {"day": clock.due}})
        clocks.end(one, [SUPPLEMENT], step.on)
        one.filed_on = None
    limited(step, LetterKind.REMINDER, due_on, content)


@filings.move(Act.CENSURE, sources={Stage.REMINDED, Stage.CENSURED}, to=Stage.CENSURED, may=SIGN)
def censure(step: Step[Matter], *, due_on: date, content: str = "") -> None:
    """Circulate that the maker has not filed, and order it to (通报).

    Not before the limit of the last notice has passed.
    """
    kinds = [LetterKind.REMINDER, LetterKind.CIRCULAR]
    last = step.record.letters.filter(kind__in=kinds, due_on__isnull=False).last()
    if last is None or last.due_on is None or step.on <= last.due_on:
        message = _("The limit of the last notice has not passed: %(day)s.")
        raise ValidationError({"on": message % {"day": last and last.due_on}})
    limited(step, LetterKind.CIRCULAR, due_on, content)


@filings.move(Act.FILE, sources=UNFILED, to=Stage.RECEIVED, may=SUBMIT)
def file(step: Step[Matter], *, contact: str = "", note: str = "") -> None:
    """The maker files the document; in time or not follows from the last day of the law."""
    one = step.record
    one.filed_on = step.on
    one.contact = contact.strip() or one.contact
    if not one.number:
        give_number(one, body_of(one), step.on)
    clocks.end(one, [FILING, LIMIT], step.on)
    start(one, CHECK, step.on)
    is_in_time = one.filing_due_on is None or step.on <= one.filing_due_on
    step.recorded |= {"number": one.number, "is_in_time": is_in_time}


@filings.move(Act.CHECK_FORM, sources={Stage.RECEIVED, Stage.FORMAL_CHECK}, to=Stage.FORMAL_CHECK)
def check_form(step: Step[Matter], *, present: Iterable[Option] = (), note: str = "") -> None:
    """Tick off what was handed in; what else is required is lacking."""
    one = step.record
    handed_in = {item.pk for item in present}
    entries = {}
    for item in parts.checklist(one, step.on):
        absent = Presence.MISSING if parts.is_required(one, item) else Presence.NOT_NEEDED
        entries[item] = (Presence.PRESENT if item.pk in handed_in else absent, "")
    parts.set_materials(one, entries, by=step.by)
    names = [item.name for item in parts.lacking(one, step.on)]
    step.recorded["lacking"] = "、".join(names)


@filings.move(Act.ASK_SUPPLEMENT, sources={Stage.FORMAL_CHECK}, to=Stage.SUPPLEMENT)
def ask_supplement(step: Step[Matter], *, what: str = "") -> None:
    """Put the registration off until the papers are complete (暂缓登记).

    The law of 2024 gives days for it, the earlier one gave none.
    """
    one = step.record
    if not what.strip() and not parts.lacking(one, step.on):
        raise ValidationError({"what": _("Nothing of the list is lacking: say what is wrong.")})
    one.was_supplemented = True
    clocks.end(one, [CHECK], step.on)
    start(one, SUPPLEMENT, step.on)


@filings.move(Act.TAKE_SUPPLEMENT, sources={Stage.SUPPLEMENT}, to=Stage.RECEIVED, may=SUBMIT)
def take_supplement(step: Step[Matter], *, note: str = "") -> None:
    """The maker completes the papers; they are checked again."""
    clocks.end(step.record, [SUPPLEMENT], step.on)
    start(step.record, CHECK, step.on)


@filings.move(Act.REGISTER, sources={Stage.FORMAL_CHECK}, to=Stage.REGISTERED)
def register(step: Step[Matter], *, note: str = "") -> None:
    """Register the filing under the receiver's next number; the time for the review runs.

    Raises `ValidationError` while a required paper is lacking.
    """
    one = step.record
    names = [item.name for item in parts.lacking(one, step.on)]
    if names:
        message = _("Lacking: %(names)s. Ask for supplements first.")
        raise ValidationError(message % {"names": "、".join(names)})
    taken = numbers.take(organ=body_of(one), kind=REGISTERED, year=step.on.year, letter=LETTER)
    one.filing_number, one.registered_on = taken.text, step.on
    step.recorded["filing_number"] = taken.text
    clocks.end(one, [CHECK], step.on)
    start(one, REVIEW_TIME, step.on)


@filings.move(Act.REFUSE, sources={Stage.FORMAL_CHECK}, to=Stage.REFUSED, may=EXAMINE)
def refuse(step: Step[Matter], *, ground: Option) -> None:
    """Refuse the registration: it is no such document, or the wrong organ has filed it."""
    rows: Any = Option.objects.all()
    known = rows.of(Option.List.REFUSAL, track=step.record.track, on=step.on)
    if not known.filter(pk=ground.pk).exists():
        message = _("“%(name)s” is no ground for refusing on this day.") % {"name": ground}
        raise ValidationError({"ground": message})
    clocks.end(step.record, [CHECK], step.on)
    words = filter(None, [ground.name, step.reason.strip()])
    step.record.summary = "。".join(words)


@filings.move(Act.WITHDRAW, sources=UNFILED | CHECKED, to=Stage.WITHDRAWN, may=EXAMINE)
def withdraw(step: Step[Matter]) -> None:
    """Take back a duty that was noted by mistake."""
    if not step.reason.strip():
        raise ValidationError({"reason": _("Note the reason.")})
