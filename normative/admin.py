from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from lawgov.admin import ImportFaultAdmin, ImportRunAdmin, RecordAdmin, WrittenAdmin
from normative import models
from normative.writing import index_again


@admin.register(models.Option)
class OptionAdmin(RecordAdmin):
    list_display = ["name", "list", "code", "article", "mark"]
    list_filter = ["list", "mark"]
    search_fields = ["name", "code", "article"]


@admin.register(models.Setting)
class SettingAdmin(RecordAdmin):
    list_display = ["name", "code", "effective_from", "value", "article", "mark"]
    list_filter = ["mark"]
    search_fields = ["name", "code"]


@admin.register(models.Check)
class CheckAdmin(RecordAdmin):
    list_display = ["name", "code", "effective_from", "gravity", "article", "mark"]
    list_filter = ["gravity", "mark"]
    search_fields = ["name", "code", "article"]


@admin.register(models.MoveRule)
class MoveRuleAdmin(RecordAdmin):
    list_display = ["name", "code", "effective_from", "article", "mark"]
    list_filter = ["mark"]
    search_fields = ["name", "code", "article"]


class RepairAdmin(RecordAdmin):
    """Records that only the pages make; search words are kept out of sight."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(models.Document)
class DocumentAdmin(RepairAdmin):
    """For repair, not for work: what moves write is read-only here."""

    list_display = ["title", "number", "state", "published_on", "expires_on"]
    list_filter = ["state"]
    search_fields = ["title", "number", "register_number", "maker_name"]
    raw_id_fields = ["comakers"]
    readonly_fields = [
        "organ", "state", "version", "published_on", "amended_on", "suspended_on",
        "suspended_clauses", "ended_on", "ends_on", "dated_on", "registered_by",
    ]  # fmt: skip

    def save_model(
        self, request: HttpRequest, obj: models.Document, form: Any, change: bool
    ) -> None:
        """A repaired title or number is found at once."""
        obj.settle_days(obj.dated_on)
        index_again(obj)
        super().save_model(request, obj, form, change)


@admin.register(models.NotNormative)
class NotNormativeAdmin(RepairAdmin):
    list_display = ["title", "number", "reason", "found_on"]
    list_filter = ["reason"]
    search_fields = ["title", "number"]
    readonly_fields = ["organ", "found_by"]
    list_select_related = ["reason"]


class PartAdmin(RepairAdmin):
    """What belongs to a document."""

    readonly_fields = ["document"]
    list_select_related = ["document"]

    def get_queryset(self, request: HttpRequest) -> Any:
        seen = models.Document.objects.visible_to(request.user)
        return super().get_queryset(request).filter(document__in=seen)


@admin.register(models.Basis)
class BasisAdmin(PartAdmin):
    list_display = ["law", "article", "clause", "document"]
    search_fields = ["law", "article"]


@admin.register(models.Link)
class LinkAdmin(PartAdmin):
    list_display = ["document", "kind", "target", "named"]
    list_filter = ["kind"]
    search_fields = ["named"]
    list_select_related = ["document", "target"]
    raw_id_fields = ["target"]


class JournalAdmin(WrittenAdmin):
    """What has been written down of documents in sight."""

    list_select_related = ["document"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).visible_to(request.user)


@admin.register(models.Version)
class VersionAdmin(JournalAdmin):
    list_display = ["document", "number", "label", "length", "added_at"]


@admin.register(models.Move)
class MoveAdmin(JournalAdmin):
    list_display = ["document", "verb", "made_on", "made_by", "from_state", "to_state"]
    list_filter = ["verb"]
    list_select_related = ["document", "made_by"]


class OfMatterAdmin(WrittenAdmin):
    """What has been written down of matters in sight."""

    list_select_related = ["matter"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).visible_to(request.user)


@admin.register(models.Matter)
class MatterAdmin(WrittenAdmin):
    """Matters are read here; moves change them, on their pages."""

    list_display = ["number", "title", "track", "stage", "organ", "received_on", "due_on"]
    list_filter = ["track", "is_open"]
    list_select_related = ["organ"]
    search_fields = ["number", "title"]
    # Who suggested a review may have asked to stay unnamed: names are on the pages alone.
    exclude = ["submitter_name", "contact", "search_text", "search_pairs"]

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request).visible_to(request.user)
        return rows.defer("search_text", "search_pairs")


@admin.register(models.MatterMove)
class MatterMoveAdmin(OfMatterAdmin):
    list_display = ["matter", "verb", "made_on", "made_by", "from_state", "to_state"]
    list_filter = ["verb"]
    list_select_related = ["matter", "made_by"]


@admin.register(models.MatterReprojection)
class MatterReprojectionAdmin(OfMatterAdmin):
    list_display = ["matter", "clock", "old_due", "new_due", "made_by", "made_at"]
    list_select_related = ["matter", "clock", "made_by"]


@admin.register(models.MatterPaper)
class MatterPaperAdmin(OfMatterAdmin):
    list_display = ["number", "kind", "matter", "issued_on", "addressee", "voided_at"]
    list_select_related = ["matter", "kind"]


@admin.register(models.MatterPaperKind)
class MatterPaperKindAdmin(RecordAdmin):
    list_display = ["name", "code", "letter", "tracks", "verbs", "source"]
    search_fields = ["name", "code", "body"]


@admin.register(models.MatterNumberPattern)
class MatterNumberPatternAdmin(RecordAdmin):
    list_display = ["organ", "kind", "text", "source"]
    list_select_related = ["organ"]
    autocomplete_fields = ["organ"]


@admin.register(models.Cleanup)
class CleanupAdmin(WrittenAdmin):
    """Campaigns are read here; moves change them, on their pages."""

    list_display = ["name", "kind", "organ", "state", "opened_on", "until", "closed_on"]
    list_select_related = ["organ"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).visible_to(request.user)


admin.site.register(models.ImportRun, ImportRunAdmin)
admin.site.register(models.ImportFault, ImportFaultAdmin)
