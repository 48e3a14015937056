"""What a move of a document or matter recorded, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lawgov import telling
from normative.forms.moves import FORMS
from normative.forms.tracks import FORMS_OF
from normative.models import Document, Matter, MatterMove, Move, Verb

NAMES = {"expired_on_before": gettext_lazy("Valid until, before")}
NAMES_OF_MATTERS = {
    "text": gettext_lazy("Text kept as"),
    "register_number": gettext_lazy("register number"),
    "not_answered": gettext_lazy("Not answered"),
    "lacking": gettext_lazy("Lacking"),
    "is_in_time": gettext_lazy("Filed in time"),
    "consent_by_silence": gettext_lazy("Consent by silence, the time having ended on"),
    "was_waited_for": gettext_lazy("The case waited for it"),
}
# Codes beside their names, and what stands elsewhere on the page.
UNTOLD = {"file", "upload", "opinion_code", "effect", "earlier"}
PERSONS = {"submitter_name", "contact"}


def told(move: Move) -> list[telling.Pair]:
    """Each thing that a move recorded; texts stand with the versions."""
    recorded = {k: v for k, v in move.recorded.items() if k not in {"text", "file"}}
    form = FORMS.get(Verb(move.verb))
    return telling.told(recorded, form, model=Document, names=NAMES)


def told_of_matter(matter: Matter, move: MatterMove, *, by_name: bool) -> list[telling.Pair]:
    """Each thing that a move of a matter recorded; persons only for who may know them."""
    hidden = UNTOLD if by_name else UNTOLD | PERSONS
    recorded = {k: v for k, v in move.recorded.items() if k not in hidden}
    form = FORMS_OF[matter.track].get(move.verb)
    pairs = telling.told(recorded, form, model=Matter, names=NAMES_OF_MATTERS)
    return pairs + earlier(move.recorded.get("earlier"))


def earlier(opinion: Mapping[str, Any] | None) -> list[telling.Pair]:
    """An opinion that another round of the review has cleared away."""
    if not opinion:
        return []
    head = f"{opinion['opinion']} {opinion['number']} {opinion['day']}"
    lines = [head, opinion["summary"], *opinion["points"], *opinion["not_answered"]]
    return [(_("Earlier opinion"), "\n".join(filter(None, lines)))]
