"""Re-projection (重算期限): the deadlines of open cases follow a corrected calendar or period.

A case keeps its rule set and its versions of the periods, so a new rule set or
a new version of a period moves nothing. What moves days is a correction: of
the calendar, of a published year, or of the very period that a deadline runs
by. It is shown first and applied afterwards, to open cases and to deadlines
that still run; everything else stays as it was.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from lawgov.lifecycle import Stale
from lawgov.statutes.calendar import WorkCalendar
from lawgov.statutes.changes import LawHistory, Touched
from lawgov.statutes.current import all_terms_as_of, calendar_as_of, law_version
from lawgov.statutes.deadlines import NotAllowed, Terms
from lawgov.statutes.effects import Effect
from lawgov.statutes.names import name_of
from reconsideration import clocks
from reconsideration.models import Case, CaseQuerySet, Clock, Reprojection, Stop

if TYPE_CHECKING:
    from lawgov.accounts.models import User

BATCH = 5_000
COLUMNS = [
    "case", "pk", "code", "period", "start", "extension", "nominal", "due", "is_provisional",
]  # fmt: skip


class Days(NamedTuple):
    """What a deadline says."""

    nominal: date
    due: date
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A deadline that the law as it stands now would give other days, or another standing."""

    case: int
    clock: int
    code: str
    old: Days
    new: Days

    @property
    def is_moved(self) -> bool:
        """Whether a day moves; otherwise it only becomes definite, or provisional."""
        return self.old[:2] != self.new[:2]

    @property
    def both(self) -> tuple[Days, Days]:
        """Before and after."""
        return self.old, self.new


@dataclass(frozen=True, slots=True)
class Fault:
    """A deadline that the law as it stands now does not allow as it is; it stays as it was."""

    case: int
    clock: int
    code: str
    reason: str


@dataclass(frozen=True)
class Preview:
    """All that re-projecting would change, by a version of the law."""

    version: str
    changes: list[Change]
    faults: list[Fault]

    @property
    def moved(self) -> int:
        return sum(change.is_moved for change in self.changes)

    @property
    def restated(self) -> int:
        """How many keep their days and only become definite, or provisional."""
        return len(self.changes) - self.moved

    @property
    def cases(self) -> int:
        return len({change.case for change in self.changes})

    @cached_property
    def token(self) -> str:
        """Stands for this preview and no other: the law's version, and what it changes."""
        lines = (f"{c.clock} {c.old} {c.new}" for c in self.changes)
        digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        return f"{self.version}-{digest}"


def preview(cases: CaseQuerySet) -> Preview:
    """What would change of the cases, by case."""
    version = law_version()
    changes: list[Change] = []
    faults: list[Fault] = []
    for found in _computed(affected(cases, version), version):
        if isinstance(found, Fault):
            faults.append(found)
        elif found.old != found.new:
            changes.append(found)
    return Preview(version, changes, faults)


