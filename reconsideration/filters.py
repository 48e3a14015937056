"""Filters of the case list, shared by page and API."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lawgov.organs.models import Organ
from lawgov.statutes.forms import DayField
from reconsideration.forms.fields import dress
from reconsideration.models import (
    CLOSED,
    INTAKE,
    INTAKE_ENDED,
    UNDER_WAY,
    Case,
    CaseQuerySet,
    Closing,
    Option,
    RespondentLevel,
    State,
)
from reconsideration.searching import search

GROUPS = {
    "open": (_("Open"), INTAKE | UNDER_WAY),
    "intake": (_("Before acceptance"), INTAKE),
    "under_way": (_("Under way"), UNDER_WAY),
    "closed": (pgettext_lazy("cases", "Closed"), CLOSED),
    "ended": (_("Ended before acceptance"), INTAKE_ENDED),
}


class DayFilter(django_filters.DateFilter):
    field_class = DayField


class CaseFilter(django_filters.FilterSet):
    """Cases by words, state, organ, handler, kind and day; codes, not keys, for programs."""

    q = django_filters.CharFilter(label=_("Search"), method="by_words")
    group = django_filters.ChoiceFilter(
        label=_("Group"),
        choices=[(code, label) for code, (label, _states) in GROUPS.items()],
        method="by_group",
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=State)
    organ = django_filters.CharFilter(method="by_organ", label=_("Organ code"))
    rule_set = django_filters.CharFilter(field_name="rule_set__code", label=_("Rule set"))
    act_kind = django_filters.ModelChoiceFilter(
        label=_("Kind of act"), queryset=Option.objects.filter(list="act_kind"),
        to_field_name="code",
    )  # fmt: skip
    field = django_filters.ModelChoiceFilter(
        label=_("Field of administration"), queryset=Option.objects.filter(list="field"),
        to_field_name="code",
    )  # fmt: skip
    respondent_level = django_filters.ChoiceFilter(
        label=_("Kind of respondent"), choices=RespondentLevel
    )
    closing = django_filters.ChoiceFilter(label=_("Closing"), choices=Closing)
    received_from = DayFilter(field_name="received_on", lookup_expr="gte", label=_("Received from"))
    received_to = DayFilter(field_name="received_on", lookup_expr="lte", label=_("Received to"))
    due_to = DayFilter(field_name="due_on", lookup_expr="lte", label=_("Due by"))
    mine = django_filters.BooleanFilter(
        label=_("Mine alone"), method="by_handler", widget=forms.CheckboxInput
    )

    class Meta:
        model = Case
        fields: list[str] = []

    def by_organ(self, rows: CaseQuerySet, name: str, value: str) -> Any:
        organ = Organ.objects.filter(code=value).first()
        return rows.none() if organ is None else rows.of(organ)

    def by_words(self, rows: CaseQuerySet, name: str, value: str) -> Any:
        return search(rows, value)

    def by_group(self, rows: CaseQuerySet, name: str, value: str) -> Any:
        return rows.filter(state__in=GROUPS[value][1])

    def by_handler(self, rows: CaseQuerySet, name: str, value: bool) -> Any:
        return rows.filter(handler=self.request.user) if value else rows

    @property
    def form(self) -> Any:
        form = super().form
        for field in form.fields.values():
            dress(field)
        return form
