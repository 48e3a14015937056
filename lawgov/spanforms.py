"""The shape of a question to statistics: of which organ, for which days, with those below it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lawgov.accounts.models import User
from lawgov.forms import dress
from lawgov.organs.models import Organ, OrganQuerySet
from lawgov.spans import Reach, Span
from lawgov.statutes.forms import DayField

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


class PlaceForm(SpanForm):
    """Of which organ, for which days; what is left out has its usual value."""

    organ = forms.ModelChoiceField(
        Organ.objects.none(),
        label=_("Organ"),
        to_field_name="code",
        error_messages={
            "invalid_choice": _("There is no such organ within your reach: %(value)s.")
        },
    )
    reach = forms.ChoiceField(label=pgettext_lazy("cases", "Whose cases"), choices=Reach)

    def __init__(
        self, data: Mapping[str, Any], *, organs: OrganQuerySet, home: Organ | None, today: date
    ) -> None:
        usual = self.usual_values(home, today)
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

    def usual_values(self, home: Organ | None, today: date) -> dict[str, str]:
        """This year of the user's own organ and those below it."""
        return {
            "organ": home.code if home else "",
            "from": date(today.year, 1, 1).isoformat(),
            "to": today.isoformat(),
            "reach": Reach.TERRITORY.value,
        }

    @property
    def status(self) -> int:
        """200, or 404 for an organ that there is none of, or 400 for anything else."""
        return 404 if "organ" in self.errors else 400 if self.errors else 200


def places_for(user: User) -> dict[str, Any]:
    """The organs in a user's sight, and the one that the user asks about first."""
    return {"organs": Organ.objects.visible_to(user), "home": home_of(user)}


def home_of(user: User) -> Organ | None:
    """The organ that a user asks about first: the own one, else the province."""
    if user.organ is not None:
        return user.organ.realm
    rows = Organ.objects.visible_to(user).filter(level=Organ.Level.PROVINCE)
    return rows.order_by("path").first()


def placed(organ: Any) -> str:
    """An organ's name, moved in by its depth in the tree."""
    return "　" * (organ.path.count("/") - 1) + str(organ.name)


def presets(today: date, asked: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Usual periods, each with its address; what else was chosen stays."""
    this, last = today.year, today.year - 1
    spans = [
        (gettext("This year to date"), date(this, 1, 1), today),
        (gettext("Last year"), date(last, 1, 1), date(last, 12, 31)),
    ]
    for number in range(1, 5):
        first = date(this, number * 3 - 2, 1)
        if first <= today:
            name = gettext("Quarter %(number)s of %(year)s") % {"number": number, "year": this}
            spans.append((name, first, end_of_quarter(this, number)))
    kept = {key: asked[key] for key in ("organ", "reach", "base") if key in asked}
    return [(name, urlencode({**kept, "from": a, "to": b})) for name, a, b in spans]


def end_of_quarter(year: int, number: int) -> date:
    """The last day of a quarter."""
    after = date(year + 1, 1, 1) if number == 4 else date(year, number * 3 + 1, 1)
    return after - timedelta(1)
