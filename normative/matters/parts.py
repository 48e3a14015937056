"""Materials, review points, points of the opinion and letters: what stands beside the moves."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lawgov.errors import Conflict
from lawgov.history import signed, unrecorded
from lawgov.statutes import clocks
from normative.models import (
    Act,
    Advice,
    Letter,
    Material,
    Matter,
    Option,
    Presence,
    Result,
    ReviewPoint,
)

if TYPE_CHECKING:
    from lawgov.accounts.models import User

REPLY = "letter_answer"  # the time for the answer to a letter
Entry = tuple[str, str]  # the code that was chosen, and the note


def refuse_closed(matter: Matter) -> None:
    """Raise `Conflict` for a matter that has ended: what it says stays as it is."""
    if not matter.is_open:
        raise Conflict(_("This matter is closed; nothing of it is changed any more."))


def checklist(matter: Matter, on: date) -> list[Option]:
    """The materials that the track has on a day, each with what it is required for."""
    rows: Any = Option.objects.all()
    return list(rows.of(Option.List.MATERIAL, track=matter.track, on=on))


def points_for(matter: Matter, on: date) -> list[Option]:
    """The review points that the track has on a day."""
    rows: Any = Option.objects.all()
    return list(rows.of(Option.List.POINT, track=matter.track, on=on))


@transaction.atomic
def set_materials(matter: Matter, entries: Mapping[Option, Entry], *, by: "User | None") -> None:
    """Tick off the checklist; lines that are not named stay as they are."""
    refuse_closed(matter)
    known = {line.item_id: line for line in matter.materials.all()}
    for item, (presence, note) in entries.items():
        line = known.get(item.pk) or Material(matter=matter, item=item)
        line.presence, line.note = Presence(presence), note
        signed(line, by=by).save()


def lacking(matter: Matter, on: date) -> list[Option]:
    """The required materials that were not handed in, by what the matter is about."""
    there = {line.item_id: line.presence for line in matter.materials.all()}
    needed = []
    for item in checklist(matter, on):
        presence = there.get(item.pk)
        is_missing = presence == Presence.MISSING
        if is_missing or (presence is None and is_required(matter, item)):
            needed.append(item)
    return needed


def is_required(matter: Matter, item: Option) -> bool:
    """Whether a material has to be handed in with this text."""
    if item.effect == "own_body":
        return not matter.moves.filter(verb=Act.CHECK_OWN).exists()
    document = matter.document
    return {
        "required": True,
        "urgent": matter.is_urgent,
        "market": bool(document and document.affects_market),
        "early": bool(document and document.dates_reason),
    }.get(item.effect, False)


@transaction.atomic
def set_points(
    matter: Matter, entries: Mapping[Option, tuple[str, str, str]], *, by: "User | None"
) -> None:
    """Record what was found at review points: result, article, note.

    Raises `ValidationError` at the point that does not pass and has no note.
    """
    refuse_closed(matter)
    known = {row.point_id: row for row in matter.points.all()}
    for point, (result, article, note) in entries.items():
        if result != Result.PASS and not note.strip():
            raise ValidationError({f"note_{point.code}": _("Say what is wrong.")})
        row = known.get(point.pk) or ReviewPoint(matter=matter, point=point)
        row.result, row.article, row.note = Result(result), article.strip(), note.strip()
        row.found_by = by
        row.full_clean(exclude=["matter", "point", "found_by"], validate_constraints=False)
        signed(row, by=by).save()


def open_points(matter: Matter, on: date) -> list[Option]:
    """The review points at which nothing has been found yet."""
    done = set(matter.points.values_list("point_id", flat=True))
    return [point for point in points_for(matter, on) if point.pk not in done]


def add_advice(
    matter: Matter, *, clause: str, problem: str, text: str, by: "User | None"
) -> Advice:
    """Add a point to an opinion that has not been issued yet."""
    refuse_closed(matter)
    if matter.concluded_on is not None:
        raise Conflict(_("The opinion has been issued; its points stay as they are."))
    advice = Advice(matter=matter, clause=clause.strip(), problem=problem.strip(),
                    text=text.strip())  # fmt: skip
    advice.full_clean(exclude=["matter"])
    signed(advice, by=by).save()
    return advice


def remove_advice(advice: Advice, *, by: "User | None") -> None:
    """Take a point back before the opinion is issued; its history stays."""
    if advice.matter.concluded_on is not None:
        raise Conflict(_("The opinion has been issued; its points stay as they are."))
    signed(advice, by=by).delete()


def unanswered(matter: Matter) -> int:
    """How many points of the opinion the drafter has not answered."""
    return matter.advice.filter(adoption="").count()


def answer_advice(
    advice: Advice, *, adoption: str, reason: str, on: date, today: date, by: "User | None",
    version: Any = None, passage: str = "",
) -> Advice:  # fmt: skip
    """Record the drafter's answer to one point: adopted, in part, not, and why.

    An adopted point may name the version that follows it and the passage there,
    which has to stand in that version's text.
    """
    refuse_closed(advice.matter)
    if advice.matter.concluded_on is None:
        raise Conflict(_("The opinion has not been issued yet."))
    if not advice.matter.concluded_on <= on <= today:
        raise ValidationError({"on": _("The answer is of a day from the opinion to today.")})
    if version is not None and passage and passage.strip() not in version.text:
        message = _("This passage does not stand in the version that was chosen.")
        raise ValidationError({"passage": message})
    advice.adoption, advice.reason, advice.answered_on = adoption, reason.strip(), on
    advice.version, advice.passage = version, passage.strip()
    advice.full_clean(exclude=["matter"])
    signed(advice, by=by).save()
    return advice


def write_letter(matter: Matter, letter: Letter, *, today: date, by: "User | None") -> Letter:
    """Record that somebody was asked, heard or reminded; raises `ValidationError` at the field."""
    refuse_closed(matter)
    letter.matter = matter
    if letter.sent_on > today:
        day = {"day": letter.sent_on}
        raise ValidationError({"sent_on": _("%(day)s lies in the future.") % day})
    if letter.due_on is not None and letter.due_on < letter.sent_on:
        raise ValidationError({"due_on": _("The last day cannot lie before the beginning.")})
    letter.full_clean(exclude=["matter"])
    signed(letter, by=by).save()
    return letter


def take_answer(
    letter: Letter, *, answered_on: date, answer: str, today: date, by: "User | None"
) -> Letter:
    """Record what came back to a letter; the time for the answer ends, where one runs."""
    matter = letter.matter
    refuse_closed(matter)
    if answered_on > today:
        message = _("%(day)s lies in the future.") % {"day": answered_on}
        raise ValidationError({"answered_on": message})
    letter.answered_on, letter.answer = answered_on, answer.strip()
    letter.full_clean(exclude=["matter"])
    signed(letter, by=by).save()
    clocks.end(matter, [REPLY], answered_on, subject=letter.addressee[:100])
    clocks.remind(matter)
    unrecorded(matter).save(update_fields=["due_on", "due_code"])
    return letter
