from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from lawgov.api import Pages
from reconsideration import moves
from reconsideration.filters import CaseFilter
from reconsideration.forms.intake import CaseForm, PartyForm
from reconsideration.forms.moves import FORMS
from reconsideration.models import Case, Verb
from reconsideration.parties import check_paper
from reconsideration.serializers import (
    LISTED,
    CaseSerializer,
    ClockSerializer,
    ListedCaseSerializer,
    MoveSerializer,
    listed,
)


class CasePages(Pages):
    ordering = "-id"


class CaseViewSet(viewsets.GenericViewSet):
    """Cases of reconsideration; every change is a move, as on the pages."""

    queryset = Case.objects.all()
    serializer_class = CaseSerializer
    pagination_class = CasePages
    filterset_class = CaseFilter
    action_permissions = {
        "list": "reconsideration.view_case",
        "retrieve": "reconsideration.view_case",
        "deadlines": "reconsideration.view_case",
        "moves": "reconsideration.view_case",
        "create": "reconsideration.handle_case",
        "make": "reconsideration.view_case",
    }

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Case.objects.none()
        return Case.objects.visible_to(self.request.user)

    def get_serializer_context(self) -> dict[str, Any]:
        return super().get_serializer_context() | {"allowed": self.allowed}

    def allowed(self, case: Case) -> list[str]:
        """The moves that case and user allow now."""
        user = self.request.user
        return [v.value for v in moves.allowed(case) if user.has_perm(moves.RULES[v].permission)]

    @extend_schema(responses=ListedCaseSerializer(many=True))
    def list(self, request: Request) -> Response:
        """Cases in sight, the latest first."""
        rows = self.filter_queryset(self.get_queryset()).values(*LISTED)
        page = self.paginate_queryset(rows)
        return self.get_paginated_response([listed(row) for row in page])

    def retrieve(self, request: Request, pk: str) -> Response:
        """One case with its parties and the moves it allows now."""
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(request=OpenApiTypes.OBJECT, responses={201: CaseSerializer})
    def create(self, request: Request) -> Response:
        """Register an application: the fields of the page, and `parties` as a list."""
        form = CaseForm(request.data, user=request.user)
        parties = [PartyForm(data) for data in parties_of(request.data)]
        errors = dict(form.errors)
        faults = [party_faults(party) for party in parties]
        if any(faults):
            errors["parties"] = faults
        if errors:
            raise exceptions.ValidationError(errors)
        data = form.cleaned_data
        case = form.save(commit=False)
        case.handler = request.user
        moves.receive(
            case, organ=data["organ"], parties=[party.instance for party in parties],
            by=request.user, today=timezone.localdate(), number=data["number"],
            rule_set=data["rule_set"], rule_set_reason=data["rule_set_reason"],
        )  # fmt: skip
        return Response(self.get_serializer(case).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses=ClockSerializer(many=True))
    @action(detail=True, pagination_class=None, filterset_class=None)
    def deadlines(self, request: Request, pk: str) -> Response:
        """Every deadline of a case, each with its article and steps."""
        case = self.get_object()
        rows = list(case.clocks.select_related("period__rule_set"))
        for row in rows:
            row.case = case
        return Response(ClockSerializer(rows, many=True).data)

    @extend_schema(responses=MoveSerializer(many=True))
    @action(detail=True, pagination_class=None, filterset_class=None)
    def moves(self, request: Request, pk: str) -> Response:
        """Every step of a case: who, when, on which legal day, what was recorded."""
        rows = self.get_object().moves.select_related("made_by")
        rows = rows.prefetch_related("documents__kind")
        return Response(MoveSerializer(rows, many=True).data)

    @extend_schema(
        operation_id="v1_cases_make",
        request=OpenApiTypes.OBJECT,
        responses=CaseSerializer,
        parameters=[OpenApiParameter("verb", str, "path", enum=[v.value for v in FORMS])],
    )
    @action(detail=True, methods=["post"], url_path=f"(?P<verb>{'|'.join(FORMS)})",
            filterset_class=None)  # fmt: skip
    def make(self, request: Request, pk: str, verb: str) -> Response:
        """Make a move: `on`, the fields of its page, `version` to notice the moves of others."""
        case = self.get_object()
        if not request.user.has_perm(moves.RULES[Verb(verb)].permission):
            raise exceptions.PermissionDenied
        moves.engine.check(case, moves.RULES[Verb(verb)])  # 409 goes before what is typed wrongly
        form = FORMS[Verb(verb)](request.data, case=case)
        if not form.is_valid():
            raise exceptions.ValidationError(form.errors)
        done = moves.make(
            case, verb, by=request.user, on=form.cleaned_data["on"], today=timezone.localdate(),
            version=form.cleaned_data["version"], **form.arguments(),
        )  # fmt: skip
        return Response(self.get_serializer(done).data)


def parties_of(data: Any) -> list[dict[str, Any]]:
    """The parties of a request; raises 400 for anything that is no list of objects."""
    parties = data.get("parties", []) if isinstance(data, dict) else []
    if not isinstance(parties, list) or not all(isinstance(one, dict) for one in parties):
        raise exceptions.ValidationError({"parties": ["[{}]"]})
    return parties


def party_faults(form: PartyForm) -> dict[str, Any]:
    """What is wrong with a party, field by field."""
    if form.is_valid():
        try:
            check_paper(form.instance)
        except ValidationError as refusal:
            form.take(refusal)
    return dict(form.errors)
