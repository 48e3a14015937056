"""The shape of what users send."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lawgov.accounts.models import User
from lawgov.organs.models import Organ
from reports.models import AnnualReport, FollowUp, Indicator, Observation, Section


class YearsField(forms.CharField):
    """Two or more years: `2013,2014`; full-width commas and blanks will do."""

    def clean(self, value: Any) -> list[int]:
        words = re.split(r"[,，、\s]+", super().clean(value).strip())
        if not all(re.fullmatch(r"(19|20)\d\d", word) for word in words):
            raise forms.ValidationError(_("Write years like 2013,2014."))
        years = sorted({int(word) for word in words})
        if len(years) < 2:
            raise forms.ValidationError(_("A comparison needs two years or more."))
        if len(years) > 15:
            raise forms.ValidationError(_("At most 15 years fit on a page."))
        return years


class ComparisonForm(forms.Form):
    """What to compare; only what the user may see is offered."""

    years = YearsField(label=_("Years"))
    section = forms.ChoiceField(label=_("Section"), required=False)
    organ = forms.ModelChoiceField(
        Organ.objects.none(),
        label=_("Organ"),
        required=False,
        to_field_name="code",
        empty_label=_("All organs"),
    )
    indicator = forms.ChoiceField(label=_("Indicator"), required=False)
    large = forms.DecimalField(
        label=_("Only changes of at least (%)"),
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(10_000),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        used = Observation.objects.visible_to(user)
        organs = Organ.objects.visible_to(user).filter(pk__in=used.values("organ"))
        self.fields["organ"].queryset = organs.order_by("path")  # type: ignore[attr-defined]
        sections = [("", _("All sections"))]
        skipped = {Section.PREAMBLE, Section.PROBLEMS, Section.PLANS}
        sections += [choice for choice in Section.choices if choice[0] not in skipped]
        self.fields["section"].choices = sections  # type: ignore[attr-defined]
        names = dict(Indicator.objects.order_by("pk").values_list("code", "name"))
        choices = [("", _("All indicators")), *names.items()]
        self.fields["indicator"].choices = choices  # type: ignore[attr-defined]
        style(self)


class FollowUpForm(forms.ModelForm):
    """The answer to a plan or problem of an earlier year."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = FollowUp
        fields = ["outcome", "answer"]
        widgets = {"answer": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        style(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        answered = cleaned.get("outcome") != FollowUp.Outcome.UNANSWERED
        if answered and not (cleaned.get("answer") or "").strip():
            self.add_error("answer", _("Say what was done, or why not."))
        return cleaned


class ExplanationForm(forms.Form):
    """Why a warning is right all the same."""

    text = forms.CharField(label=_("Explanation"), max_length=300)


def style(form: forms.BaseForm) -> None:
    """Give a form's controls the look of the site."""
    for field in form.fields.values():
        kind = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
        field.widget.attrs.setdefault("class", kind)


def years_of(user: User) -> list[int]:
    """The years that have a report the user may see, oldest first."""
    years = AnnualReport.objects.visible_to(user).values_list("year", flat=True)
    return sorted(set(years))
