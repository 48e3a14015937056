"""Figures, reports and checks for other programs; the same rules as the pages."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, serializers, status, viewsets
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from lawgov.answers import ConflictAnswer
from lawgov.api import ListPages
from lawgov.organs.models import Organ
from reports import filters
from reports.comparison import Row, Wanted, compare_years
from reports.entry import Entry, EntryRefused, checks_of, load_book, record_figures
from reports.forms import ComparisonForm
from reports.identities import Check, Side
from reports.models import (
    AnnualReport,
    Indicator,
    Observation,
    Plan,
    Practice,
    Problem,
    Source,
)
from reports.models.figures import plain
from reports.serializers import (
    ChangeSerializer,
    EntrySerializer,
    IndicatorSerializer,
    ObservationSerializer,
    PlanSerializer,
    PracticeSerializer,
    ProblemSerializer,
    ReportSerializer,
)


class Scoped(viewsets.ReadOnlyModelViewSet):
    """Rows in the user's sight only."""

    def get_queryset(self) -> Any:
        return super().get_queryset().visible_to(self.request.user)


class IndicatorViewSet(viewsets.ReadOnlyModelViewSet):
    """The catalogue of indicators with their definitions."""

    queryset = Indicator.objects.select_related("numerator", "denominator").order_by("pk")
    serializer_class = IndicatorSerializer
    filterset_class = filters.IndicatorFilter
    action_permissions = {
        "list": "reports.view_indicator",
        "retrieve": "reports.view_indicator",
    }


class ReportViewSet(Scoped):
    """Annual reports with their text by section."""

    queryset = AnnualReport.objects.select_related("organ").prefetch_related("sections")
    serializer_class = ReportSerializer
    filterset_fields = ["year"]
    action_permissions = {
        "list": "reports.view_annualreport",
        "retrieve": "reports.view_annualreport",
    }


