from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, permissions, views
from rest_framework.request import Request
from rest_framework.response import Response

from lawgov.statutes.current import answer, as_json
from lawgov.statutes.deadlines import NotAllowed
from lawgov.statutes.forms import DeadlineForm

FIELDS = ["received", "suspend", "exclude", "extend", "content_known", "variant"]
PARAMETERS = [OpenApiParameter(name, str, required=True) for name in ("code", "start")]
PARAMETERS += [OpenApiParameter(name, str) for name in FIELDS]


class CalculateView(views.APIView):
    """The last day of a statutory period, with the article, the days counted and every step.

    The law is public: whoever may log in may ask.
    """

    permission_classes = [permissions.IsAuthenticated]

    @extend_schema(parameters=PARAMETERS, responses={200: dict})
    def get(self, request: Request) -> Response:
        form = DeadlineForm(request.query_params)
        if not form.is_valid():
            raise exceptions.ValidationError(form.errors)
        try:
            return Response(as_json(answer(form.question)))
        except NotAllowed as refused:
            raise exceptions.ValidationError({"detail": str(refused.message)}) from refused
