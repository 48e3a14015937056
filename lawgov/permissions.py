"""Who may call which action of the API."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request


class ActionPermissions(BasePermission):
    """Each view names the permission of each of its actions; a missing name is an error.

    Views with one purpose use the key `"read"`.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        if not request.user.is_authenticated:
            return False
        action = getattr(view, "action", None) or "read"
        if action in {"metadata", "read"} or getattr(view, "swagger_fake_view", False):
            action = next(iter(view.action_permissions))
        return request.user.has_perm(view.action_permissions[action])
