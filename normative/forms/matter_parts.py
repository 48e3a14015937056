"""What is recorded beside the moves of a matter: checklist, points, advice, answers, letters."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lawgov.forms import DressedForm, Refusing, dress
from lawgov.statutes.forms import DayField
from normative.forms.tracks.common import ASKING
from normative.models import (
    Adoption,
    Advice,
    Letter,
    Material,
    Option,
    Presence,
    Result,
    ReviewPoint,
    Version,
)

NOT_YET = _("Not looked at")
Columns = dict[str, Callable[[], forms.Field]]


def words(model: Any, name: str) -> Callable[[], forms.Field]:
    """A text as long as its column; what may be long grows while it is typed."""
    column = model._meta.get_field(name)
    widget = forms.TextInput if column.max_length else forms.Textarea
    return lambda: forms.CharField(
        label=column.verbose_name, required=False, max_length=column.max_length or 2000,
        widget=widget,
    )  # fmt: skip


def choice(label: Any, of: Any) -> Callable[[], forms.Field]:
    """One of a closed list, or nothing said yet."""
    return lambda: forms.ChoiceField(
        label=label, required=False, choices=[("", NOT_YET), *of.choices]
    )


class LinesForm(DressedForm):
    """A line of fields for each entry of a list; a line without its choice stays as it is.

    The first of `columns` is the choice; a field is called after its column and
    the code of its entry.
    """

    columns: Columns = {}

    def __init__(
        self, *args: Any, items: Iterable[Option], known: Mapping[int, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items, self.known = list(items), known
        for item in self.items:
            for column, make in self.columns.items():
                name, field = f"{column}_{item.code}", make()
                if column != next(iter(self.columns)):
                    field.widget.attrs["placeholder"] = str(field.label)
                field.label = f"{item.name} · {field.label}"
                field.initial = getattr(known.get(item.pk), column, "")
                field.widget.attrs["aria-label"] = field.label
                dress(field)
                if isinstance(field.widget, forms.Textarea):
                    field.widget.attrs["rows"] = 1
                self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        """What is said of an entry needs its choice; what was chosen is not taken back."""
        data = super().clean() or self.cleaned_data
        first, *others = self.columns
        for item in self.items:
            is_said = item.pk in self.known or any(data.get(f"{o}_{item.code}") for o in others)
            name = f"{first}_{item.code}"
            if is_said and not data.get(name) and name not in self.errors:
                self.add_error(name, _("Choose one of them."))
        return data

    def entries(self) -> dict[Option, tuple[str, ...]]:
        """What was said of each entry, once the form is valid."""
        data = self.cleaned_data
        said = {item: tuple(data[f"{c}_{item.code}"] for c in self.columns) for item in self.items}
        return {item: values for item, values in said.items() if values[0]}

    def lines(self) -> list[tuple[Option, list[forms.BoundField]]]:
        """Each entry with its fields."""
        return [(item, [self[f"{c}_{item.code}"] for c in self.columns]) for item in self.items]

    def counts(self) -> list[tuple[str, int]]:
        """How often each choice was made, and how many entries were not looked at."""
        first = next(iter(self.columns))
        said = Counter(getattr(row, f"get_{first}_display")() for row in self.known.values())
        left = len(self.items) - len(self.known)
        return [*said.items(), *([(str(NOT_YET), left)] if left else [])]

    def told(self) -> list[tuple[Option, str, list[str]]]:
        """Each entry with what is known of it, to be read."""
        first, *others = self.columns
        rows = []
        for item in self.items:
            row = self.known.get(item.pk)
            said = getattr(row, f"get_{first}_display")() if row is not None else ""
            rest = [getattr(row, name) for name in others if getattr(row, name, "")]
            rows.append((item, said, rest))
        return rows


class MaterialsForm(LinesForm):
    """The checklist of what was handed in."""

    prefix = "materials"
    columns = {"presence": choice(_("Handed in"), Presence), "note": words(Material, "note")}


class PointsForm(LinesForm):
    """What was found at each review point."""

    prefix = "points"
    columns = {
        "result": choice(_("Result"), Result),
        "article": words(ReviewPoint, "article"),
        "note": words(ReviewPoint, "note"),
    }


class AdviceForm(Refusing, forms.ModelForm):
    """One point of the opinion."""

    prefix = "advice"

    class Meta:
        model = Advice
        fields = ["clause", "problem", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field)


class AnswerForm(DressedForm):
    """The drafter's answer to one point, and where it was followed."""

    adoption = forms.ChoiceField(label=_("Answer"), choices=Adoption.choices)
    reason = forms.CharField(
        label=_("Reason"), required=False,
        max_length=Advice._meta.get_field("reason").max_length,
        help_text=_("Needed where the point is not adopted in full."),
    )  # fmt: skip
    on = DayField(label=_("Answered on"))
    version = forms.TypedChoiceField(label=_("Followed in"), required=False, empty_value=None)
    passage = forms.CharField(
        label=_("Changed passage"), required=False, max_length=5000, widget=forms.Textarea,
        help_text=_("Word for word as it stands in that version."),
    )  # fmt: skip

    def __init__(self, *args: Any, advice: Advice, versions: list[Version], **kwargs: Any) -> None:
        kwargs["initial"] = given(advice) | (kwargs.get("initial") or {})
        super().__init__(*args, prefix=f"answer-{advice.pk}", **kwargs)
        known = {str(version.pk): version for version in versions}
        field = self.fields["version"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("No version named")), *((pk, str(v)) for pk, v in known.items())]
        field.coerce = known.__getitem__

    def clean(self) -> dict[str, Any]:
        """A passage stands in some version."""
        data = super().clean() or self.cleaned_data
        if data.get("passage") and data.get("version") is None and "version" not in self.errors:
            self.add_error("version", _("Choose the version in which the passage stands."))
        return data


def given(advice: Advice) -> dict[str, Any]:
    """The answer that a point has already."""
    if not advice.adoption:
        return {}
    return {
        "adoption": advice.adoption, "reason": advice.reason, "on": advice.answered_on,
        "version": advice.version_id, "passage": advice.passage,
    }  # fmt: skip


class LetterForm(Refusing, forms.ModelForm):
    """Who is asked or heard, about what, and until when."""

    prefix = "letter"
    kind = forms.ChoiceField(
        label=_("What is done"), choices=[(kind.value, kind.label) for kind in ASKING]
    )

    class Meta:
        model = Letter
        fields = ["kind", "addressee", "sent_on", "due_on", "content", "people"]
        field_classes = {"sent_on": DayField, "due_on": DayField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field)


class ReplyForm(DressedForm):
    """What came back to a letter."""

    answered_on = DayField(label=_("Answered on"))
    answer = forms.CharField(
        label=_("Answer"), required=False, max_length=20_000, widget=forms.Textarea
    )

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"reply-{letter.pk}", **kwargs)
