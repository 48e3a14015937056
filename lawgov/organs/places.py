"""Records that belong to a place: who sees them, by equality, so that an index serves."""

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Q

from lawgov.organs.models import Organ

if TYPE_CHECKING:
    from lawgov.accounts.models import User

SCOPES = {
    Organ.Level.PROVINCE: "province",
    Organ.Level.PREFECTURE: "city",
    Organ.Level.COUNTY: "county",
}
M = TypeVar("M", bound=models.Model)


def belonging_to(organ: Organ) -> Q:
    """That a record is of an organ or of one below it; by equality, so that indexes serve."""
    if organ.kind == Organ.Kind.GOVERNMENT and organ.level in SCOPES:
        return Q(**{SCOPES[Organ.Level(organ.level)]: organ})
    return Q(organ=organ)


class PlacedQuerySet(models.QuerySet[M]):
    """Records by reader and by organ."""

    def visible_to(self, user: "User") -> Self:
        """The records of the organs in the user's subtree."""
        if user.is_superuser:
            return self
        if user.organ is None:
            return self.none()
        return self.of(user.organ.realm)

    def of(self, organ: Organ) -> Self:
        """The records of an organ and of those below it."""
        return self.filter(belonging_to(organ))


class Placed(models.Model):
    """A record of an organ, which keeps the province, city and county the organ belongs to.

    The model itself has the foreign key `organ`.
    """

    province = models.ForeignKey(
        Organ, models.PROTECT, null=True, related_name="+", editable=False, db_index=False
    )
    city = models.ForeignKey(
        Organ, models.PROTECT, null=True, related_name="+", editable=False, db_index=False
    )
    county = models.ForeignKey(
        Organ, models.PROTECT, null=True, related_name="+", editable=False, db_index=False
    )

    class Meta:
        abstract = True

    def place_in(self, organ: Organ) -> None:
        """Keep whose record it is and in which province, city and county."""
        self.organ = organ
        at: Organ | None = organ
        while at is not None:
            if at.kind == Organ.Kind.GOVERNMENT and at.level in SCOPES:
                setattr(self, SCOPES[Organ.Level(at.level)], at)
            at = at.parent
