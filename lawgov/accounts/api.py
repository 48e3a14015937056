from typing import Any

from drf_spectacular.utils import extend_schema, inline_serializer
from knox.views import LoginView
from rest_framework import serializers
from rest_framework.authtoken.serializers import AuthTokenSerializer
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

TOKEN = {"token": serializers.CharField(), "expiry": serializers.DateTimeField()}


class TokenView(LoginView):
    """Exchange user name and password for a token; failures count towards the lockout."""

    permission_classes = [AllowAny]
    authentication_classes: list[Any] = []

    @extend_schema(
        request=AuthTokenSerializer, responses=inline_serializer("IssuedToken", fields=TOKEN)
    )
    def post(self, request: Request, format: str | None = None) -> Response:  # noqa: A002
        # The lockout marks the plain request, where its middleware looks for the mark.
        context = {"request": request._request}
        serializer = AuthTokenSerializer(data=request.data, context=context)
        serializer.is_valid(raise_exception=True)
        request.user = serializer.validated_data["user"]
        return super().post(request, format)
