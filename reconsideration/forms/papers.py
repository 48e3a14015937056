"""The shape of what is sent to issue and void documents and to add attachments."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lawgov.statutes.forms import DayField
from reconsideration import attachments
from reconsideration.forms.fields import dress
from reconsideration.models import Attachment, Case, Document, DocumentKind
from reconsideration.papers import kinds_for


class PaperForm(forms.Form):
    """A form that shows refusals of the domain at its fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field)

    def take(self, refusal: ValidationError) -> None:
        """Show what was refused at the fields it concerns."""
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
            return
        for name, errors in refusal.error_dict.items():
            self.add_error(name if name in self.fields else None, errors)


class KindField(forms.ModelChoiceField):
    """Kinds of document; those that usually follow the last move say so."""

    def label_from_instance(self, obj: Any) -> str:
        if getattr(obj, "is_later", 1):
            return obj.name
        return _("%(kind)s (usual now)") % {"kind": obj.name}


class IssueForm(PaperForm):
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


class VoidForm(PaperForm):
    """Why a document is voided."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class AttachmentForm(PaperForm):
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
        widget=forms.FileInput(attrs={"accept": ",".join(attachments.KINDS)}),
        allow_empty_file=True,  # the domain says what is wrong with it
    )
