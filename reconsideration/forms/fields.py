"""Fields and forms that every move is made of."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

import lawgov.forms
from lawgov.accounts.models import User
from lawgov.organs.models import Organ
from lawgov.statutes.forms import DayField
from reconsideration.models import Case, Option, Role, Verb
from reconsideration.numbering import EXAMPLE


class MoveForm(lawgov.forms.MoveForm):
    """The form of a move of a case: what may be chosen depends on the case."""

    model: type[models.Model] | None = None
    argument = ""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, record=case, **kwargs)
        for name, field in self.fields.items():
            rows = choices_of(case, name)
            if rows is not None and isinstance(field, forms.ModelChoiceField):
                field.queryset = rows

    def arguments(self) -> dict[str, Any]:
        """What the move is called with, once the form is valid."""
        if self.model is None:
            return super().arguments()
        data = {k: v for k, v in self.cleaned_data.items() if k not in {"on", "version"}}
        own = {field.name for field in self.model._meta.get_fields()}
        values = {name: data.pop(name) for name in list(data) if name in own}
        return {self.argument: self.model(**values), **data}


LISTS = {
    "simplified_ground": Option.List.SIMPLIFIED,
    "kinds": Option.List.DECISION,
}
GROUNDS = {
    Verb.REFUSE: Option.List.REFUSAL,
    Verb.SUSPEND: Option.List.SUSPENSION,
    Verb.TERMINATE: Option.List.TERMINATION,
    Verb.DISMISS: Option.List.DISMISSAL,
    Verb.STAY: Option.List.STAY,
    Verb.JOIN_CASE: Option.List.JOINING,
}


def choices_of(case: Case, name: str) -> models.QuerySet[Any] | None:
    """The rows that a field may name: of the case, of its rule set, of its organ."""
    if name in LISTS:
        return Option.objects.of(LISTS[name], rule_set=case.rule_set)
    own: dict[str, models.QuerySet[Any]] = {
        "hearing": case.hearings.filter(held_on=None),
        "review": case.attached_reviews.filter(closed_on=None),
        "letter": case.letters.filter(fed_back_on=None),
        "lawsuit": case.lawsuits.filter(closed_on=None),
        "represents": case.parties.exclude(role__in=[Role.AGENT, Role.REPRESENTATIVE]),
        "handler": handlers_of(case),
        "second_handler": handlers_of(case),
        "lead_case": Case.objects.filter(organ=case.organ, lead_case=None).open(),
        "earlier_case": Case.objects.filter(organ=case.organ).exclude(pk=case.pk),
    }
    return own.get(name)


def handlers_of(case: Case) -> models.QuerySet[User]:
    """The staff of the case's organ and its own offices who may be given a case."""
    own = Q(organ=case.organ) | Q(organ__parent=case.organ, organ__kind__in=Organ.OFFICES)
    staff = User.objects.filter(own, is_active=True)
    return staff.filter(groups__permissions__codename="handle_case").distinct().order_by("pk")


def text(label: Any, *, required: bool = True, long: bool = True) -> forms.CharField:
    """A field for words."""
    widget = forms.Textarea if long else forms.TextInput
    return forms.CharField(label=label, required=required, max_length=5000, widget=widget)


def flag(label: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


KEYS: dict[type[models.Model], str] = {Option: "code", User: "username", Case: "number"}


def row(label: Any, model: type[models.Model], *, required: bool = True) -> forms.ModelChoiceField:
    """A field that names a row, by its code where it has one; choices are set for each case.

    A case is named by its number, typed: there are too many to choose from.
    """
    field = forms.ModelChoiceField(
        model._default_manager.all(), label=label, required=required,
        to_field_name=KEYS.get(model, "pk"),
    )  # fmt: skip
    if model is Case:
        field.widget = forms.TextInput(attrs={"placeholder": EXAMPLE})
    return field


def form(**fields: forms.Field) -> type[MoveForm]:
    """A form of some fields."""
    return type("Form", (MoveForm,), fields)


def of_model(
    model: type[models.Model], argument: str, names: Iterable[str], **more: forms.Field
) -> type[MoveForm]:
    """A form with a model's own fields, which gives an unsaved row to the move."""
    fields = forms.fields_for_model(model, fields=list(names))
    days = {
        name: DayField(label=field.label, required=field.required)
        for name, field in fields.items()
        if isinstance(field, forms.DateField)
    }
    return type("Form", (MoveForm,), {**fields, **days, **more, "model": model,
                                      "argument": argument})  # fmt: skip


class GroundForm(MoveForm):
    """A ground from the list that the verb has in the case's rule set."""

    ground = row(_("Ground"), Option)
    verb = Verb.REFUSE

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        field = self.fields["ground"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Option.objects.of(GROUNDS[self.verb], rule_set=case.rule_set)
        field.label_from_instance = described  # type: ignore[assignment, method-assign]


def described(option: Any) -> str:
    """A ground with its article."""
    return f"{option.name}（{option.article}）" if option.article else option.name


def grounded(verb: Verb, **fields: forms.Field) -> type[MoveForm]:
    """A form with the verb's ground and more."""
    return type("Form", (GroundForm,), {**fields, "verb": verb})
