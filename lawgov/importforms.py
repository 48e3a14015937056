"""The shape of what is sent to start an import."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lawgov.accounts.models import User
from lawgov.forms import DressedForm
from lawgov.importing.models import Mode
from lawgov.organs.models import Organ


class ImportForm(DressedForm):
    """For which organ, in which way, which file."""

    organ = forms.ModelChoiceField(Organ.objects.none())
    mode = forms.ChoiceField(label=_("What is to be done"), choices=Mode, initial=Mode.DRY)
    file = forms.FileField(
        label=_("File (.xlsx or .csv)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        allow_empty_file=True,  # the domain says what is wrong with it
    )

    def __init__(self, *args: Any, user: User, organs: Any, label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organ = self.fields["organ"]
        assert isinstance(organ, forms.ModelChoiceField)
        organ.queryset, organ.label = organs, label
        if user.organ is not None:
            organ.initial = user.organ.realm.pk
