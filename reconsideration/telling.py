"""What was recorded with a move, or beside the main course, in words that a person reads."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
Pair = tuple[str, str]


def told(move: Move) -> list[Pair]:
    """What a move recorded: each thing by its name, codes and days in words."""
    form = FORMS.get(Verb(move.verb))
    fields = form.base_fields if form is not None else {}
    argument = form.argument if form is not None else ""
    pairs = []
    for key, value in move.recorded.items():
        if value in (None, "", []) or key == argument:
            continue  # what a track holds stands with the track
        pairs.append((label_of(key, fields), said(key, value, fields.get(key))))
    return pairs


def label_of(key: str, fields: dict[str, forms.Field]) -> str:
    """What a recorded thing is called: as in the move's form, else as on the case."""
    if key in fields and fields[key].label:
        return str(fields[key].label)
    if key in NAMES:
        return str(NAMES[key])
    try:
        field: Any = Case._meta.get_field(key)
        return str(field.verbose_name)
    except FieldDoesNotExist:
        return key


def said(key: str, value: Any, field: forms.Field | None) -> str:
    """A recorded value in words."""
    if isinstance(value, list):
        return "、".join(said(key, one, None) for one in value)
    if isinstance(value, bool):
        return str(_("Yes")) if value else str(_("No"))
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    if key in WORDS and value in WORDS[key].values:
        return str(WORDS[key](value).label)
    return day_or_text(str(value))


def day_or_text(text: str) -> str:
    """A day as the reader writes days; any other text as it is."""
    try:
        day = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        day = None
    return str(formats.date_format(day)) if day else text


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
