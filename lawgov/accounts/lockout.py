"""The answer to a login that is locked out."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any]
) -> HttpResponse:
    """Say that this login is closed for a while: a page to people, JSON to programs."""
    status = settings.AXES_HTTP_RESPONSE_CODE
    if request.path.startswith("/api/"):
        words = _("Too many attempts failed. Try again in half an hour, or ask the administrator.")
        return JsonResponse({"detail": words}, status=status)
    return render(request, "accounts/locked.html", status=status)
