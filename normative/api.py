from typing import Any

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, permissions, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from lawgov.api import Pages
from lawgov.movepages import made
from normative import checks, comparing, registering
from normative.filters import CatalogueFilter, DocumentFilter
from normative.forms.comparing import VersionsForm
from normative.forms.documents import DocumentForm
from normative.forms.moves import FORMS
from normative.listing import lights_on
from normative.models import Document
from normative.moves import documents
from normative.serializers import (
    CatalogueEntrySerializer,
    DocumentMoveSerializer,
    DocumentSerializer,
    ListedCatalogueEntrySerializer,
    ListedDocumentSerializer,
    RowSerializer,
    VersionSerializer,
)

UNREAD = ["search_text", "search_pairs"]


class DocumentPages(Pages):
    ordering = "-id"


class CataloguePages(DocumentPages):
    max_page_size = 100


class OnADay(viewsets.GenericViewSet):
    """What both the register and the catalogue do: filter and tell by the day of the request."""

    def filter_queryset(self, queryset: Any) -> Any:
        if self.detail:
            return queryset
        chosen = self.filterset_class(
            self.request.query_params, queryset=queryset, request=self.request,
            today=timezone.localdate(),
        )  # fmt: skip
        if not chosen.is_valid():
            raise exceptions.ValidationError(chosen.errors)
        return chosen.qs

    def get_serializer_context(self) -> dict[str, Any]:
        lights = lights_on(timezone.localdate())
        return super().get_serializer_context() | {"lights": lights}

    def listed(self) -> Response:
        rows = self.filter_queryset(self.get_queryset())
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class CatalogueViewSet(OnADay):
    """The documents in force, for everybody; one published document with its text."""

    authentication_classes = []
    permission_classes = [permissions.AllowAny]
    pagination_class = CataloguePages
    filterset_class = CatalogueFilter
    queryset = Document.objects.none()

    def get_serializer_class(self) -> Any:
        return ListedCatalogueEntrySerializer if self.action == "list" else CatalogueEntrySerializer

    def get_queryset(self) -> Any:
        today = timezone.localdate()
        rows = Document.objects.in_force(today)
        if self.action == "retrieve":
            rows = Document.objects.public(today)
        return rows.select_related("title_type").defer(*UNREAD, "note")

    @extend_schema(responses=ListedCatalogueEntrySerializer(many=True), auth=[])
    def list(self, request: Request) -> Response:
        """The documents in force, the latest registered first."""
        return self.listed()

    @extend_schema(responses=CatalogueEntrySerializer, auth=[])
    def retrieve(self, request: Request, pk: str) -> Response:
        """One published document, also when it is no longer in force."""
        return Response(self.get_serializer(self.get_object()).data)


class DocumentViewSet(OnADay):
    """The register of normative documents; every change is a move, as on the pages."""

    queryset = Document.objects.none()
    pagination_class = DocumentPages
    filterset_class = DocumentFilter
    action_permissions = {
        "list": "normative.view_document",
        "retrieve": "normative.view_document",
        "versions": "normative.view_document",
        "compare": "normative.view_document",
        "moves": "normative.view_document",
        "create": "normative.register_document",
        "make": "normative.view_document",
    }

    def get_serializer_class(self) -> Any:
        return ListedDocumentSerializer if self.action == "list" else DocumentSerializer

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Document.objects.none()
        rows = Document.objects.visible_to(self.request.user)
        return rows.select_related("organ__parent", "title_type").defer(*UNREAD)

    def get_serializer_context(self) -> dict[str, Any]:
        more = {"allowed": self.allowed, "findings": self.findings}
        return super().get_serializer_context() | more

    def allowed(self, document: Document) -> list[str]:
        """The moves that document and user allow now."""
        user, today = self.request.user, timezone.localdate()
        return [verb.value for verb in documents.allowed(document, today)
                if user.has_perm(documents.rules[verb].permission)]  # fmt: skip

    def findings(self, document: Document) -> Any:
        return checks.findings(document, today=timezone.localdate())

    @extend_schema(responses=ListedDocumentSerializer(many=True))
    def list(self, request: Request) -> Response:
        """Documents in sight, the latest registered first."""
        return self.listed()

    @extend_schema(responses=DocumentSerializer)
    def retrieve(self, request: Request, pk: str) -> Response:
        """One document with what it does not keep and the moves it allows now."""
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(request=OpenApiTypes.OBJECT, responses={201: DocumentSerializer})
    def create(self, request: Request) -> Response:
        """Register a document: the fields of the page; with `published_on` it is published."""
        form = DocumentForm(request.data, request.FILES, user=request.user)
        if not form.is_valid():
            raise exceptions.ValidationError(form.errors)
        document = registering.register(
            form.save(commit=False), by=request.user, today=timezone.localdate(),
            **form.arguments,
        )  # fmt: skip
        data = self.get_serializer(document).data
        return Response(data, status=status.HTTP_201_CREATED)

    @extend_schema(responses=VersionSerializer(many=True))
    @action(detail=True, pagination_class=None)
    def versions(self, request: Request, pk: str) -> Response:
        """Every text of a document, the first one first."""
        rows = self.get_object().versions.select_related("added_by")
        return Response(VersionSerializer(rows, many=True).data)

    @extend_schema(
        responses=RowSerializer(many=True),
        parameters=[OpenApiParameter("old", int), OpenApiParameter("new", int)],
    )
    @action(detail=True, pagination_class=None)
    def compare(self, request: Request, pk: str) -> Response:
        """What changed from one text to another, paragraph by paragraph."""
        document = self.get_object()
        form = VersionsForm(request.query_params, document=document)
        if not form.is_valid():
            raise exceptions.ValidationError(form.errors)
        texts = dict(document.versions.filter(number__in=form.cleaned_data.values())
                     .values_list("number", "text"))  # fmt: skip
        old, new = (texts[form.cleaned_data[side]] for side in ("old", "new"))
        rows = comparing.compare(old, new)
        return Response(RowSerializer(rows, many=True).data)

    @extend_schema(responses=DocumentMoveSerializer(many=True))
    @action(detail=True, pagination_class=None)
    def moves(self, request: Request, pk: str) -> Response:
        """Every step of a document: who, when, on which legal day, what was recorded."""
        rows = self.get_object().moves.select_related("made_by")
        return Response(DocumentMoveSerializer(rows, many=True).data)

    @extend_schema(
        operation_id="v1_documents_make",
        request=OpenApiTypes.OBJECT,
        responses=DocumentSerializer,
        parameters=[OpenApiParameter("verb", str, "path", enum=[v.value for v in FORMS])],
    )
    @action(detail=True, methods=["post"], url_path=f"(?P<verb>{'|'.join(FORMS)})")
    def make(self, request: Request, pk: str, verb: str) -> Response:
        """Make a move: `on`, the fields of its page, `version` to notice the moves of others."""
        document = self.get_object()
        if not request.user.has_perm(documents.rules[verb].permission):
            raise exceptions.PermissionDenied
        form = FORMS[verb](request.data, request.FILES, record=document)
        if not form.is_valid():
            raise exceptions.ValidationError(form.errors)
        done = made(documents, document, verb, form, request, timezone.localdate())
        return Response(self.get_serializer(done).data)
