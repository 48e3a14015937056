"""The shape of a question to the statistics, and of one cell of the form."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lawgov.accounts.models import User
from lawgov.forms import dress
from lawgov.organs.models import Organ, OrganQuerySet
from lawgov.statutes.forms import DayField
from reconsideration.models import CaseQuerySet, FormColumn
from reconsideration.statistics import (
    COLUMNS,
    TOTAL,
    Base,
    Question,
    Reach,
    Span,
    cases_of,
    default_base,
    rows_of,
    scope_of,
)
from reconsideration.statistics.describing import full_name

EARLIEST, LATEST = date(1995, 1, 1), date(2100, 12, 31)


class SpanForm(forms.Form):
    """Two days, both counted; checks their order."""

    first, last = "from", "to"

    def clean(self) -> dict[str, Any]:
        """Raise at the last day for one before the first."""
        data = super().clean() or self.cleaned_data
        days = [data.get(self.first), data.get(self.last)]
        for name, day in zip((self.first, self.last), days, strict=True):
            if day is not None and not EARLIEST <= day <= LATEST:
                self.add_error(name, _("Enter a day between 1995 and 2100."))
        if None not in days and days[1] < days[0]:  # type: ignore[operator]
            self.add_error(self.last, _("The last day cannot come before the first."))
        return data

    @property
    def span(self) -> Span:
        """The days, once the form is valid."""
        return Span.through(self.cleaned_data[self.first], self.cleaned_data[self.last])


class StatisticsForm(SpanForm):
    """Of which organ, for which days, from which base; what is left out has its usual value."""

    organ = forms.ModelChoiceField(
        Organ.objects.none(),
        label=_("Organ"),
        to_field_name="code",
        error_messages={
            "invalid_choice": _("There is no such organ within your reach: %(value)s.")
        },
    )
    reach = forms.ChoiceField(label=pgettext_lazy("cases", "Whose cases"), choices=Reach)
    base = forms.ChoiceField(
        label=_("Base of the breakdowns"),
        choices=Base,
        help_text=_("By respondent, organ and kind of act."),
    )

    def __init__(
        self, data: Mapping[str, Any], *, organs: OrganQuerySet, home: Organ | None, today: date
    ) -> None:
        usual = {
            "organ": home.code if home else "",
            "from": date(today.year, 1, 1).isoformat(),
            "to": today.isoformat(),
            "reach": Reach.TERRITORY.value,
            "base": default_base(),
        }
        super().__init__(usual | {name: data[name] for name in usual if name in data})
        # "from" is a word of the language and cannot be an attribute of the class.
        self.fields["from"] = DayField(label=_("From day"))
        self.fields["to"] = DayField(label=_("To day"))
        self.order_fields(["organ", "from", "to"])
        organ = self.fields["organ"]
        assert isinstance(organ, forms.ModelChoiceField)
        organ.queryset = organs.select_related("parent").order_by("path")
        organ.empty_label = None
        organ.label_from_instance = placed  # type: ignore[assignment, method-assign]
        for field in self.fields.values():
            dress(field)

    @property
    def question(self) -> Question:
        """The question, once the form is valid."""
        data = self.cleaned_data
        return Question(data["organ"], self.span, data["base"], data["reach"])

    @property
    def status(self) -> int:
        """200, or 404 for an organ that there is none of, or 400 for anything else."""
        return 404 if "organ" in self.errors else 400 if self.errors else 200


def form_for(user: User, data: Mapping[str, Any], *, today: date) -> StatisticsForm:
    """A user's form: of the organs in sight, by default of the user's own."""
    organs = Organ.objects.visible_to(user)
    home = user.organ.realm if user.organ else None
    if home is None:
        home = organs.filter(level=Organ.Level.PROVINCE).order_by("path").first()
    return StatisticsForm(data, organs=organs, home=home, today=today)


def placed(organ: Any) -> str:
    """An organ's name, moved in by its depth in the tree."""
    return "　" * (organ.path.count("/") - 1) + str(organ.name)


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
