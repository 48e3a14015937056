"""Cases, moves and deadlines as other programs read them."""

from typing import Any

from rest_framework import serializers

from lawgov.statutes.current import as_json
from lawgov.statutes.names import name_of
from reconsideration import clocks
from reconsideration.models import Case, Clock, Move, Party

LISTED = [
    "id", "number", "organ__code", "state", "rule_set__code", "received_on", "accepted_on",
    "closed_on", "closing", "due_on", "due_code", "respondent_name", "act_name",
    "handler__username", "version",
]  # fmt: skip


class PartySerializer(serializers.ModelSerializer):
    paper_number = serializers.CharField(source="masked_number")

    class Meta:
        model = Party
        fields = ["id", "role", "being", "name", "paper", "paper_number"]


class ListedCaseSerializer(serializers.Serializer):
    """A line of the list; only read, so it is filled from plain values."""

    id = serializers.IntegerField()
    number = serializers.CharField()
    organ = serializers.CharField(source="organ__code")
    state = serializers.CharField()
    rule_set = serializers.CharField(source="rule_set__code")
    received_on = serializers.DateField()
    accepted_on = serializers.DateField(allow_null=True)
    closed_on = serializers.DateField(allow_null=True)
    closing = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    due_code = serializers.CharField()
    respondent_name = serializers.CharField()
    act_name = serializers.CharField()
    handler = serializers.CharField(source="handler__username", allow_null=True)
    version = serializers.IntegerField()


def listed(row: dict[str, Any]) -> dict[str, Any]:
    """A line of the list, without the cost of a serializer per row."""
    return {name.partition("__")[0]: row[name] for name in LISTED}


class CaseSerializer(serializers.ModelSerializer):
    """One case, whole; papers of persons are masked."""

    organ = serializers.CharField(source="organ.code")
    rule_set = serializers.CharField(source="rule_set.code")
    act_kind = serializers.CharField(source="act_kind.code")
    field = serializers.CharField(source="field.code")
    handler = serializers.CharField(source="handler.username", allow_null=True, default=None)
    parties = PartySerializer(many=True)
    allowed = serializers.SerializerMethodField()

    class Meta:
        model = Case
        fields = [
            "id", "number", "organ", "state", "version", "rule_set", "rule_set_reason", "channel",
            "posted_on", "received_on", "headcount", "respondent_name", "respondent_level",
            "act_name", "act_number", "act_on", "act_kind", "field", "known_on", "request",
            "facts", "handler", "accepted_on", "acceptance", "procedure", "extension_days",
            "closed_on", "closing", "served_on", "performance", "archived_on", "due_on",
            "due_code", "parties", "allowed",
        ]  # fmt: skip

    def get_allowed(self, case: Case) -> list[str]:
        return self.context["allowed"](case)


class MoveSerializer(serializers.ModelSerializer):
    made_by = serializers.CharField(source="made_by.username", allow_null=True, default=None)
    documents = serializers.StringRelatedField(many=True, read_only=True)

    class Meta:
        model = Move
        fields = ["id", "verb", "from_state", "to_state", "made_on", "made_by", "made_at",
                  "article", "recorded", "reason", "documents"]  # fmt: skip


class ClockSerializer(serializers.ModelSerializer):
    """A deadline of a case with every step that leads to it."""

    name = serializers.SerializerMethodField()
    explanation = serializers.SerializerMethodField()

    class Meta:
        model = Clock
        fields = ["id", "code", "name", "subject", "start", "nominal", "due", "is_provisional",
                  "is_stopped", "extension", "ended_on", "is_met", "explanation"]  # fmt: skip

    def get_name(self, clock: Clock) -> str:
        return name_of(clock.code)

    def get_explanation(self, clock: Clock) -> dict[str, Any] | None:
        return as_json(clocks.deadline_of(clock)) if clock.period is not None else None
