"""The shape of what is sent to issue and void documents and to add attachments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lawgov import uploads
from lawgov.forms import DressedForm
from lawgov.statutes.forms import DayField
from reconsideration.models import Attachment, Case, Document, DocumentKind
from reconsideration.papers import kinds_for


class KindField(forms.ModelChoiceField):
    """Kinds of document; those that usually follow the last move say so."""

    def label_from_instance(self, obj: Any) -> str:
        if getattr(obj, "is_later", 1):
            return obj.name
        return _("%(kind)s (usual now)") % {"kind": obj.name}


class IssueForm(DressedForm):
    """Which document is issued, when, to whom, with which text of its own."""

    prefix = "issue"
    kind = KindField(DocumentKind.objects.none(), label=_("Kind of document"))
    on = DayField(label=_("Issued on"))
    addressee = forms.CharField(
        label=_("Addressee"),
        max_length=Document._meta.get_field("addressee").max_length,
        required=False,
        help_text=_("Empty: whom the case names."),
    )
    text = forms.CharField(
        label=_("Text of its own"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=20_000,
        required=False,
        help_text=_("Findings, reasons or remarks; the wording says where they stand."),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ModelChoiceField)
        kind.queryset = kinds_for(case)


class VoidForm(DressedForm):
    """Why a document is voided."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class AttachmentForm(DressedForm):
    """A file with its title."""

    prefix = "attachment"
    title = forms.CharField(
        label=_("Title"),
        max_length=Attachment._meta.get_field("title").max_length,
        required=False,
        help_text=_("Empty: the file's name."),
    )
    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ",".join(uploads.KINDS)}),
        allow_empty_file=True,  # the domain says what is wrong with it
    )
