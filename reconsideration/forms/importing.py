"""The shape of what is sent to start an import."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lawgov.accounts.models import User
from lawgov.forms import DressedForm
from lawgov.organs.models import Organ
from reconsideration.forms.intake import offices_of
from reconsideration.models import ImportRun


class ImportForm(DressedForm):
    """For which organ, in which way, which file."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label=_("Reconsideration organ"))
    mode = forms.ChoiceField(
        label=_("What is to be done"), choices=ImportRun.Mode, initial=ImportRun.Mode.DRY
    )
    file = forms.FileField(
        label=_("File (.xlsx or .csv)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        allow_empty_file=True,  # the domain says what is wrong with it
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organ = self.fields["organ"]
        assert isinstance(organ, forms.ModelChoiceField)
        organ.queryset = offices_of(user)
        if user.organ is not None:
            organ.initial = user.organ.realm.pk
