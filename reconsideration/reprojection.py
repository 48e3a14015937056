"""Re-projection (重算期限) of cases, as `lawgov.statutes.reprojection` does it, with stops."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from lawgov.statutes import reprojected
from lawgov.statutes.calendar import WorkCalendar
from lawgov.statutes.deadlines import Deadline, Terms
from lawgov.statutes.reprojected import Days, Words
from lawgov.statutes.reprojection import Reprojecting
from reconsideration import clocks
from reconsideration.models import Case, Clock, Reprojection, Stop

__all__ = [
    "CASES", "Change", "Days", "Fault", "Preview", "apply", "effect", "preview", "shown",
]  # fmt: skip

WORDS = Words(
    records=_("Cases"),
    lead=_(
        "After a correction of the calendar or of a period, running deadlines of open cases"
        " follow the law as it stands now. Closed cases and ended deadlines stay as they were;"
        " a new rule set changes no case."
    ),
    nothing=_(
        "Nothing would change: every running deadline of an open case follows the law as it"
        " stands now."
    ),
    summary=_(
        "%(moved)s deadlines move, %(restated)s only become definite or provisional;"
        " %(records)s cases."
    ),
    done=_("%(count)s deadlines of %(records)s cases are re-projected."),
    effect=_("%(count)s deadlines of open cases would change."),
    stale=_("Cases have changed since the preview. Look at the new preview first."),
)


class OfCase:
    """What concerns one case."""

    __slots__ = ()
    record: int

    @property
    def case(self) -> int:
        return self.record


class Change(OfCase, reprojected.Change):
    """A deadline of a case that would change."""

    __slots__ = ()


class Fault(OfCase, reprojected.Fault):
    """A deadline of a case that cannot be computed anew."""

    __slots__ = ()


class Preview(reprojected.Preview):
    """All that re-projecting would change of cases."""

    @property
    def cases(self) -> int:
        return self.records


class Cases(Reprojecting[Preview]):
    """Cases: the deadline for deciding stands still while the case does."""

    previewing, change, fault = Preview, Change, Fault
    record, clock, journal = Case, Clock, Reprojection
    owner, page, words = "case", "reconsideration:reproject", WORDS
    stoppable = clocks.DECISIONS

    def deadline(
        self, clock: Any, terms: Terms, calendar: WorkCalendar, stops: Iterable[Any]
    ) -> Deadline:
        return clocks.deadline_by(clock, terms, calendar, stops)

    def stops(self, keys: set[int]) -> dict[int, list[Stop]]:
        found = defaultdict(list)
        for stop in Stop.objects.filter(case__in=keys, ended_on__isnull=False):
            found[stop.case_id].append(stop)
        return found


CASES = Cases()
preview, apply, shown, effect = CASES.preview, CASES.apply, CASES.shown, CASES.effect
