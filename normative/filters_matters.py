"""Filters of the list of matters, shared by page and API."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lawgov.filters import DayFilter, PlacedFilter
from normative.models import Matter, MatterQuerySet, Option, Stage, Track
from normative.searching import search

OUTCOMES = [Option.List.OPINION, Option.List.CONCLUSION]


def of_outcomes(request: Any) -> Any:
    return Option.objects.filter(list__in=OUTCOMES)


class MatterFilter(PlacedFilter):
    """Matters by words, track, stage, organ, reviewer, outcome and day; codes, not keys."""

    q = django_filters.CharFilter(label=_("Search"), method="by_words")
    track = django_filters.ChoiceFilter(label=_("Track"), choices=Track)
    open = django_filters.ChoiceFilter(
        label=_("Open or closed"),
        choices=[("yes", _("Open")), ("no", pgettext_lazy("matters", "Closed"))],
        method="by_open",
    )
    stage = django_filters.ChoiceFilter(label=_("Stage"), choices=Stage)
    outcome = django_filters.ModelChoiceFilter(
        label=_("Opinion or conclusion"), queryset=of_outcomes, to_field_name="code"
    )
    received_from = DayFilter(field_name="received_on", lookup_expr="gte", label=_("Received from"))
    received_to = DayFilter(field_name="received_on", lookup_expr="lte", label=_("Received to"))
    concluded_from = DayFilter(
        field_name="concluded_on", lookup_expr="gte", label=_("Concluded from")
    )
    concluded_to = DayFilter(field_name="concluded_on", lookup_expr="lte", label=_("Concluded to"))
    mine = django_filters.BooleanFilter(
        label=_("Mine alone"), method="by_reviewer", widget=forms.CheckboxInput
    )

    class Meta:
        model = Matter
        fields: list[str] = []

    def by_words(self, rows: MatterQuerySet, name: str, value: str) -> Any:
        return search(rows, value)

    def by_open(self, rows: MatterQuerySet, name: str, value: str) -> Any:
        return rows.filter(is_open=value == "yes")

    def by_reviewer(self, rows: MatterQuerySet, name: str, value: bool) -> Any:
        return rows.filter(reviewer=self.request.user) if value else rows
