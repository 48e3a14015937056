"""The shape of what is sent to add attachments."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lawgov import uploads
from lawgov.forms import DressedForm
from reconsideration.models import Attachment


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
