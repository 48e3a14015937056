"""Re-projection (重算期限) of matters: `lawgov.statutes.reprojection`, and the day to file by."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lawgov.statutes.reprojected import Preview, Words
from lawgov.statutes.reprojection import Reprojecting
from normative.matters.filings.machine import FILING
from normative.models import Matter, MatterClock, MatterReprojection

__all__ = ["MATTERS", "apply", "effect", "preview", "shown"]

WORDS = Words(
    records=_("Matters"),
    lead=_(
        "After a correction of the calendar or of a period, running deadlines of open matters"
        " follow the law as it stands now, and with the deadline for filing the day to file by."
        " Ended matters and deadlines, and days that an organ has set itself, stay as they were;"
        " a new rule set changes no matter."
    ),
    nothing=_(
        "Nothing would change: every running deadline of an open matter follows the law as it"
        " stands now."
    ),
    summary=_(
        "%(moved)s deadlines move, %(restated)s only become definite or provisional;"
        " %(records)s matters."
    ),
    done=_("%(count)s deadlines of %(records)s matters are re-projected."),
    effect=_("%(count)s deadlines of open matters would change."),
    stale=_("Matters have changed since the preview. Look at the new preview first."),
)


class Matters(Reprojecting[Preview]):
    """Matters: nothing stops their deadlines."""

    previewing = Preview
    record, clock, journal = Matter, MatterClock, MatterReprojection
    owner, page, words = "matter", "normative:matter_reproject", WORDS

    def keep(self, changes: list[Any]) -> None:
        """The soonest day, and of a filing the last day of its duty."""
        super().keep(changes)
        same: defaultdict[date, list[int]] = defaultdict(list)
        for change in changes:
            if change.code == FILING:
                same[change.new.due].append(change.record)
        for due, keys in same.items():
            Matter.objects.filter(pk__in=keys).update(filing_due_on=due)

    def numbers(self, keys: set[int]) -> dict[int, str]:
        """The number, or the title of what has none yet."""
        rows = Matter.objects.filter(pk__in=keys).values_list("pk", "number", "title")
        return {key: number or title for key, number, title in rows}


MATTERS = Matters()
preview, apply, shown, effect = MATTERS.preview, MATTERS.apply, MATTERS.shown, MATTERS.effect
