"""Filters shared by pages and API."""

import django_filters
from django.utils.translation import gettext_lazy as _

from reports.models import Indicator, Observation, Plan, Practice, Problem, Section, Source


class ObservationFilter(django_filters.FilterSet):
    """Figures by year, organ, indicator, section and source; codes, not keys."""

    year = django_filters.NumberFilter(label=_("Year"))
    organ = django_filters.CharFilter(field_name="organ__code", label=_("Organ code"))
    indicator = django_filters.CharFilter(field_name="indicator__code", label=_("Indicator code"))
    section = django_filters.ChoiceFilter(choices=Section, label=_("Section"))
    source = django_filters.ChoiceFilter(choices=Source, label=_("Source"))

    class Meta:
        model = Observation
        fields = ["year", "organ", "indicator", "section", "source", "scope"]


class IndicatorFilter(django_filters.FilterSet):
    """Indicators by section, and those in force in a year."""

    year = django_filters.NumberFilter(method="in_force", label=_("In force in"))

    class Meta:
        model = Indicator
        fields = ["code", "section", "origin", "aggregation"]

    def in_force(self, queryset, name, value):  # type: ignore[no-untyped-def]
        return queryset.in_force(int(value))


class PracticeFilter(django_filters.FilterSet):
    """Practices by year, section, kind and organ."""

    year = django_filters.NumberFilter(field_name="report__year", label=_("Year"))
    organ = django_filters.CharFilter(field_name="organ__code", label=_("Organ code"))

    class Meta:
        model = Practice
        fields = ["year", "section", "kind", "organ"]


class ProblemFilter(django_filters.FilterSet):
    """Problems by year."""

    year = django_filters.NumberFilter(field_name="report__year", label=_("Year"))

    class Meta:
        model = Problem
        fields = ["year"]


class PlanFilter(ProblemFilter):
    """Plans by year."""

    class Meta:
        model = Plan
        fields = ["year"]
