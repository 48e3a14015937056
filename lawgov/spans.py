"""Which days and whose records a count is about."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lawgov.organs.models import Organ
from lawgov.organs.places import belonging_to


class Reach(TextChoices):
    """Whose cases are counted."""

    TERRITORY = "territory", _("The organ and those below it")
    OWN = "own", pgettext_lazy("cases", "The organ alone")


@dataclass(frozen=True)
class Span:
    """Days from `start` up to, but without, `end`: the day after the last one."""

    start: date
    end: date

    @classmethod
    def through(cls, first: date, last: date) -> "Span":
        """The days from one to another, both counted."""
        return cls(first, last + timedelta(1))

    @classmethod
    def of_year(cls, year: int) -> "Span":
        """A calendar year."""
        return cls(date(year, 1, 1), date(year + 1, 1, 1))

    @property
    def last(self) -> date:
        """The last day that is counted."""
        return self.end - timedelta(1)

    @property
    def previous(self) -> "Span":
        """The days of equal number that end where these begin."""
        return Span(self.start - (self.end - self.start), self.start)

    @property
    def so_far(self) -> "Span":
        """All days up to the last one."""
        return Span(date.min, self.end)


def scope_of(organ: Organ, reach: str) -> Q:
    """The records of an organ and those below it, or of the organ and its offices alone.

    An office asks for its government: a legal-affairs office has none of its own.
    """
    realm = organ.realm
    if reach != Reach.OWN:
        return belonging_to(realm)
    offices = realm.children.filter(kind__in=Organ.OFFICES)
    return Q(organ__in=[realm.pk, *offices.values_list("pk", flat=True)])
