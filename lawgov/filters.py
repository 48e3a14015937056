"""What the filters of all apps share: days as people write them, organs by code, the look."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from lawgov.forms import dress
from lawgov.organs.models import Organ
from lawgov.statutes.forms import DayField


class DayFilter(django_filters.DateFilter):
    field_class = DayField


class PlacedFilter(django_filters.FilterSet):
    """Records of an organ and of those below it, by its code; in the look of the site."""

    organ = django_filters.CharFilter(method="by_organ", label=_("Organ code"))

    def by_organ(self, rows: Any, name: str, value: str) -> Any:
        organ = Organ.objects.filter(code=value).first()
        return rows.none() if organ is None else rows.of(organ)

    @property
    def form(self) -> Any:
        form = super().form
        for field in form.fields.values():
            dress(field)
        return form
