"""Roles from the fixtures, and the demonstration accounts of a first look."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ImproperlyConfigured

from lawgov.accounts.models import User
from lawgov.loading import Loader, read_yaml
from lawgov.organs.models import Organ

DEMONSTRATION_PASSWORD = "Look-Around-2013"


def load_roles(loader: Loader) -> None:
    """Make each role a group with at least its permissions."""
    for role in read_yaml("roles.yaml"):
        group = loader.load(Group, {"name": role["name"]}, {})
        missing = _permissions(role).exclude(group=group)
        group.permissions.add(*missing)


def _permissions(role: dict[str, Any]) -> Any:
    names = [*role["permissions"], *role.get("more", [])]
    pairs = [name.split(".") for name in names]
    wanted = Permission.objects.none()
    for app, codename in pairs:
        wanted |= Permission.objects.filter(content_type__app_label=app, codename=codename)
    for app in role.get("views", []):
        wanted |= Permission.objects.filter(
            content_type__app_label=app, codename__startswith="view_"
        )
    return wanted


def make_demonstration_accounts() -> list[tuple[User, str]]:
    """One account per role in the provincial government; only where DEBUG is on.

    Returns the accounts with their password. Raises `ImproperlyConfigured` in
    production, which never has them.
    """
    if not settings.DEBUG:
        raise ImproperlyConfigured("Demonstration accounts exist only with DEBUG=1.")
    organ = Organ.objects.get(code="140000-fzb")
    accounts = []
    for role in read_yaml("roles.yaml"):
        user, created = User.objects.get_or_create(
            username=role["code"],
            defaults={
                "name": role["person"],
                "organ": organ,
                "is_staff": role.get("is_staff", False),
            },
        )
        if created:
            user.set_password(DEMONSTRATION_PASSWORD)
            user.save()
            user.groups.add(Group.objects.get(name=role["name"]))
        accounts.append((user, DEMONSTRATION_PASSWORD))
    return accounts
