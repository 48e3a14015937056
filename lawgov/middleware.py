"""Language, login and domain errors, once for all pages."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from lawgov.errors import Conflict

Next = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Chinese, unless the user chose otherwise in the header.

    Django's own middleware would follow the browser's language; office
    computers are often installed in English, so only the choice counts.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        known = {code for code, _name in settings.LANGUAGES}
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers["Content-Language"] = language
        return response


class LoginMiddleware(LoginRequiredMiddleware):
    """Every page needs a login; a fragment asked for without one answers 401.

    A redirect would be followed by htmx and put the login page into a table
    cell; with 401 the page keeps what was typed and offers to log in again.
    """

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponse]
    ) -> HttpResponse:
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401)
        return super().handle_no_permission(request, view_func)


class DomainErrorMiddleware:
    """`Conflict` becomes a page with status 409; the API has its own handler."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Conflict):
            return None
        return render(request, "lawgov/conflict.html", {"message": exception.message}, status=409)


class NoStoreMiddleware:
    """Pages with figures are not kept by browsers or proxies on shared computers."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"
        return response
