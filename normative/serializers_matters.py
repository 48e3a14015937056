"""Matters as other programs read them: the same rows, rules and words as the pages."""

from typing import Any

from rest_framework import serializers

from lawgov.statutes import clocks
from lawgov.statutes.current import as_json
from lawgov.statutes.names import name_of
from normative.matters.base import sees_review
from normative.models import (
    Advice,
    Cleanup,
    CleanupItem,
    Letter,
    Material,
    Matter,
    MatterClock,
    MatterMove,
    ReviewPoint,
)

LISTED = [
    "id", "track", "stage", "number", "title", "organ", "receiver", "submitter", "document",
    "received_on", "complete_on", "concluded_on", "closed_on", "due_on", "due_code", "outcome",
    "is_open", "version",
]  # fmt: skip


def code_of(source: str) -> serializers.CharField:
    return serializers.CharField(source=source, allow_null=True, default=None)


class ListedMatterSerializer(serializers.ModelSerializer):
    """A line of the list."""

    organ = serializers.CharField(source="organ.code")
    receiver = code_of("receiver.code")
    submitter = code_of("submitter.code")
    outcome = code_of("outcome.code")

    class Meta:
        model = Matter
        fields = LISTED


class PointSerializer(serializers.ModelSerializer):
    point = serializers.CharField(source="point.code")

    class Meta:
        model = ReviewPoint
        fields = ["point", "result", "article", "note"]


class MaterialSerializer(serializers.ModelSerializer):
    item = serializers.CharField(source="item.code")

    class Meta:
        model = Material
        fields = ["item", "presence", "note"]


class AdviceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Advice
        fields = ["id", "clause", "problem", "text", "adoption", "reason", "answered_on",
                  "version", "passage"]  # fmt: skip


class LetterSerializer(serializers.ModelSerializer):
    class Meta:
        model = Letter
        fields = ["id", "kind", "addressee", "sent_on", "due_on", "content", "people",
                  "answered_on", "answer"]  # fmt: skip


class MatterClockSerializer(serializers.ModelSerializer):
    """A deadline of a matter."""

    class Meta:
        model = MatterClock
        fields = ["code", "start", "nominal", "due", "extension", "is_provisional", "ended_on",
                  "is_met"]  # fmt: skip


class MatterDeadlineSerializer(MatterClockSerializer):
    """A deadline with every step that leads to it; none where the organ has set the day."""

    name = serializers.SerializerMethodField()
    explanation = serializers.SerializerMethodField()

    class Meta:
        model = MatterClock
        fields = ["id", "name", "subject", *MatterClockSerializer.Meta.fields, "explanation"]

    def get_name(self, clock: MatterClock) -> str:
        return name_of(clock.code)

    def get_explanation(self, clock: MatterClock) -> dict[str, Any] | None:
        return as_json(clocks.explained(clock)) if clock.period is not None else None


class MatterSerializer(ListedMatterSerializer):
    """One matter, whole, with the moves it allows the caller now."""

    reviewer = code_of("reviewer.username")
    second_reviewer = code_of("second_reviewer.username")
    rule_set = serializers.CharField(source="rule_set.code")
    submitter_name = serializers.SerializerMethodField()
    contact = serializers.SerializerMethodField()
    points = PointSerializer(many=True, read_only=True)
    materials = MaterialSerializer(many=True, read_only=True)
    advice = AdviceSerializer(many=True, read_only=True)
    letters = LetterSerializer(many=True, read_only=True)
    clocks = MatterClockSerializer(many=True, read_only=True)
    allowed = serializers.SerializerMethodField()

    class Meta:
        model = Matter
        fields = [
            *LISTED, "rule_set", "reviewer", "second_reviewer", "submitter_name", "contact",
            "is_urgent", "urgency_reason", "is_approved_by_government", "comment_days",
            "outcome_number", "summary", "filed_on", "filing_due_on", "filing_number",
            "registered_on", "was_supplemented", "delivered_on", "reported_on", "handling",
            "proposer", "is_anonymous", "clause", "claimed_law", "request", "origin",
            "answered_on", "points", "materials", "advice", "letters", "clocks", "allowed",
        ]  # fmt: skip

    def to_representation(self, instance: Matter) -> dict[str, Any]:
        """What is found and proposed stays within the review body until the opinion is given."""
        data = super().to_representation(instance)
        if not sees_review(self.context["request"].user, instance):
            data |= {"points": [], "advice": [], "letters": [], "summary": ""}
        return data

    def named(self, matter: Matter, value: str) -> str:
        return value if matter.is_seen_by_name(self.context["request"].user) else ""

    def get_submitter_name(self, matter: Matter) -> str:
        return self.named(matter, matter.submitter_name)

    def get_contact(self, matter: Matter) -> str:
        return self.named(matter, matter.contact)

    def get_allowed(self, matter: Matter) -> list[str]:
        return self.context["allowed"](matter)


class MatterMoveSerializer(serializers.ModelSerializer):
    made_by = code_of("made_by.username")

    class Meta:
        model = MatterMove
        fields = ["id", "verb", "from_state", "to_state", "made_on", "made_by", "made_at",
                  "article", "recorded", "reason"]  # fmt: skip


class CleanupSerializer(serializers.ModelSerializer):
    """A campaign; how many of its documents are concluded is asked for one alone."""

    organ = serializers.CharField(source="organ.code")

    class Meta:
        model = Cleanup
        fields = ["id", "name", "kind", "organ", "basis", "opened_on", "until", "closed_on",
                  "published_in", "state", "version"]  # fmt: skip


class CleanupItemSerializer(serializers.ModelSerializer):
    assigned_to = code_of("assigned_to.code")
    title = serializers.CharField(source="document.title")
    number = serializers.CharField(source="document.number")

    class Meta:
        model = CleanupItem
        fields = ["id", "document", "title", "number", "assigned_to", "result", "reason",
                  "decided_on"]  # fmt: skip


def recorded_for(move: MatterMove, data: dict[str, Any], shows_names: bool) -> dict[str, Any]:
    """What a move recorded, without the name of who wants to stay unnamed."""
    if shows_names:
        return data
    return data | {"recorded": {k: v for k, v in move.recorded.items() if k not in NAMES}}


NAMES = {"submitter_name", "contact", "proposer"}
