from django.contrib import admin

from lawgov.admin import RecordAdmin
from lawgov.statutes.models import CalendarDay, CalendarYear, Period, RuleSet


@admin.register(RuleSet)
class RuleSetAdmin(RecordAdmin):
    list_display = ["code", "name", "effective_from", "effective_until"]
    search_fields = ["code", "name"]


@admin.register(Period)
class PeriodAdmin(RecordAdmin):
    """An amendment is a new row; unverified and derived ones are confirmed or changed here."""

    list_display = ["code", "rule_set", "variant", "length", "unit", "article", "mark"]
    list_filter = ["rule_set", "mark", "unit"]
    list_select_related = ["rule_set"]
    search_fields = ["code", "article", "start_event"]


@admin.register(CalendarYear)
class CalendarYearAdmin(RecordAdmin):
    list_display = ["year", "source"]
    search_fields = ["year"]


@admin.register(CalendarDay)
class CalendarDayAdmin(RecordAdmin):
    list_display = ["date", "kind", "name"]
    list_filter = ["kind"]
    search_fields = ["name", "date"]
    date_hierarchy = "date"
