from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as _

from lawgov.admin import RecordAdmin
from lawgov.statutes.current import take_turns
from lawgov.statutes.effects import effects
from lawgov.statutes.forms import YearForm
from lawgov.statutes.models import CalendarDay, CalendarYear, Period, RuleSet
from lawgov.statutes.publishing import MAX_BYTES, publish, read_year, summary


def say_effects(request: HttpRequest) -> None:
    """Tell what the change that was just made would do to deadlines that run."""
    for effect in effects(request.user):
        link = format_html('<a href="{}">{}</a>', effect.url, _("Preview"))
        messages.warning(request, format_html("{} {}", effect.text, link))


class LawAdmin(RecordAdmin):
    """Deadlines are computed from these rows: each change says which of them would move."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        take_turns()
        super().save_model(request, obj, form, change)
        say_effects(request)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        take_turns()
        super().delete_model(request, obj)
        say_effects(request)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        take_turns()
        super().delete_queryset(request, queryset)
        say_effects(request)


@admin.register(RuleSet)
class RuleSetAdmin(RecordAdmin):
    list_display = ["code", "name", "effective_from", "effective_until"]
    search_fields = ["code", "name"]


@admin.register(Period)
class PeriodAdmin(LawAdmin):
    """An amendment is a new row; unverified and derived ones are confirmed or changed here."""

    list_display = ["code", "rule_set", "variant", "length", "unit", "article", "mark"]
    list_filter = ["rule_set", "mark", "unit"]
    list_select_related = ["rule_set"]
    search_fields = ["code", "article", "start_event"]


@admin.register(CalendarYear)
class CalendarYearAdmin(LawAdmin):
    list_display = ["year", "source"]
    search_fields = ["year"]

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(self.import_year)
        return [path("import/", page, name="statutes_calendaryear_import"), *super().get_urls()]

    def import_year(self, request: HttpRequest) -> HttpResponse:
        """Publish a year from a file; what is wrong with it is shown row by row."""
        if not request.user.has_perms(["statutes.add_calendaryear", "statutes.change_calendarday"]):
            raise PermissionDenied
        form = YearForm(request.POST or None, request.FILES or None)
        if form.is_valid() and self.publish_from(request, form):
            return redirect("admin:statutes_calendaryear_changelist")
        title = {"title": _("Import the calendar of a year"), "opts": self.opts, "form": form}
        context = self.admin_site.each_context(request) | title
        status = 400 if form.errors else 200
        return render(request, "admin/statutes/import_year.html", context, status=status)

    def publish_from(self, request: HttpRequest, form: YearForm) -> bool:
        """Whether the file could be published; what it lacks is said at the form's field."""
        try:
            file = read_year(form.cleaned_data["file"].read(MAX_BYTES + 1))
            counts = publish(file, source=form.cleaned_data["source"], by=request.user)
        except ValidationError as refusal:
            form.add_error("file", refusal)
            return False
        messages.success(request, summary(file, counts))
        for warning in file.warnings:
            messages.warning(request, warning)
        say_effects(request)
        return True


@admin.register(CalendarDay)
class CalendarDayAdmin(LawAdmin):
    list_display = ["date", "kind", "name"]
    list_filter = ["kind"]
    search_fields = ["name", "date"]
    date_hierarchy = "date"
