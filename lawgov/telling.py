"""What a move recorded, in words that a person reads."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import formats
from django.utils.translation import gettext as _

Pair = tuple[str, str]
Words = Mapping[str, type[models.TextChoices]]


def told(
    recorded: Mapping[str, Any],
    form: type[forms.Form] | None,
    *,
    model: type[models.Model],
    names: Mapping[str, Any] | None = None,
    words: Words | None = None,
) -> list[Pair]:
    """Each thing that a move recorded by its name, codes and days in words."""
    fields = form.base_fields if form is not None else {}
    pairs = []
    for key in in_order(recorded, [*fields, *names_in(model), *(names or {})]):
        if (value := recorded[key]) not in (None, "", []):
            label = label_of(key, fields, names or {}, model)
            pairs.append((label, said(key, value, fields.get(key), words or {})))
    return pairs


def names_in(model: type[models.Model]) -> list[str]:
    """The names of what a record itself holds."""
    return [field.name for field in model._meta.concrete_fields]


def in_order(keys: Iterable[str], known: list[str]) -> list[str]:
    """Keys as known ones follow one another, then the others; a database keeps no order of them."""
    places = {key: place for place, key in reversed(list(enumerate(known)))}
    return sorted(keys, key=lambda key: (places.get(key, len(known)), key))


def label_of(
    key: str,
    fields: Mapping[str, forms.Field],
    names: Mapping[str, Any],
    model: type[models.Model],
) -> str:
    """What a recorded thing is called: as in the move's form, else as on the record."""
    if key in fields and fields[key].label:
        return str(fields[key].label)
    if key in names:
        return str(names[key])
    try:
        field: Any = model._meta.get_field(key)
        return str(field.verbose_name)
    except FieldDoesNotExist:
        return key


def said(key: str, value: Any, field: forms.Field | None, words: Words) -> str:
    """A recorded value in words."""
    if isinstance(value, list):
        return "、".join(said(key, one, None, words) for one in value)
    if isinstance(value, bool):
        return str(_("Yes")) if value else str(_("No"))
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    if key in words and value in words[key].values:
        return str(words[key](value).label)
    return day_or_text(str(value))


def day_or_text(text: str) -> str:
    """A day as the reader writes days; any other text as it is."""
    try:
        day = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        day = None
    return str(formats.date_format(day)) if day else text
