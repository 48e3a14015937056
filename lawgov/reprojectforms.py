"""The shape of what is sent to re-project deadlines."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lawgov.forms import DressedForm
from lawgov.statutes.reprojected import ReprojectionBase


class ReprojectForm(DressedForm):
    """Why the deadlines change, and which preview is agreed to."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=ReprojectionBase._meta.get_field("reason").max_length,
        help_text=_("For example the notice that changed the calendar; kept with every deadline."),
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=200)
