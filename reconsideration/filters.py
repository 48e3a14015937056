"""Filters of the case list, shared by page and API."""

from functools import partial
from typing import Any

import django_filters
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lawgov.filters import DayFilter, PlacedFilter
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


def entries(kind: str) -> list[tuple[str, str]]:
    """The entries of a list by code, each once, though several rule sets may have it.

    They are kept for a minute.
    """
    found: list[tuple[str, str]] | None = cache.get(f"options_{kind}")
    if found is None:
        rows = Option.objects.of(kind).values_list("code", "name")
        found = list(dict(rows).items())
        cache.set(f"options_{kind}", found, 60)
    return found


class OptionFilter(django_filters.ChoiceFilter):
    """An entry of a list, by its code."""

    def __init__(self, kind: str, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(choices=partial(entries, kind), **kwargs)

    def filter(self, rows: Any, value: str) -> Any:
        return rows.filter(**{f"{self.field_name}__code": value}) if value else rows


class CaseFilter(PlacedFilter):
    """Cases by words, state, organ, handler, kind and day; codes, not keys, for programs."""

    q = django_filters.CharFilter(label=_("Search"), method="by_words")
    group = django_filters.ChoiceFilter(
        label=_("Group"),
        choices=[(code, label) for code, (label, _states) in GROUPS.items()],
        method="by_group",
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=State)
    rule_set = django_filters.CharFilter(field_name="rule_set__code", label=_("Rule set"))
    act_kind = OptionFilter("act_kind", label=_("Kind of act"))
    field = OptionFilter("field", label=_("Field of administration"))
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

    def by_words(self, rows: CaseQuerySet, name: str, value: str) -> Any:
        return search(rows, value)

    def by_group(self, rows: CaseQuerySet, name: str, value: str) -> Any:
        return rows.filter(state__in=GROUPS[value][1])

    def by_handler(self, rows: CaseQuerySet, name: str, value: bool) -> Any:
        return rows.filter(handler=self.request.user) if value else rows
