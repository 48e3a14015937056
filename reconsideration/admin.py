from django.contrib import admin
from django.http import HttpRequest

from lawgov.admin import ImportFaultAdmin, ImportRunAdmin, RecordAdmin, WrittenAdmin
from reconsideration import models


@admin.register(models.Option)
class OptionAdmin(RecordAdmin):
    list_display = ["name", "list", "code", "rule_sets", "article", "column", "mark"]
    list_filter = ["list", "mark"]
    search_fields = ["name", "code", "article"]


@admin.register(models.MoveRule)
class MoveRuleAdmin(RecordAdmin):
    list_display = ["verb", "rule_set", "article", "mark"]
    list_filter = ["rule_set", "mark"]
    search_fields = ["verb", "article"]
    list_select_related = ["rule_set"]


@admin.register(models.Setting)
class SettingAdmin(RecordAdmin):
    list_display = ["name", "code", "rule_set", "value", "article", "mark"]
    list_filter = ["rule_set", "mark"]
    search_fields = ["name", "code"]
    list_select_related = ["rule_set"]


@admin.register(models.FormVersion)
class FormVersionAdmin(RecordAdmin):
    list_display = ["code", "name", "table_number", "valid_from", "valid_until", "mark"]
    search_fields = ["code", "name"]


@admin.register(models.FormColumn)
class FormColumnAdmin(RecordAdmin):
    list_display = ["name", "form", "number", "code", "group", "mark"]
    list_filter = ["form", "mark"]
    search_fields = ["name", "code"]
    list_select_related = ["form"]


@admin.register(models.Formula)
class FormulaAdmin(RecordAdmin):
    list_display = ["name", "code", "left", "relation", "right", "form", "mark"]
    list_filter = ["relation", "mark"]
    search_fields = ["name", "code"]
    list_select_related = ["form"]


@admin.register(models.DocumentKind)
class DocumentKindAdmin(RecordAdmin):
    list_display = ["name", "code", "letter", "is_numbered", "addressee"]
    search_fields = ["name", "code"]


@admin.register(models.NumberPattern)
class NumberPatternAdmin(RecordAdmin):
    list_display = ["text", "organ", "kind"]
    search_fields = ["text", "organ__name"]
    autocomplete_fields = ["organ"]
    list_select_related = ["organ"]


@admin.register(models.Case)
class CaseAdmin(RecordAdmin):
    """For repair, not for work: what moves write is read-only here."""

    list_display = ["number", "state", "respondent_name", "received_on", "due_on"]
    list_filter = ["state"]
    search_fields = ["number", "respondent_name", "search_text"]
    raw_id_fields = ["respondent", "earlier_case", "handler", "second_handler"]
    readonly_fields = [
        "number", "organ", "rule_set", "rule_set_reason", "state", "version", "received_on",
        "accepted_on", "acceptance", "procedure", "closed_on", "closing", "served_on", "due_on",
    ]  # fmt: skip

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(models.Party)
class PartyAdmin(RecordAdmin):
    list_display = ["name", "role", "being", "masked_number"]
    list_filter = ["role", "being"]
    search_fields = ["name", "initials"]
    readonly_fields = ["case", "role"]
    raw_id_fields = ["represents"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


class JournalAdmin(WrittenAdmin):
    """What has been written down of cases in sight."""

    def get_queryset(self, request: HttpRequest):
        rows = super().get_queryset(request)
        return rows.filter(**{f"{self.path}__in": models.Case.objects.visible_to(request.user)})

    path = "case"


@admin.register(models.Move)
class MoveAdmin(JournalAdmin):
    list_display = ["case", "verb", "from_state", "to_state", "made_on", "made_by", "made_at"]
    list_filter = ["verb"]
    search_fields = ["case__number"]
    list_select_related = ["case", "made_by"]


@admin.register(models.Clock)
class ClockAdmin(JournalAdmin):
    list_display = ["case", "code", "start", "nominal", "due", "ended_on", "is_met"]
    list_filter = ["code", "is_met"]
    search_fields = ["case__number"]
    list_select_related = ["case"]


@admin.register(models.Document)
class DocumentAdmin(JournalAdmin):
    list_display = ["kind", "number", "case", "issued_on", "voided_at"]
    list_filter = ["kind"]
    search_fields = ["number", "case__number"]
    list_select_related = ["kind", "case"]


@admin.register(
    models.Attachment, models.AttachedReview, models.Consultation, models.Hearing,
    models.Investigation, models.Lawsuit, models.Letter, models.Reprojection, models.Ruling,
    models.Service, models.Stay, models.Stop, models.ViewsHeard,
)  # fmt: skip
class TrackAdmin(JournalAdmin):
    list_display = ["__str__", "case"]
    search_fields = ["case__number"]
    list_select_related = ["case"]


@admin.register(models.Series)
class SeriesAdmin(JournalAdmin):
    list_display = ["organ", "kind", "year", "last"]
    search_fields = ["organ__name", "kind"]
    list_select_related = ["organ"]

    def get_queryset(self, request: HttpRequest):
        return admin.ModelAdmin.get_queryset(self, request)


admin.site.register(models.ImportRun, ImportRunAdmin)
admin.site.register(models.ImportFault, ImportFaultAdmin)
