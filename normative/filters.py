"""Filters of the register, shared by page and API."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lawgov.filters import DayFilter, PlacedFilter
from lawgov.organs.models import Organ
from normative.models import (
    Document,
    DocumentQuerySet,
    Kind,
    LegalityReview,
    Lights,
    Option,
    Standing,
    settings_of,
)
from normative.searching import search


class Searching(PlacedFilter):
    """By words, as it stands on a day; codes, not keys, for programs."""

    q = django_filters.CharFilter(label=_("Search"), method="by_words")

    def __init__(self, *args: Any, today: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def by_words(self, rows: Any, name: str, value: str) -> Any:
        return search(rows, value)


def of_titles(request: Any) -> Any:
    return Option.objects.filter(list=Option.List.TITLE)


class CatalogueFilter(Searching):
    """What the public looks for."""

    level = django_filters.ChoiceFilter(label=_("level of the maker"), choices=Organ.Level)
    title_type = django_filters.ModelChoiceFilter(
        label=_("Type of title"), queryset=of_titles, to_field_name="code"
    )
    published_from = DayFilter(
        field_name="published_on", lookup_expr="gte", label=_("Published from")
    )
    published_to = DayFilter(field_name="published_on", lookup_expr="lte", label=_("Published to"))

    class Meta:
        model = Document
        fields: list[str] = []


class DocumentFilter(CatalogueFilter):
    """What staff look for."""

    standing = django_filters.ChoiceFilter(
        label=pgettext_lazy("normative document", "Standing"),
        choices=Standing,
        method="by_standing",
    )
    kind = django_filters.ChoiceFilter(
        label=pgettext_lazy("normative document", "Kind of document"), choices=Kind
    )
    number = django_filters.CharFilter(label=_("document number"))
    legality_review = django_filters.ChoiceFilter(
        label=_("legality review"), choices=LegalityReview
    )
    expires_to = DayFilter(
        field_name="expires_on", lookup_expr="lte", label=_("Valid until at most")
    )
    is_trial = django_filters.BooleanFilter(
        label=_("for trial or provisional"), method="by_mark", widget=forms.CheckboxInput
    )
    affects_market = django_filters.BooleanFilter(
        label=_("concerns market entities"), method="by_mark", widget=forms.CheckboxInput
    )

    def by_standing(self, rows: DocumentQuerySet, name: str, value: str) -> Any:
        assert self.today is not None
        lights = Lights.on(self.today, settings_of(self.today))
        return rows.standing(value, on=self.today, until=lights.until)

    def by_mark(self, rows: DocumentQuerySet, name: str, value: bool) -> Any:
        return rows.filter(**{name: True}) if value else rows
