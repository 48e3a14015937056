"""How the API answers what the domain refuses."""

from typing import Any

from django.core.exceptions import ValidationError
from rest_framework import exceptions, permissions, response, views

from lawgov.errors import Conflict


class Nowhere(views.APIView):
    """What is not there answers in JSON too."""

    permission_classes = [permissions.IsAuthenticated]
    schema = None

    def get(self, request: Any, rest: str) -> response.Response:
        raise exceptions.NotFound

    post = put = patch = delete = get


class ConflictAnswer(exceptions.APIException):
    """The record does not allow this now."""

    status_code = 409
    default_code = "conflict"


def exception_handler(error: Exception, context: dict[str, Any]) -> response.Response | None:
    """Answer domain errors as the pages do: 409 and 400, with the same words."""
    if isinstance(error, Conflict):
        error = ConflictAnswer(str(error.message))
    elif isinstance(error, ValidationError):
        detail = error.message_dict if hasattr(error, "error_dict") else error.messages
        error = exceptions.ValidationError(detail)
    return views.exception_handler(error, context)
