from typing import Any

import django_filters
from rest_framework import serializers, viewsets

from lawgov.organs.models import Organ


class OrganFilter(django_filters.FilterSet):
    """Organs by kind, level, superior and the day on which they existed."""

    parent = django_filters.CharFilter(field_name="parent__code")
    on = django_filters.DateFilter(method="existing")

    class Meta:
        model = Organ
        fields = ["code", "kind", "level", "parent", "division_code"]

    def existing(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.existing(value)


class OrganSerializer(serializers.ModelSerializer):
    parent = serializers.SlugRelatedField("code", read_only=True)
    successors = serializers.SlugRelatedField("code", read_only=True, many=True)

    class Meta:
        model = Organ
        fields = [
            "id", "code", "name", "short_name", "kind", "level", "division_code", "parent",
            "valid_from", "valid_until", "successors", "source",
        ]  # fmt: skip


class OrganViewSet(viewsets.ReadOnlyModelViewSet):
    """Administrative organs of the user's subtree."""

    queryset = Organ.objects.select_related("parent").prefetch_related("successors").order_by("pk")
    serializer_class = OrganSerializer
    filterset_class = OrganFilter
    action_permissions = {"list": "organs.view_organ", "retrieve": "organs.view_organ"}

    def get_queryset(self) -> Any:
        return super().get_queryset().visible_to(self.request.user)
