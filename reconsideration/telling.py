"""What was recorded with a move, or beside the main course, in words that a person reads."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lawgov import telling
from lawgov.telling import Pair, day_or_text
from reconsideration.forms.moves import FORMS
from reconsideration.models import Acceptance, Case, Channel, Move, State, Verb

# What moves record beyond their forms.
NAMES = {
    "in_time": gettext_lazy("Replied in time"),
    "due": gettext_lazy("Last day"),
    "state_before": gettext_lazy("State before"),
    "run": gettext_lazy("Import"),
    "row": gettext_lazy("Row"),
}
WORDS: dict[str, type[models.TextChoices]] = {
    "channel": Channel,
    "acceptance": Acceptance,
    "state_before": State,
}


def told(move: Move) -> list[Pair]:
    """What a move recorded; what a track holds stands with the track."""
    form = FORMS.get(Verb(move.verb))
    argument = form.argument if form is not None else ""
    recorded = {key: value for key, value in move.recorded.items() if key != argument}
    return telling.told(recorded, form, model=Case, names=NAMES, words=WORDS)


def details(row: models.Model) -> list[Pair]:
    """What is known of a row beside the main course, field by field; empty ones are left out."""
    pairs = []
    for field in row._meta.concrete_fields:
        value = getattr(row, field.name)
        if field.primary_key or field.name == "case" or value in (None, "", False):
            continue
        if field.choices:
            value = getattr(row, f"get_{field.name}_display")()
        elif value is True:
            value = _("Yes")
        pairs.append((str(field.verbose_name), day_or_text(str(value))))
    return pairs
