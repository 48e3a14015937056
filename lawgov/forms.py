"""What the forms of all apps share: the look of a control, refusals, the shape of a move."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from lawgov.statutes.forms import DayField

DASHES = BLANK_CHOICE_DASH[0][1]


class QuickSelect(forms.Select):
    """A drop-down that writes its entries itself: a template for each is too slow."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The same markup as the framework's."""
        entries = list(iter(self.choices))  # asked for its length, a queryset would count
        if any(isinstance(label, list | tuple) for _key, label in entries):
            return super().render(name, value, attrs, renderer)
        chosen = set(self.format_value(value))
        keys = ["" if key is None else str(key) for key, _label in entries]
        marks = [SELECTED if key in chosen else "" for key in keys]
        labels = [label for _key, label in entries]
        options = format_html_join(
            "\n", '<option value="{}"{}>{}</option>', zip(keys, marks, labels, strict=True)
        )
        attributes = flatatt({"name": name} | self.build_attrs(self.attrs, attrs))
        return format_html("<select{}>{}</select>", attributes, options)


SELECTED = mark_safe(" selected")


def quicken(field: forms.Field) -> None:
    """Let a plain drop-down write its entries itself."""
    old = field.widget
    if type(old) is forms.Select:
        field.widget = QuickSelect(old.attrs)
        field.widget.choices = old.choices
        field.widget.is_required = old.is_required


def dress(field: forms.Field) -> None:
    """Give a control the look of the site."""
    quicken(field)
    widget = field.widget
    if isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple | forms.HiddenInput):
        return
    kind = "form-select" if isinstance(widget, forms.Select) else "form-control"
    widget.attrs.setdefault("class", kind)
    if isinstance(widget, forms.Textarea):
        widget.attrs["rows"] = 4
    if isinstance(widget, forms.Select):
        say_choose(field)


def say_choose(field: Any) -> None:
    """Ask for a choice where nothing is chosen, in words instead of dashes."""
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DASHES:
            field.empty_label = _("Please choose")
    elif isinstance(field.choices, list) and field.choices and field.choices[0][1] == DASHES:
        field.choices = [("", _("Please choose")), *field.choices[1:]]


class Refusing:
    """A form that shows at its fields what the domain refuses."""

    def take(self: Any, refusal: ValidationError) -> None:
        """Show what was refused at the fields it concerns."""
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
            return
        for name, errors in refusal.error_dict.items():
            self.add_error(name if name in self.fields else None, errors)


class DressedForm(Refusing, forms.Form):
    """A form in the look of the site."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field)


class MoveForm(DressedForm):
    """The day and the version; every move has them."""

    on = DayField(label=_("Day"))
    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=999_999_999
    )

    def __init__(self, *args: Any, record: models.Model, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record

    def arguments(self) -> dict[str, Any]:
        """What the move is called with, once the form is valid."""
        data = {k: v for k, v in self.cleaned_data.items() if k not in {"on", "version"}}
        return {name: value for name, value in data.items() if value not in (None, "")}
