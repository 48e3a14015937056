"""The shape of a question to the statistics of normative work, and of one figure of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from lawgov.accounts.models import User
from lawgov.spanforms import PlaceForm, places_for
from normative.statistics import BY_CODE, Column, Question


class StatisticsForm(PlaceForm):
    """Of which organ, for which days."""

    @property
    def question(self) -> Question:
        """The question, once the form is valid."""
        data = self.cleaned_data
        return Question(data["organ"], self.span, data["reach"])


class FigureForm(StatisticsForm):
    """One figure of a question."""

    cell = forms.ChoiceField(choices=[(code, code) for code in BY_CODE])

    def usual_values(self, home: Any, today: date) -> dict[str, str]:
        return super().usual_values(home, today) | {"cell": ""}

    @property
    def column(self) -> Column:
        """The figure, once the form is valid."""
        return BY_CODE[self.cleaned_data["cell"]]


def form_for(user: User, data: Mapping[str, Any], *, today: date) -> StatisticsForm:
    """A user's form: of the organs in sight, by default of the user's own."""
    return StatisticsForm(data, **places_for(user), today=today)


def figure_form_for(user: User, data: Mapping[str, Any], *, today: date) -> FigureForm:
    """A user's form of one figure."""
    return FigureForm(data, **places_for(user), today=today)
