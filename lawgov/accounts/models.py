"""Accounts: a person, their organ and their roles."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from lawgov.organs.models import Organ


class User(AbstractUser):
    """A person who works with the application, in the name of one organ.

    Roles are groups, loaded by fixture; what the person sees is the subtree of
    the organ. One account per person; accounts are disabled, not deleted.
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(pgettext_lazy("person", "name"), max_length=50)
    organ = models.ForeignKey(
        Organ,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="staff",
        verbose_name=_("organ"),
    )
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """The name as it is written in Chinese: one field, family name first."""
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @property
    def role_names(self) -> str:
        """The roles as shown beside the name."""
        return "、".join(group.name for group in self.groups.all())
