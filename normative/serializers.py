"""Documents as other programs read them; what is internal is named in none of the public ones."""

from typing import Any

from rest_framework import serializers

from normative.models import Document, Move, Version

PUBLISHED = [
    "id", "title", "number", "register_number", "maker_name", "level", "title_type", "signed_on",
    "published_on", "effective_on", "expires_on", "ended_on", "amended_on", "suspended_clauses",
    "published_in", "published_url", "standing",
]  # fmt: skip


class StandingSerializer(serializers.ModelSerializer):
    """A document with how it stands on the day of the request."""

    title_type = serializers.CharField(source="title_type.code")
    standing = serializers.SerializerMethodField()

    def get_standing(self, document: Document) -> str:
        lights = self.context["lights"]
        return document.life.standing(lights.today, alert_days=lights.far).value


class CatalogueEntrySerializer(StandingSerializer):
    """A published document as everybody may read it, with its text."""

    text = serializers.SerializerMethodField()

    class Meta:
        model = Document
        fields = [*PUBLISHED, "text"]

    def get_text(self, document: Document) -> str:
        version = document.versions.in_force(self.context["lights"].today)
        return version.text if version is not None else ""


class ListedCatalogueEntrySerializer(StandingSerializer):
    """A line of the catalogue."""

    class Meta:
        model = Document
        fields = PUBLISHED


class ListedDocumentSerializer(StandingSerializer):
    """A line of the register."""

    organ = serializers.CharField(source="organ.code")

    class Meta:
        model = Document
        fields = [*PUBLISHED, "organ", "kind", "state", "legality_review", "is_trial",
                  "affects_market", "version"]  # fmt: skip


class DocumentSerializer(ListedDocumentSerializer):
    """One document, whole but for its texts, with the moves it allows now."""

    comakers = serializers.SlugRelatedField("code", many=True, read_only=True)
    findings = serializers.SerializerMethodField()
    allowed = serializers.SerializerMethodField()
    links = serializers.SerializerMethodField()
    bases = serializers.SerializerMethodField()

    class Meta:
        model = Document
        fields = [*ListedDocumentSerializer.Meta.fields, "comakers", "drafter_name",
                  "dates_reason", "note", "suspended_on", "links", "bases", "findings",
                  "allowed"]  # fmt: skip

    def get_allowed(self, document: Document) -> list[str]:
        return self.context["allowed"](document)

    def get_findings(self, document: Document) -> list[dict[str, Any]]:
        found = self.context["findings"](document)
        names = ("code", "field", "message", "is_error", "article", "mark")
        return [{name: getattr(one, name) for name in names} for one in found]

    def get_links(self, document: Document) -> list[dict[str, Any]]:
        rows = document.links.values("kind", "target", "target__number", "named", "note")
        return list(rows)

    def get_bases(self, document: Document) -> list[dict[str, Any]]:
        return list(document.bases.values("clause", "law", "article"))


class VersionSerializer(serializers.ModelSerializer):
    added_by = serializers.CharField(source="added_by.username", allow_null=True, default=None)

    class Meta:
        model = Version
        fields = ["number", "label", "text", "length", "effective_on", "file_name", "sha256",
                  "added_by", "added_at"]  # fmt: skip


class DocumentMoveSerializer(serializers.ModelSerializer):
    made_by = serializers.CharField(source="made_by.username", allow_null=True, default=None)

    class Meta:
        model = Move
        fields = ["id", "verb", "from_state", "to_state", "made_on", "made_by", "made_at",
                  "article", "recorded", "reason"]  # fmt: skip


class PieceSerializer(serializers.Serializer):
    text = serializers.CharField()
    is_changed = serializers.BooleanField()


class RowSerializer(serializers.Serializer):
    """A paragraph on both sides of a comparison."""

    kind = serializers.ChoiceField(["same", "changed", "added", "removed"])
    old = PieceSerializer(many=True)
    new = PieceSerializer(many=True)
