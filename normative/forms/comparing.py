"""Which two texts are compared."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lawgov.forms import DressedForm
from normative.models import Document


class VersionsForm(DressedForm):
    """Two versions of one document."""

    old = forms.TypedChoiceField(label=_("Earlier text"), coerce=int)
    new = forms.TypedChoiceField(label=_("Later text"), coerce=int)

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows: Any = document.versions.all()
        choices = [(row.number, f"{row.number} · {row}") for row in rows.without_text()]
        for name in ("old", "new"):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)
            field.choices = choices
