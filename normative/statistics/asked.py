"""What is asked of the statistics: of whom, for which days."""

from dataclasses import dataclass

from lawgov.organs.models import Organ
from lawgov.spans import Reach, Span


@dataclass(frozen=True)
class Question:
    """An organ, a span of days, and whether those below it count too."""

    organ: Organ
    span: Span
    reach: str = Reach.TERRITORY
