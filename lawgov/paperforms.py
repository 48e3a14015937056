"""The shape of what is sent to issue and void papers, whatever they belong to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lawgov.forms import DressedForm
from lawgov.papers import IssuedPaper, Papers
from lawgov.statutes.forms import DayField


class KindField(forms.ModelChoiceField):
    """Kinds of document; those that usually follow the last move say so."""

    def label_from_instance(self, obj: Any) -> str:
        if getattr(obj, "is_later", 1):
            return obj.name
        return _("%(kind)s (usual now)") % {"kind": obj.name}


class IssueForm(DressedForm):
    """Which document is issued, when, to whom, with which text of its own."""

    prefix = "issue"
    kind = KindField(None, label=_("Kind of document"))
    on = DayField(label=_("Issued on"))
    addressee = forms.CharField(
        label=_("Addressee"),
        max_length=IssuedPaper._meta.get_field("addressee").max_length,
        required=False,
        help_text=_("Empty: whom the record names."),
    )
    text = forms.CharField(
        label=_("Text of its own"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=20_000,
        required=False,
        help_text=_("Findings, reasons or remarks; the wording says where they stand."),
    )

    def __init__(self, *args: Any, papers: Papers, record: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ModelChoiceField)
        kind.queryset = papers.kinds_for(record)


class VoidForm(DressedForm):
    """Why a document is voided."""

    reason = forms.CharField(label=_("Reason"), max_length=300)