@transaction.atomic
def apply(
    cases: CaseQuerySet, *, by: "User | None", reason: str, token: str | None = None
) -> Preview:
    """Change what the preview of `token` showed, all of it or nothing, with a journal row each.

    Raises `Stale` where the law or the cases have changed since that preview:
    nothing is applied that nobody has seen.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the deadlines change.")})
    _lock(cases)
    now = preview(cases)
    if token is not None and token != now.token:
        raise Stale(_what_is_stale(token, now))
    _write(now, by, reason.strip())
    return now


def affected(cases: CaseQuerySet, version: str) -> Any:
    """The running deadlines of open cases that what has changed since can have touched.

    A deadline depends on no day before it starts and on none after it is due.
    """
    running = Clock.objects.running().filter(period__isnull=False, case__in=cases.open())
    versions = running.exclude(calendar_version=version).order_by()
    kept = versions.values_list("calendar_version", flat=True).distinct()
    law = LawHistory()
    touched = Q(pk__in=[])
    for old in kept:
        touched |= Q(calendar_version=old) & _within(law.since(old))
    return running.filter(touched).order_by("case_id", "pk")


def _within(touched: Touched) -> Q:
    found = Q(period__in=touched.periods)
    if touched.first is not None:
        forwards = Q(start__lte=touched.last, due__gte=touched.first)
        backwards = Q(due__lte=touched.last, start__gte=touched.first)
        found |= forwards | backwards
    return found


def _computed(rows: Any, version: str) -> Iterator[Change | Fault]:
    """Each deadline computed anew; the law is read once, the stops once for each batch.

    Deadlines that differ in nothing are computed once: among many cases there
    are few days to begin on.
    """
    calendar, terms = calendar_as_of(version), all_terms_as_of(version)
    known: dict[Any, Days | str] = {}
    for batch in _batches(rows.values_list(*COLUMNS).iterator(chunk_size=BATCH)):
        stops = _stops(batch)
        for case, key, code, period, start, extension, *old in batch:
            among = stops.get(case, ()) if code in clocks.DECISIONS else ()
            asked = (code, period, start, extension, case if among else None)
            if asked not in known:
                clock = Clock(code=code, start=start, extension=extension)
                known[asked] = _days(clock, terms[period], calendar, among)
            new = known[asked]
            if isinstance(new, str):
                yield Fault(case, key, code, new)
            else:
                yield Change(case, key, code, Days(*old), new)


def _days(clock: Clock, terms: Terms, calendar: WorkCalendar, stops: Iterable[Stop]) -> Days | str:
    """What the law gives now, or why it gives nothing."""
    try:
        found = clocks.deadline_by(clock, terms, calendar, stops)
    except NotAllowed as refusal:
        return str(refusal.message)
    return Days(found.nominal, found.due, found.is_provisional)


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch


def _stops(batch: list[Any]) -> dict[int, list[Stop]]:
    """The times that do not count, of the cases in the batch."""
    found = defaultdict(list)
    for stop in Stop.objects.filter(case__in={row[0] for row in batch}, ended_on__isnull=False):
        found[stop.case_id].append(stop)
    return found


def _lock(cases: CaseQuerySet) -> None:
    """Let no move change the cases concerned until the transaction ends; in order of their keys."""
    keys = affected(cases, law_version()).order_by().values("case")
    list(Case.objects.filter(pk__in=keys).order_by("pk").select_for_update().values_list("pk"))


def _what_is_stale(token: str, now: Preview) -> str:
    if token.partition("-")[0] != now.version:
        return _("The law has changed since the preview. Look at the new preview first.")
    return _("Cases have changed since the preview. Look at the new preview first.")


def _write(now: Preview, by: "User | None", reason: str) -> None:
    """The journal rows, the deadlines, and what the cases say is due next.

    Deadlines are updated by the days they come to, of which there are few,
    and not one by one.
    """
    same: defaultdict[Days, list[int]] = defaultdict(list)
    for batch in _batches(now.changes):
        Reprojection.objects.bulk_create(
            Reprojection(
                case_id=change.case, clock_id=change.clock, made_by=by, reason=reason,
                old_nominal=change.old.nominal, old_due=change.old.due,
                new_nominal=change.new.nominal, new_due=change.new.due,
            )
            for change in batch
        )  # fmt: skip
        for change in batch:
            same[change.new].append(change.clock)
    for days, keys in same.items():
        for some in _batches(keys):
            rows = Clock.objects.filter(pk__in=some)
            rows.update(calendar_version=now.version, **days._asdict())
    for some in _batches(dict.fromkeys(change.case for change in now.changes)):
        clocks.remind_all(some)


def shown(rows: Iterable[Change | Fault]) -> list[dict[str, Any]]:
    """Some changes or faults with the numbers and names that a reader needs."""
    rows = list(rows)
    keys = {row.case for row in rows}
    numbers = dict(Case.objects.filter(pk__in=keys).values_list("pk", "number"))
    return [{"row": row, "number": numbers[row.case], "name": name_of(row.code)} for row in rows]


def journal_of(case: Case) -> list[dict[str, Any]]:
    """How the deadlines of a case were re-projected, the latest first."""
    rows = case.reprojections.select_related("clock", "made_by")
    return [{"row": row, "name": name_of(row.clock.code)} for row in rows]


def effect(user: "User | None") -> Effect | None:
    """What the statutes say after a change of the law (`lawgov.statutes.effects`)."""
    if user is not None and not user.has_perm("statutes.reproject"):
        return None
    cases: Any = Case.objects.all() if user is None else Case.objects.visible_to(user)
    count = len(preview(cases).changes)
    if not count:
        return None
    text = _("%(count)s deadlines of open cases would change.") % {"count": count}
    return Effect(text, reverse("reconsideration:reproject"))
