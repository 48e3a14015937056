"""What comes about because a day has passed: acceptance by law, suspensions that have lasted.

A command asks for it every day. Nothing here counts days or runs: everything
follows from the deadlines that the cases keep, so that a command that was not
run for a week, or was run twice, gives the same as one that ran every day.
"""

import logging
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lawgov.errors import Conflict
from reconsideration import moves
from reconsideration.models import Case, Clock, State, Verb

logger = logging.getLogger(__name__)


class Outcome(NamedTuple):
    """One case: accepted by law on a day, or why it could not be."""

    number: str
    accepted_on: date | None
    fault: str


def review_ended(today: date) -> Any:
    """The reviews for acceptance that ended before today without a decision."""
    rows = Clock.objects.running().filter(code="acceptance_review", due__lt=today)
    return rows.filter(case__state=State.RECEIVED).select_related("case").order_by("case_id", "pk")


def deem_accepted(today: date) -> Iterator[Outcome]:
    """Make each acceptance that silence has brought about, every case for itself (T6).

    A day that is only provisional is not made the day of acceptance: with the
    calendar published, and the deadlines re-projected, it may be another.
    """
    for clock in list(review_ended(today)):
        if clock.is_provisional:
            fault = _("The calendar of %(year)s is not published: import it, then re-project.")
            year = {"year": clock.due.year}
            yield Outcome(clock.case.number, None, fault % year)
            continue
        outcome = _deem(clock, today)
        if outcome is not None:
            yield outcome


def _deem(clock: Clock, today: date) -> Outcome | None:
    """The acceptance of one case; nothing if somebody else has moved the case meanwhile."""
    case = clock.case
    try:
        done = moves.make(case, Verb.DEEM_ACCEPTED, by=None, on=today, today=today)
    except Exception as failure:  # one case must not keep the others from their acceptance
        if not review_ended(today).filter(pk=clock.pk).exists():
            return None
        if not isinstance(failure, Conflict | ValidationError):
            logger.exception("deem_accepted %s", case.number)
        return Outcome(case.number, None, _said(failure))
    return Outcome(case.number, done.accepted_on, "")


def _said(failure: Exception) -> str:
    if isinstance(failure, ValidationError):
        return "；".join(failure.messages)
    return str(failure)


def lasting_suspensions(today: date) -> list[tuple[Case, date]]:
    """Cases suspended so long that the suspension may end them, since when (T26)."""
    rows = Clock.objects.running().filter(code="suspension_termination", nominal__lte=today)
    found = rows.filter(case__state=State.SUSPENDED).select_related("case").order_by("start", "pk")
    return [(clock.case, clock.start) for clock in found]
