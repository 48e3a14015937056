"""What a move of a document recorded, in words."""

from django.utils.translation import gettext_lazy as _

from lawgov import telling
from normative.forms.moves import FORMS
from normative.models import Document, Move, Verb

NAMES = {"expired_on_before": _("Valid until, before")}


def told(move: Move) -> list[telling.Pair]:
    """Each thing that a move recorded; texts stand with the versions."""
    recorded = {k: v for k, v in move.recorded.items() if k not in {"text", "file"}}
    form = FORMS.get(Verb(move.verb))
    return telling.told(recorded, form, model=Document, names=NAMES)
