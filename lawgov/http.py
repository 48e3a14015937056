"""The request as our views receive it: logged in, with htmx's headers read."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from lawgov.accounts.models import User


class Request(HttpRequest):
    """A request past the login middleware."""

    user: User
    htmx: HtmxDetails
