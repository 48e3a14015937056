"""A campaign as it is opened, what its moves record, and work on many documents at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lawgov.forms import MoveForm, Refusing, dress
from lawgov.movepages import Forms
from lawgov.organs.models import Organ
from lawgov.statutes.forms import DayField
from normative.cleanup_results import UNDECIDED
from normative.models import Cleanup, CleanupAct, CleanupItem, CleanupResult

NOTHING_NARROWED = ("maker", "published_before", "years", "law", "words")


class CleanupForm(Refusing, forms.ModelForm):
    """What is known of a campaign when it is opened."""

    class Meta:
        model = Cleanup
        fields = ["name", "kind", "basis", "opened_on", "until"]
        field_classes = {"opened_on": DayField, "until": DayField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field)

    def clean(self) -> dict[str, Any]:
        """Days in their order, said at the later one."""
        data = super().clean() or self.cleaned_data
        first, last = data.get("opened_on"), data.get("until")
        if first and last and last < first:
            self.add_error("until", _("A campaign cannot end before it begins."))
        return data


def makers_in(cleanup: Cleanup) -> Any:
    """The campaign's organ and those below it."""
    return Organ.objects.within(cleanup.organ).order_by("path")


class AddForm(MoveForm):
    """By what documents are chosen; all conditions hold together."""

    maker = forms.ModelChoiceField(
        Organ.objects.none(), label=_("Maker, with the organs below"), required=False,
        to_field_name="code", empty_label=_("All"),
    )  # fmt: skip
    published_before = DayField(label=_("Published before"), required=False)
    years = forms.IntegerField(
        label=_("Older than so many years"), required=False, min_value=1, max_value=100
    )
    law = forms.CharField(
        label=_("Rests on the upper law"), required=False, max_length=200,
        help_text=_("Its name, or a part of it."),
    )  # fmt: skip
    words = forms.CharField(label=_("Words of the title"), required=False, max_length=200)
    every = forms.BooleanField(
        label=_("All documents in force, without any condition"), required=False
    )

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        field = self.fields["maker"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = makers_in(record)

    def clean(self) -> dict[str, Any]:
        """Nothing chosen is a slip, unless all are wanted."""
        data = super().clean() or self.cleaned_data
        is_narrowed = any(data.get(name) for name in NOTHING_NARROWED)
        if not is_narrowed and not data.get("every") and not self.errors:
            self.add_error("every", _("Enter a condition, or say that all are wanted."))
        return data

    def arguments(self) -> dict[str, Any]:
        """The conditions alone."""
        found = super().arguments()
        return {name: found[name] for name in NOTHING_NARROWED if name in found}


class CloseForm(MoveForm):
    """Where the result is published."""

    published_in = forms.CharField(label=_("Result published in"), max_length=150)


class AbandonForm(MoveForm):
    """Why a campaign is given up."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea)


class BulkForm(MoveForm):
    """Some documents of a campaign, or all that the list shows, and what is done with them."""

    items = forms.ModelMultipleChoiceField(
        CleanupItem.objects.none(), label=pgettext_lazy("clean-up", "Documents"), required=False
    )
    every = forms.BooleanField(label=_("All that the list shows"), required=False)
    result = forms.ChoiceField(
        label=_("Result"), required=False,
        choices=[("", _("Please choose")), *CleanupResult.choices],
    )  # fmt: skip
    why = forms.CharField(
        label=_("Reason"), required=False, max_length=300,
        help_text=_("Wanted for everything but “stays valid”."),
    )  # fmt: skip
    assignee = forms.ModelChoiceField(
        Organ.objects.none(), label=pgettext_lazy("clean-up", "Looked at by"), required=False,
        to_field_name="code",
    )  # fmt: skip
    do = forms.ChoiceField(
        label=_("What is done"),
        choices=[(verb.value, verb.label) for verb in (CleanupAct.CONCLUDE, CleanupAct.ASSIGN)],
    )

    def __init__(self, *args: Any, record: Any, rows: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.rows = (record.items.all() if rows is None else rows).select_related("document")
        for name, choices in (("items", record.items.select_related("document")),
                              ("assignee", makers_in(record))):  # fmt: skip
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = choices

    def clean(self) -> dict[str, Any]:
        """Who assigns names the organ."""
        data = super().clean() or self.cleaned_data
        if data.get("do") == CleanupAct.ASSIGN and not data.get("assignee"):
            self.add_error("assignee", _("Choose the organ."))
        return data

    def arguments(self) -> dict[str, Any]:
        """What the chosen move is made with."""
        data = self.cleaned_data
        items = list(self.rows if data["every"] else data["items"])
        if data["do"] == CleanupAct.ASSIGN:
            return {"items": items, "assignee": data["assignee"]}
        return {"items": items, "result": data["result"], "why": data["why"]}


class ItemFilter(forms.Form):
    """Which rows of a campaign are shown."""

    result = forms.ChoiceField(
        label=_("Result"), required=False,
        choices=[("", _("All")), (UNDECIDED, _("Undecided")), *CleanupResult.choices],
    )  # fmt: skip
    assignee = forms.ModelChoiceField(
        Organ.objects.none(), label=pgettext_lazy("clean-up", "Looked at by"), required=False,
        to_field_name="code", empty_label=_("All"),
    )  # fmt: skip

    def __init__(self, *args: Any, cleanup: Cleanup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = cleanup.items.exclude(assigned_to=None).values("assigned_to")
        field = self.fields["assignee"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Organ.objects.filter(pk__in=given).order_by("path")
        for one in self.fields.values():
            dress(one)


FORMS: Forms = {
    CleanupAct.ADD: AddForm,
    CleanupAct.CLOSE: CloseForm,
    CleanupAct.ABANDON: AbandonForm,
}
WORDED: Forms = {**FORMS, CleanupAct.ASSIGN: BulkForm, CleanupAct.CONCLUDE: BulkForm}
