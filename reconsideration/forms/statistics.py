"""The shape of a question to the statistics, and of one cell of the form."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lawgov.accounts.models import User
from lawgov.organs.models import Organ
from lawgov.spanforms import PlaceForm, SpanForm, places_for
from lawgov.statutes.forms import DayField
from reconsideration.models import CaseQuerySet, FormColumn
from reconsideration.statistics import (
    COLUMNS,
    TOTAL,
    Base,
    Question,
    Reach,
    cases_of,
    default_base,
    rows_of,
    scope_of,
)
from reconsideration.statistics.describing import full_name


class StatisticsForm(PlaceForm):
    """Of which organ, for which days, from which base; what is left out has its usual value."""

    base = forms.ChoiceField(
        label=_("Base of the breakdowns"),
        choices=Base,
        help_text=_("By respondent, organ and kind of act."),
    )

    def usual_values(self, home: Organ | None, today: date) -> dict[str, str]:
        return super().usual_values(home, today) | {"base": default_base()}

    @property
    def question(self) -> Question:
        """The question, once the form is valid."""
        data = self.cleaned_data
        return Question(data["organ"], self.span, data["base"], data["reach"])


def form_for(user: User, data: Mapping[str, Any], *, today: date) -> StatisticsForm:
    """A user's form: of the organs in sight, by default of the user's own."""
    return StatisticsForm(data, **places_for(user), today=today)


class CellForm(SpanForm):
    """One cell of the statistics form: its column, its row, and the days."""

    first, last = "start", "end"

    cell = forms.ChoiceField(label=_("Column"), choices=[(code, code) for code in COLUMNS])
    row = forms.SlugField(label=_("Row"))
    start = DayField(label=_("From day"))
    end = DayField(label=_("To day"))
    base = forms.ChoiceField(choices=Base, required=False)
    reach = forms.ChoiceField(choices=Reach, required=False)
    organ = forms.ModelChoiceField(
        Organ.objects.select_related("parent"), to_field_name="code", required=False
    )

    def clean(self) -> dict[str, Any]:
        """Find the row's fields in the list of the year; raise where there is no such row."""
        data = super().clean()
        if data.get("reach") == Reach.OWN and not data.get("organ"):
            self.add_error("organ", _("Name the organ whose own cases are meant."))
        if self.errors:
            return data
        heads = {head.code: head for head in rows_of(self.span.last.year)}
        self.head = heads.get(data["row"])
        if self.head is None and data["row"] != TOTAL:
            self.add_error("row", _("The form of this year has no such row."))
        return data

    def choose(self, cases: CaseQuerySet) -> CaseQuerySet:
        """The cases behind the cell, among those given, once the form is valid."""
        data = self.cleaned_data
        if data["reach"] == Reach.OWN:
            cases = cases.filter(scope_of(data["organ"], Reach.OWN))
        return cases_of(
            cases,
            column=data["cell"],
            span=self.span,
            base=data["base"] or Base.ACCEPTED,
            fields=self.head.fields if self.head else None,
        )

    @property
    def words(self) -> str:
        """The cell in words: column, then row."""
        column = FormColumn.objects.filter(code=self.cleaned_data["cell"]).first()
        name = full_name(column) if column else self.cleaned_data["cell"]
        return f"{name} · {self.head.name if self.head else _('Total')}"
