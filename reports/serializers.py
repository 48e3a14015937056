"""What the API writes and reads of each model."""

from typing import Any

from rest_framework import serializers

from lawgov.organs.models import Organ
from reports.models import (
    AnnualReport,
    Indicator,
    Observation,
    Plan,
    Practice,
    Problem,
    Scope,
)


class NamedIndicator(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()


class NamedOrgan(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()
    code = serializers.CharField()


class IndicatorSerializer(serializers.ModelSerializer):
    numerator = serializers.SlugRelatedField("code", read_only=True)
    denominator = serializers.SlugRelatedField("code", read_only=True)

    class Meta:
        model = Indicator
        fields = [
            "id", "code", "name", "section", "definition", "unit", "decimals", "aggregation",
            "origin", "numerator", "denominator", "scope", "valid_from", "valid_until", "source",
        ]  # fmt: skip


class ReportSerializer(serializers.ModelSerializer):
    organ = NamedOrgan(read_only=True)
    sections = serializers.SerializerMethodField()

    class Meta:
        model = AnnualReport
        fields = [
            "id", "year", "organ", "title", "addressee", "signed_on", "published_on", "is_open",
            "sections", "source",
        ]  # fmt: skip

    def get_sections(self, report: AnnualReport) -> list[dict[str, str]]:
        return [
            {"key": section.key, "title": section.title, "text": section.text}
            for section in report.sections.all()
        ]


class ObservationSerializer(serializers.ModelSerializer):
    indicator = NamedIndicator()
    organ = NamedOrgan()
    value = serializers.CharField(source="plain_value", allow_null=True)
    unit = serializers.CharField()

    class Meta:
        model = Observation
        fields = [
            "id", "indicator", "organ", "section", "year", "value", "unit", "precision", "scope",
            "source", "quote", "note", "state", "moment", "version",
        ]  # fmt: skip


class EntrySerializer(serializers.Serializer):
    """A figure to enter: `value` as people write it, `version` as it was read (0: new)."""

    indicator = serializers.SlugRelatedField("code", queryset=Indicator.objects.none())
    organ = serializers.SlugRelatedField("code", queryset=Organ.objects.none())
    year = serializers.IntegerField(min_value=1900, max_value=2100)
    scope = serializers.ChoiceField(Scope.choices)
    value = serializers.CharField(max_length=60)
    note = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)
    version = serializers.IntegerField(min_value=0, required=False, default=0)
    reason = serializers.CharField(max_length=100, required=False, default="", allow_blank=True)

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        request = self.context.get("request")
        if request is None or not request.user.is_authenticated:
            return fields  # the schema is written for nobody in particular
        year = str(getattr(self, "initial_data", {}).get("year", ""))
        versions = Indicator.objects.all()
        if year.isdecimal():
            in_force = versions.in_force(int(year))
            code = self.initial_data.get("indicator")
            versions = in_force if in_force.filter(code=code).exists() else versions
        fields["indicator"].queryset = versions
        fields["organ"].queryset = Organ.objects.visible_to(request.user)
        return fields


class ChangeSerializer(serializers.Serializer):
    """A changed figure, with the version that was read."""

    value = serializers.CharField(max_length=60)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)
    version = serializers.IntegerField(min_value=1)
    reason = serializers.CharField(max_length=100, required=False, default="", allow_blank=True)


class PracticeSerializer(serializers.ModelSerializer):
    organ = NamedOrgan(read_only=True)
    year = serializers.IntegerField(source="report.year")

    class Meta:
        model = Practice
        fields = ["id", "year", "section", "organ", "kind", "text", "note", "source"]


class ProblemSerializer(serializers.ModelSerializer):
    year = serializers.IntegerField(source="report.year")

    class Meta:
        model = Problem
        fields = ["id", "year", "number", "text", "source"]


class PlanSerializer(serializers.ModelSerializer):
    year = serializers.IntegerField(source="report.year")

    class Meta:
        model = Plan
        fields = ["id", "year", "number", "title", "text", "source"]