class ObservationViewSet(Scoped):
    """Figures with their source; entering one follows the rules of the entry page."""

    queryset = Observation.objects.for_list()
    serializer_class = ObservationSerializer
    filterset_class = filters.ObservationFilter
    action_permissions = {
        "list": "reports.view_observation",
        "retrieve": "reports.view_observation",
        "create": "reports.enter_figures",
        "partial_update": "reports.enter_figures",
    }

    @extend_schema(request=EntrySerializer, responses={201: ObservationSerializer})
    def create(self, request: Request) -> Response:
        """Enter a figure of an open year."""
        serializer = EntrySerializer(data=request.data, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        data = dict(serializer.validated_data)
        year, reason, text = data.pop("year"), data.pop("reason"), data.pop("value")
        row = self._record(year, Entry(text=text, **data), reason)
        return Response(self.get_serializer(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=ChangeSerializer, responses=ObservationSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change an entered figure; 409 when somebody else has changed it since `version`."""
        row = self.get_object()
        if row.source != Source.ENTERED:
            raise ConflictAnswer(f"{row.get_source_display()}: {row}")
        serializer = ChangeSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        data = serializer.validated_data
        note = data.get("note", row.note)
        entry = Entry(row.indicator, row.organ, row.scope, data["value"], note, data["version"])
        changed = self._record(row.year, entry, data["reason"])
        return Response(self.get_serializer(changed).data)

    def _record(self, year: int, entry: Entry, reason: str) -> Observation:
        reports = AnnualReport.objects.visible_to(self.request.user).for_list()
        report = reports.filter(year=year).first()
        if report is None:
            raise exceptions.ValidationError({"year": [_("This year is not open.")]})
        try:
            rows = record_figures(
                report=report, by=self.request.user, entries=[entry], reason=reason
            )
        except EntryRefused as refusal:
            answer = ConflictAnswer if refusal.conflicts else exceptions.ValidationError
            raise answer({"value": refusal.errors[0]}) from refusal
        return rows[0]


class PracticeViewSet(Scoped):
    """What organs did, as reports name it."""

    queryset = Practice.objects.select_related("organ", "report").order_by("pk")
    serializer_class = PracticeSerializer
    filterset_class = filters.PracticeFilter
    action_permissions = {"list": "reports.view_practice", "retrieve": "reports.view_practice"}


class ProblemViewSet(Scoped):
    """The problems that reports admit."""

    queryset = Problem.objects.select_related("report").order_by("pk")
    serializer_class = ProblemSerializer
    filterset_class = filters.ProblemFilter
    action_permissions = {"list": "reports.view_problem", "retrieve": "reports.view_problem"}


class PlanViewSet(Scoped):
    """What reports promise for the year after."""

    queryset = Plan.objects.select_related("report").order_by("pk")
    serializer_class = PlanSerializer
    filterset_class = filters.PlanFilter
    action_permissions = {"list": "reports.view_plan", "retrieve": "reports.view_plan"}


YEARS = OpenApiParameter("years", str, required=True, description="2013,2014")
YEAR = OpenApiParameter("year", int, required=True)
TEXT = [OpenApiParameter(name, str) for name in ("section", "organ", "indicator", "large")]


class ComparisonView(GenericAPIView):
    """Two or more years side by side: value, change, change in per cent or points."""

    pagination_class = ListPages
    action_permissions = {"read": "reports.view_observation"}
    serializer_class = serializers.Serializer
    queryset = Observation.objects.none()
    filter_backends: list[Any] = []

    @extend_schema(parameters=[YEARS, *TEXT], responses={200: dict})
    def get(self, request: Request) -> Response:
        form = ComparisonForm(request.query_params, user=request.user)
        if not form.is_valid():
            raise exceptions.ValidationError(form.errors)
        rows = compare_years(request.user, Wanted(**form.cleaned_data))
        page = self.paginate_queryset(rows)
        return self.get_paginated_response([comparison_row(row) for row in page or []])


def comparison_row(row: Row) -> dict[str, Any]:
    """A row of a comparison as the API writes it."""
    return {
        "indicator": {"code": row.indicator.code, "name": row.indicator.name},
        "organ": {"id": row.organ.pk, "name": row.organ.name, "code": row.organ.code},
        "section": row.indicator.section,
        "scope": row.scope,
        "unit": row.indicator.unit,
        "values": [
            {
                "year": cell.year,
                "value": _text(cell.figure.value) if cell.figure else None,
                "state": cell.figure.state if cell.figure else "not_reported",
                "precision": cell.figure.precision if cell.figure else "exact",
                "is_derived": cell.figure.is_derived if cell.figure else False,
                "change": _text(cell.change.difference) if cell.change else None,
                "change_percent": _text(cell.change.percent) if cell.change else None,
                "change_kind": cell.change.kind if cell.change else None,
                "change_in_points": cell.change.is_points if cell.change else False,
                "definition_changed": cell.change.is_broken if cell.change else False,
            }
            for cell in row.cells
        ],
    }


def _text(value: Any) -> str | None:
    return None if value is None else plain(value)


class IdentitiesView(GenericAPIView):
    """Each identity of a year: its sides with their numbers, and whether it holds."""

    pagination_class = ListPages
    action_permissions = {"read": "reports.view_identityrule"}
    serializer_class = serializers.Serializer
    queryset = Observation.objects.none()
    filter_backends: list[Any] = []

    @extend_schema(parameters=[YEAR], responses={200: dict})
    def get(self, request: Request) -> Response:
        text = request.query_params.get("year", "")
        if not (text.isdecimal() and len(text) == 4):
            raise exceptions.ValidationError({"year": ["2013"]})
        organs = {organ.pk: organ for organ in Organ.objects.visible_to(request.user)}
        checks = checks_of(load_book(int(text), set(organs)), int(text))
        page = self.paginate_queryset(checks)
        return self.get_paginated_response(
            [identity_row(check, organs[check.organ]) for check in page or []]
        )


def identity_row(check: Check, organ: Organ) -> dict[str, Any]:
    """A checked identity as the API writes it; `holds` is null where a figure is missing."""
    return {
        "rule": check.rule.code,
        "name": str(check.rule),
        "severity": check.rule.severity,
        "relation": check.rule.relation,
        "organ": {"id": organ.pk, "name": organ.name, "code": organ.code},
        "scope": check.scope,
        "year": check.year,
        "left": side_row(check.left),
        "right": side_row(check.right),
        "holds": check.holds,
        "sentence": check.sentence,
    }


def side_row(side: Side) -> dict[str, Any]:
    """One side of an identity: its terms and their sum."""
    return {
        "total": None if side.missing else plain(side.total),
        "terms": [
            {
                "indicator": operand.key.indicator,
                "name": operand.name,
                "scope": operand.key.scope,
                "year": operand.year,
                "sign": operand.term.sign,
                "value": _text(operand.figure.value) if operand.figure else None,
            }
            for operand in side.operands
        ],
    }
