"""Reviews, filings, suggestions and clean-ups for other programs, by the rules of the pages."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import exceptions, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from lawgov.movepages import made
from normative.api import DocumentPages
from normative.filters_matters import MatterFilter
from normative.forms.matters import FilingForm
from normative.forms.tracks import FORMS_OF
from normative.matters import machine_of
from normative.matters.base import WITHIN, sees_review
from normative.models import REVIEWS, Act, Cleanup, CleanupItem, Document, Matter, Track
from normative.serializers_matters import (
    CleanupItemSerializer,
    CleanupSerializer,
    ListedMatterSerializer,
    MatterDeadlineSerializer,
    MatterMoveSerializer,
    MatterSerializer,
    recorded_for,
)
from normative.views.openings import OPENINGS, may_open, opened, owed

VERBS = "|".join(verb.value for verb in Act if verb != Act.OPEN)
LINKED = ["organ", "receiver", "submitter", "outcome", "document", "rule_set", "reviewer",
          "second_reviewer"]  # fmt: skip
PARTS = ["points__point", "materials__item", "advice", "letters", "clocks"]


class MatterViewSet(viewsets.GenericViewSet):
    """The matters of some tracks; every change is a move, as on the pages."""

    tracks: list[Track] = []
    queryset = Matter.objects.none()
    pagination_class = DocumentPages
    filterset_class = MatterFilter
    action_permissions = {
        "list": "normative.view_matter",
        "retrieve": "normative.view_matter",
        "create": "normative.view_matter",
        "deadlines": "normative.view_matter",
        "moves": "normative.view_matter",
        "make": "normative.view_matter",
    }

    def get_serializer_class(self) -> Any:
        return ListedMatterSerializer if self.action == "list" else MatterSerializer

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Matter.objects.none()
        rows = Matter.objects.visible_to(self.request.user).filter(track__in=self.tracks)
        rows = rows.select_related(*LINKED).defer("search_text", "search_pairs")
        return rows if self.action == "list" else rows.prefetch_related(*PARTS)

    def filter_queryset(self, queryset: Any) -> Any:
        if self.detail:
            return queryset
        chosen = MatterFilter(self.request.query_params, queryset=queryset, request=self.request)
        if not chosen.is_valid():
            raise exceptions.ValidationError(chosen.errors)
        return chosen.qs

    def get_serializer_context(self) -> dict[str, Any]:
        return super().get_serializer_context() | {"allowed": self.allowed}

    def allowed(self, matter: Matter) -> list[str]:
        """The moves that matter and user allow now."""
        machine, today = machine_of(matter), timezone.localdate()
        return [
            str(verb)
            for verb in machine.allowed(matter, today)
            if machine.may_make(self.request.user, matter, machine.rules[verb])
        ]

    @extend_schema(responses=ListedMatterSerializer(many=True))
    def list(self, request: Request) -> Response:
        """Matters in sight, the latest registered first."""
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(responses=MatterSerializer)
    def retrieve(self, request: Request, pk: str) -> Response:
        """One matter with its points, deadlines and the moves it allows now."""
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(request=OpenApiTypes.OBJECT, responses={201: MatterSerializer})
    def create(self, request: Request) -> Response:
        """Open a matter: the fields of the page, and `track` where there are several."""
        track = self.track_of(request)
        if not may_open(request.user, track):
            raise exceptions.PermissionDenied
        form = OPENINGS[track][0](request.data, request.FILES, user=request.user)
        if not form.is_valid():
            raise exceptions.ValidationError(form.errors)
        matter = opened(form, track, by=request.user, today=timezone.localdate())
        return self.made(matter)

    def track_of(self, request: Request) -> str:
        """The track that is asked for, of those that are opened here."""
        tracks = [track.value for track in self.tracks if track in OPENINGS]
        track = str(request.data.get("track", tracks[0]))
        if track not in tracks:
            message = _("There is no such choice.")
            raise exceptions.ValidationError({"track": [message]})
        return track

    def made(self, matter: Matter) -> Response:
        """A matter that was just opened."""
        data = self.get_serializer(self.get_queryset().get(pk=matter.pk)).data
        return Response(data, status=status.HTTP_201_CREATED)

    @extend_schema(responses=MatterDeadlineSerializer(many=True))
    @action(detail=True, pagination_class=None)
    def deadlines(self, request: Request, pk: str) -> Response:
        """Every deadline of a matter, each with its article and steps."""
        rows = self.get_object().clocks.select_related("period__rule_set")
        return Response(MatterDeadlineSerializer(rows, many=True).data)

    @extend_schema(responses=MatterMoveSerializer(many=True))
    @action(detail=True, pagination_class=None)
    def moves(self, request: Request, pk: str) -> Response:
        """Every step of a matter: who, when, on which legal day, what was recorded."""
        matter = self.get_object()
        rows = matter.moves.select_related("made_by")
        if not sees_review(request.user, matter):
            rows = rows.exclude(verb__in=WITHIN)
        shows = matter.is_seen_by_name(request.user)
        told = [recorded_for(row, MatterMoveSerializer(row).data, shows) for row in rows]
        return Response(told)

    @extend_schema(
        request=OpenApiTypes.OBJECT,
        responses=MatterSerializer,
        parameters=[OpenApiParameter("verb", str, "path", enum=VERBS.split("|"))],
    )
    @action(detail=True, methods=["post"], url_path=f"(?P<verb>{VERBS})")
    def make(self, request: Request, pk: str, verb: str) -> Response:
        """Make a move: `on`, the fields of its page, `version` to notice the moves of others."""
        matter = self.get_object()
        machine, forms = machine_of(matter), FORMS_OF[matter.track]
        if verb not in forms:
            raise exceptions.NotFound
        rule, today = machine.rules[verb], timezone.localdate()
        if not machine.may_make(request.user, matter, rule):
            raise exceptions.PermissionDenied
        machine.check(matter, rule, today)
        form = forms[verb](request.data, request.FILES, record=matter)
        if not form.is_valid():
            raise exceptions.ValidationError(form.errors)
        done = made(machine, matter, verb, form, request, today)
        return Response(self.get_serializer(self.get_queryset().get(pk=done.pk)).data)


@extend_schema_view(make=extend_schema(operation_id="v1_reviews_make"))
class ReviewViewSet(MatterViewSet):
    """Drafts under review before issue, and attached reviews."""

    tracks = REVIEWS


@extend_schema_view(make=extend_schema(operation_id="v1_filings_make"))
class FilingViewSet(MatterViewSet):
    """Documents to be filed, filed, and reviewed after filing."""

    tracks = [Track.FILING]

    @extend_schema(request=OpenApiTypes.OBJECT, responses={201: MatterSerializer})
    def create(self, request: Request) -> Response:
        """Note that a published `document` has to be filed, with whom its maker files."""
        rows = Document.objects.visible_to(request.user).select_related("organ__parent__parent")
        form = FilingForm(request.data, documents=rows)
        if not form.is_valid():
            raise exceptions.ValidationError(form.errors)
        today = timezone.localdate()
        return self.made(owed(form.cleaned_data["document"], by=request.user, today=today))


@extend_schema_view(make=extend_schema(operation_id="v1_suggestions_make"))
class SuggestionViewSet(MatterViewSet):
    """Suggestions for review from citizens and organs."""

    tracks = [Track.SUGGESTION]


class CleanupViewSet(viewsets.GenericViewSet):
    """Clean-up campaigns and what became of their documents."""

    queryset = Cleanup.objects.none()
    pagination_class = DocumentPages
    serializer_class = CleanupSerializer
    action_permissions = {
        "list": "normative.view_cleanup",
        "retrieve": "normative.view_cleanup",
        "items": "normative.view_cleanup",
    }

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Cleanup.objects.none()
        return Cleanup.objects.visible_to(self.request.user).select_related("organ")

    @extend_schema(responses=CleanupSerializer(many=True))
    def list(self, request: Request) -> Response:
        """Campaigns in sight, the latest first."""
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(responses=CleanupSerializer)
    def retrieve(self, request: Request, pk: str) -> Response:
        """One campaign with how many of its documents have which result."""
        cleanup = self.get_object()
        results: dict[str, int] = {}
        for result in cleanup.items.values_list("result", flat=True):
            results[result or "undecided"] = results.get(result or "undecided", 0) + 1
        return Response(self.get_serializer(cleanup).data | {"results": results})

    @extend_schema(responses=CleanupItemSerializer(many=True))
    @action(detail=True)
    def items(self, request: Request, pk: str) -> Response:
        """The documents of a campaign, page by page."""
        rows = CleanupItem.objects.filter(cleanup=self.get_object())
        page = self.paginate_queryset(rows.select_related("document", "assigned_to"))
        return self.get_paginated_response(CleanupItemSerializer(page, many=True).data)
