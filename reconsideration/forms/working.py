"""Small forms of the staff pages."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lawgov.accounts.models import User
from lawgov.forms import dress
from lawgov.organs.models import Organ
from reconsideration.models import Case


class MonthForm(forms.Form):
    """A month as 2026-11."""

    month = forms.RegexField(
        r"^\d{4}-(0[1-9]|1[0-2])$", label=_("Month"),
        error_messages={"invalid": _("Write a month like 2026-11.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].widget.input_type = "month"
        dress(self.fields["month"])

    def clean_month(self) -> date:
        """The first day of the month."""
        year, month = self.cleaned_data["month"].split("-")
        if not 1995 <= int(year) <= 2075:
            raise forms.ValidationError(_("Write a month like 2026-11."))
        return date(int(year), int(month), 1)


class AssignForm(forms.Form):
    """Several cases given to one handler at once."""

    cases = forms.ModelMultipleChoiceField(Case.objects.none(), label=_("Cases"))
    handler = forms.ModelChoiceField(User.objects.none(), label=_("Case handler"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen, handler = self.fields["cases"], self.fields["handler"]
        assert isinstance(chosen, forms.ModelMultipleChoiceField)
        assert isinstance(handler, forms.ModelChoiceField)
        chosen.queryset = Case.objects.visible_to(user)
        staff = User.objects.filter(is_active=True, organ__in=Organ.objects.visible_to(user))
        able = staff.filter(groups__permissions__codename="handle_case")
        handler.queryset = able.distinct().order_by("pk")
        dress(handler)
