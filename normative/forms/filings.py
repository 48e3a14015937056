"""Which catalogue is asked for, and whom a reminder goes to."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lawgov.accounts.models import User
from lawgov.forms import DressedForm
from lawgov.organs.models import Organ
from lawgov.spanforms import placed, places_for
from lawgov.spans import Span
from lawgov.statutes.forms import DayField
from normative import catalogues
from normative.forms.tracks.common import area
from normative.models import Matter

EARLIEST, LATEST = 1995, 2100
GOVERNMENTS = {"kind": Organ.Kind.GOVERNMENT}


class PeriodForm(DressedForm):
    """One part of a year; what is not asked for has its usual value."""

    organ = forms.ModelChoiceField(
        Organ.objects.none(), label=_("Filed with"), to_field_name="code", required=False,
        empty_label=_("All of them"),
    )  # fmt: skip
    year = forms.IntegerField(label=_("Year"), min_value=EARLIEST, max_value=LATEST)
    part = forms.TypedChoiceField(label=_("Months"), coerce=int)

    def __init__(self, data: Mapping[str, Any], *, today: date, organs: Any) -> None:
        self.months = catalogues.months_on(today)
        part = catalogues.part_of(today, self.months)
        usual = {"year": str(today.year), "part": str(part), **self.usual_values()}
        super().__init__(usual | {name: data[name] for name in data if name in self.base_fields})
        field, part_field = self.fields["organ"], self.fields["part"]
        assert isinstance(field, forms.ModelChoiceField)
        assert isinstance(part_field, forms.TypedChoiceField)
        field.queryset = organs.order_by("path")
        part_field.choices = catalogues.parts_of(self.months)

    def usual_values(self) -> dict[str, str]:
        return {}

    @property
    def span(self) -> Span:
        """The days, once the form is valid."""
        data = self.cleaned_data
        return catalogues.span_of(data["year"], data["part"], self.months)


class CatalogueForm(PeriodForm):
    """Which catalogue, of which organ and when; the months matter to filings alone."""

    field_order = ["kind", "organ", "year", "part"]
    kind = forms.ChoiceField(
        label=_("Catalogue"),
        choices=[("filings", _("Registered filings")), ("maker", _("Documents of a maker"))],
    )

    def __init__(self, data: Mapping[str, Any], *, user: User, today: date) -> None:
        places = places_for(user)
        self.today = today
        self.home = places["home"]
        super().__init__(data, today=today, organs=places["organs"].select_related("parent"))
        field = self.fields["organ"]
        assert isinstance(field, forms.ModelChoiceField)
        field.label, field.required, field.empty_label = _("Organ"), True, None
        field.label_from_instance = placed  # type: ignore[assignment, method-assign]

    def usual_values(self) -> dict[str, str]:
        """The filings of the user's own organ."""
        return {"kind": "filings", "organ": self.home.code if self.home else ""}

    @property
    def catalogue(self) -> catalogues.Catalogue:
        """The catalogue that was asked for, once the form is valid."""
        data = self.cleaned_data
        if data["kind"] == "maker":
            return catalogues.of_maker(data["organ"], data["year"], today=self.today)
        return catalogues.of_filings(data["organ"].realm, self.span, today=self.today)


class RemindForm(DressedForm):
    """Which makers are reminded, until when, in which words."""

    chosen = forms.ModelMultipleChoiceField(
        Matter.objects.none(), label=_("Documents not filed"),
        error_messages={"required": _("Choose whom to remind.")},
    )  # fmt: skip
    due_on = DayField(label=_("To be filed by"))
    content = area(_("Wording"), required=False)

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["chosen"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = rows
