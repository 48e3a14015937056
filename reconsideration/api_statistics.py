"""The statistics form for programs."""

from typing import Any, cast

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import views
from rest_framework.request import Request
from rest_framework.response import Response

from lawgov.accounts.models import User
from reconsideration.forms.statistics import form_for
from reconsideration.statistics import Base, Reach, fill
from reconsideration.statistics.describing import as_json

PARAMETERS = [OpenApiParameter(name, str) for name in ("organ", "from", "to")]
PARAMETERS += [
    OpenApiParameter("reach", str, enum=Reach.values),
    OpenApiParameter("base", str, enum=Base.values),
]


class StatisticsView(views.APIView):
    """The national form of an organ for the days `from` to `to`, both counted.

    Numbers by the codes of columns and rows, identities and rates with their
    numbers. What is left out has its usual value: the caller's organ, the
    year to date.
    """

    action_permissions = {"read": "reconsideration.view_case"}

    @extend_schema(parameters=PARAMETERS, responses={200: dict})
    def get(self, request: Request) -> Response:
        user = cast("User", request.user)  # nobody else comes past the permission
        form = form_for(user, request.query_params, today=timezone.localdate())
        if not form.is_valid():
            errors: dict[str, Any] = form.errors
            return Response(errors, status=form.status)
        return Response(as_json(fill(form.question)))
