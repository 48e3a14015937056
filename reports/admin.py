from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from lawgov.admin import RecordAdmin
from reports import models


@admin.register(models.Indicator)
class IndicatorAdmin(RecordAdmin):
    """A changed definition or unit is a new row with its first year, not a change of this one."""

    list_display = ["code", "name", "section", "unit", "aggregation", "valid_from", "valid_until"]
    list_filter = ["section", "aggregation", "origin"]
    search_fields = ["code", "name", "definition"]
    autocomplete_fields = ["numerator", "denominator"]


@admin.register(models.AnnualReport)
class AnnualReportAdmin(RecordAdmin):
    list_display = ["year", "organ", "title", "published_on"]
    list_select_related = ["organ"]
    search_fields = ["title", "year"]
    autocomplete_fields = ["organ"]
    readonly_fields = ["signed_on", "published_on", "opened_by", "opened_on"]


@admin.register(models.ReportSection)
class ReportSectionAdmin(RecordAdmin):
    list_display = ["report", "key", "title"]
    list_filter = ["key"]
    list_select_related = ["report"]
    search_fields = ["title", "text"]
    autocomplete_fields = ["report"]


@admin.register(models.Observation)
class ObservationAdmin(RecordAdmin):
    """Figures are entered on the entry page; here only their notes are repaired."""

    list_display = ["indicator", "organ", "year", "scope", "value", "state", "source", "version"]
    list_filter = ["year", "source", "section", "scope", "state"]
    list_select_related = ["indicator", "organ"]
    search_fields = ["indicator__code", "indicator__name", "organ__name", "quote"]
    readonly_fields = [
        "indicator", "organ", "report", "year", "scope", "moment", "state", "value", "precision",
        "source", "section", "quote", "figure",
    ]  # fmt: skip

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(models.Practice)
class PracticeAdmin(RecordAdmin):
    list_display = ["text", "organ", "section", "kind", "report"]
    list_filter = ["section", "kind"]
    list_select_related = ["organ", "report"]
    search_fields = ["text", "organ__name"]
    autocomplete_fields = ["organ", "report"]


@admin.register(models.Problem)
class ProblemAdmin(RecordAdmin):
    list_display = ["report", "number", "text"]
    list_select_related = ["report"]
    search_fields = ["text"]
    autocomplete_fields = ["report"]


@admin.register(models.Plan)
class PlanAdmin(RecordAdmin):
    list_display = ["report", "number", "title"]
    list_select_related = ["report"]
    search_fields = ["title", "text"]
    autocomplete_fields = ["report"]


@admin.register(models.FollowUp)
class FollowUpAdmin(RecordAdmin):
    list_display = ["report", "plan", "problem", "outcome", "answered_by"]
    list_filter = ["outcome"]
    list_select_related = ["report", "plan", "problem", "answered_by"]
    search_fields = ["answer", "plan__title", "problem__text"]
    readonly_fields = ["report", "plan", "problem", "outcome", "answered_by", "answered_on"]


@admin.register(models.IdentityRule)
class IdentityRuleAdmin(RecordAdmin):
    list_display = ["code", "name", "left", "relation", "right", "severity"]
    list_filter = ["severity"]
    search_fields = ["code", "name", "left", "right"]


@admin.register(models.Explanation)
class ExplanationAdmin(RecordAdmin):
    list_display = ["rule", "organ", "year", "text", "written_by"]
    list_filter = ["year"]
    list_select_related = ["rule", "organ", "written_by"]
    search_fields = ["text", "organ__name"]
    autocomplete_fields = ["rule", "organ"]
    readonly_fields = ["written_by"]


class ReadOnlyAdmin(admin.ModelAdmin):
    """What the pages keep for themselves: to be looked at, not changed."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(models.Line)
class LineAdmin(ReadOnlyAdmin):
    list_display = ["report", "indicator", "organ", "scope"]
    list_filter = ["scope"]
    list_select_related = ["report", "indicator", "organ"]
    search_fields = ["indicator__name", "organ__name"]


@admin.register(models.Draft)
class DraftAdmin(ReadOnlyAdmin):
    list_display = ["line", "user", "text", "typed_at"]
    list_select_related = ["line__indicator", "line__organ", "user"]
    search_fields = ["line__indicator__name", "user__name"]
