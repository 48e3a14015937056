"""What is asked of the statistics: of whom, for which days, broken down from which base."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lawgov.organs.models import Organ
from lawgov.spans import Reach, Span, scope_of

__all__ = ["Base", "Question", "Reach", "Span", "scope_of"]


class Base(TextChoices):
    """What the breakdowns by respondent, organ and act are taken of."""

    ACCEPTED = "accepted", _("Cases accepted in the period")
    RECEIVED = "received", _("Applications received in the period")


@dataclass(frozen=True)
class Question:
    """One form: an organ, a span of days, a base and a reach."""

    organ: Organ
    span: Span
    base: str = Base.ACCEPTED
    reach: str = Reach.TERRITORY
