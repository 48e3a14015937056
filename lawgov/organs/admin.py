from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from lawgov.admin import RecordAdmin
from lawgov.organs.models import Organ, OrganChange


@admin.register(Organ)
class OrganAdmin(RecordAdmin):
    """Organs end; they are not deleted while anything refers to them."""

    list_display = ["code", "name", "kind", "level", "parent", "valid_from", "valid_until"]
    list_filter = ["kind", "level"]
    list_select_related = ["parent"]
    search_fields = ["code", "name", "short_name", "aliases"]
    autocomplete_fields = ["parent"]

    def save_model(self, request: HttpRequest, obj: Organ, form: Any, change: bool) -> None:
        obj.place_under(obj.parent)
        super().save_model(request, obj, form, change)


@admin.register(OrganChange)
class OrganChangeAdmin(RecordAdmin):
    list_display = ["old", "new", "kind", "document", "effective_on", "confidence"]
    list_filter = ["kind"]
    list_select_related = ["old", "new"]
    search_fields = ["old__name", "new__name", "document"]
    autocomplete_fields = ["old", "new"]
