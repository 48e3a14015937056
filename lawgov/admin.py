"""What every page of the admin site shares."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from lawgov.history import signed

admin.site.site_header = admin.site.site_title = _("lawgov administration")
admin.site.index_title = _("Code tables and records")


class LimitedPaginator(Paginator):
    """Counts to 10,000 at the most: an exact count of a large table costs more than the page."""

    @cached_property
    def count(self) -> int:
        rows = self.object_list
        return len(rows[:10_000].values_list("pk")) if isinstance(rows, QuerySet) else len(rows)


class ReasonForm(forms.ModelForm):
    """A change in the admin site says why it is made."""

    change_reason = forms.CharField(
        label=_("Reason for the change"), max_length=200, help_text=_("Kept in the history.")
    )


class RecordAdmin(SimpleHistoryAdmin):
    """For repair, not for work: only rows in scope, every change with a reason in the history."""

    form = ReasonForm
    paginator = LimitedPaginator
    show_full_result_count = False
    list_per_page = 50
    history_list_display = ["history_change_reason"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What holds a row comes first: the page lists it instead of asking for more rights."""
        rows, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return rows, counts, set() if protected else lacking, protected

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        signed(obj, reason=form.cleaned_data.get("change_reason", ""))
        super().save_model(request, obj, form, change)


class WrittenAdmin(admin.ModelAdmin):
    """What has been written down: to be read, never changed."""

    paginator = LimitedPaginator
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class ImportRunAdmin(WrittenAdmin):
    """The imports of an app."""

    list_display = [
        "file_name",
        "organ",
        "mode",
        "state",
        "rows_written",
        "faults_found",
        "made_at",
    ]
    search_fields = ["file_name"]
    list_select_related = ["organ"]


class ImportFaultAdmin(WrittenAdmin):
    """The faults that an app's imports have found."""

    list_display = ["run", "row", "column", "value", "message"]
    search_fields = ["message"]
    list_select_related = ["run"]
