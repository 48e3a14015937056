"""The application as it is registered: the case, and one row per party."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lawgov.accounts.models import User
from lawgov.forms import Refusing, dress
from lawgov.organs.models import Organ
from lawgov.statutes.forms import DayField
from lawgov.statutes.models import RuleSet
from reconsideration import numbering
from reconsideration.models import Case, Option, Party

DAYS = ["received_on", "posted_on", "act_on", "known_on", "content_known_on"]


def offices_of(user: User) -> Any:
    """The organs at which a user may register cases: of the user's realm."""
    rows = Organ.objects.visible_to(user).filter(kind=Organ.Kind.GOVERNMENT)
    own = Organ.objects.visible_to(user).filter(pk=user.organ.realm.pk if user.organ else None)
    return (rows | own).distinct().order_by("path")


class CaseForm(forms.ModelForm):
    """The facts of an application."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label=_("Reconsideration organ"))
    number = forms.CharField(
        label=_("Case number"), required=False, max_length=60,
        help_text=_("Empty: the next number of the year is given."),
    )  # fmt: skip
    rule_set = forms.ModelChoiceField(
        RuleSet.objects.all().of_subject("reconsideration"), label=_("Rule set"), required=False,
        empty_label=_("By the day of receipt"),
    )  # fmt: skip
    rule_set_reason = forms.CharField(
        label=_("Reason for another rule set"), required=False, max_length=300
    )
    earlier_number = forms.CharField(
        label=_("Earlier case on the same act"), required=False, max_length=60
    )

    class Meta:
        model = Case
        fields = [
            "organ", "number", "channel", "received_on", "posted_on", "headcount",
            "respondent_name", "respondent_level", "act_name", "act_number", "act_on",
            "act_kind", "field", "known_on", "known_how", "content_known_on", "is_real_estate",
            "request", "facts", "is_mandatory_first", "claims_invalid", "claims_compensation",
            "compensation_claimed",
        ]  # fmt: skip
        field_classes = dict.fromkeys(DAYS, DayField)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        choices: dict[str, Any] = {
            "organ": offices_of(user),
            "act_kind": Option.objects.of("act_kind"),
            "field": Option.objects.of("field"),
        }
        for name, rows in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
        if user.organ is not None:
            self.fields["organ"].initial = user.organ.realm.pk
        for field in self.fields.values():
            dress(field)

    def clean_number(self) -> str:
        """A number given by hand, in its one spelling."""
        text = self.cleaned_data["number"]
        return numbering.normalised(text) if text else ""

    def clean_headcount(self) -> int:
        if self.cleaned_data["headcount"] < 1:
            raise ValidationError(_("A case has at least one applicant."))
        return int(self.cleaned_data["headcount"])

    def clean_act_number(self) -> str:
        return str(self.cleaned_data["act_number"]).strip()

    def clean(self) -> dict[str, Any]:
        """Dates in their order, the field of the year, the earlier case by its number."""
        data = super().clean() or self.cleaned_data
        received, posted = data.get("received_on"), data.get("posted_on")
        if received and posted and posted > received:
            self.add_error("posted_on", _("An application cannot be posted after it is received."))
        for name in ("act_on", "known_on"):
            if received and data.get(name) and data[name] > received:
                self.add_error(name, _("This day lies after the application."))
        field = data.get("field")
        if received and field and field not in Option.objects.of("field").in_year(received.year):
            self.add_error("field", _("The form of that year does not have this field."))
        self._find_earlier(data)
        return data

    def _find_earlier(self, data: dict[str, Any]) -> None:
        text = data.get("earlier_number")
        if not text:
            return
        rows = Case.objects.visible_to(self.user)
        self.instance.earlier_case = rows.filter(number=numbering.normalised(text)).first()
        if self.instance.earlier_case is None:
            raise ValidationError({"earlier_number": _("There is no such case.")})


class PartyForm(Refusing, forms.ModelForm):
    """One party."""

    class Meta:
        model = Party
        fields = ["role", "being", "name", "paper", "paper_number", "paper_note", "phone",
                  "address"]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field)


PartyForms = forms.formset_factory(
    PartyForm, extra=0, min_num=1, validate_min=True, max_num=200, absolute_max=200
)
