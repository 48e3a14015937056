"""Re-projection (重算期限): the deadlines of open records follow a corrected calendar or period.

A record keeps its rule set and its versions of the periods, so a new rule set
or a new version of a period moves nothing. What moves days is a correction: of
the calendar, of a published year, or of the very period that a deadline runs
by. It is shown first and applied afterwards, to open records and to deadlines
that still run; everything else stays as it was.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from lawgov.lifecycle import Stale
from lawgov.statutes import clocks
from lawgov.statutes.calendar import WorkCalendar
from lawgov.statutes.changes import LawHistory, Touched
from lawgov.statutes.current import all_terms_as_of, calendar_as_of, law_version
from lawgov.statutes.deadlines import Deadline, NotAllowed, Terms, calculate
from lawgov.statutes.effects import Effect
from lawgov.statutes.names import name_of
from lawgov.statutes.reprojected import Change, Days, Fault, Preview, Words

if TYPE_CHECKING:
    from lawgov.accounts.models import User

BATCH = 5_000
MAY = "statutes.reproject"
COLUMNS = ["pk", "code", "period", "start", "extension", "nominal", "due", "is_provisional"]


P = TypeVar("P", bound=Preview)


class Reprojecting(Generic[P]):
    """How the deadlines of one kind of records are re-projected.

    `owner` is the name of the clock's and the journal's foreign key to the
    record, `page` the name of the address of the preview. Where time can be
    stopped, `stoppable` are the codes concerned; `stops` and `deadline` say
    how it counts. What a record keeps of its deadlines is renewed by `keep`.
    """

    previewing: type[P]
    change: ClassVar[type[Change]] = Change
    fault: ClassVar[type[Fault]] = Fault
    stoppable: Container[str] = ()
    record: Any
    clock: Any
    journal: Any
    owner: str
    page: str
    words: Words

    def deadline(
        self, clock: Any, terms: Terms, calendar: WorkCalendar, stops: Iterable[Any]
    ) -> Deadline:
        """A deadline by given terms and calendar; raises `NotAllowed`."""
        return calculate(terms, clock.start, calendar, extension=clock.extension)

    def stops(self, keys: set[int]) -> Mapping[int, Iterable[Any]]:
        """The times that do not count, by record."""
        return {}

    def keep(self, changes: list[Any]) -> None:
        """Renew what the records of these changes keep of their deadlines: the soonest day."""
        keys = list(dict.fromkeys(change.record for change in changes))
        clocks.remind_all(self.clock, self.owner, keys)

    def numbers(self, keys: set[int]) -> dict[int, str]:
        """What a reader knows each record by."""
        return dict(self.record.objects.filter(pk__in=keys).values_list("pk", "number"))

    def preview(self, rows: Any) -> P:
        """What would change of the records, by record."""
        version = law_version()
        changes: list[Change] = []
        faults: list[Fault] = []
        for found in self._computed(self.affected(rows, version), version):
            if isinstance(found, Fault):
                faults.append(found)
            elif found.old != found.new:
                changes.append(found)
        return self.previewing(version, changes, faults)

    @transaction.atomic
    def apply(self, rows: Any, *, by: "User | None", reason: str, token: str | None = None) -> P:
        """Change what the preview of `token` showed, all or nothing, with a journal row each.

        Raises `Stale` where the law or the records have changed since that
        preview: nothing is applied that nobody has seen.
        """
        if not reason.strip():
            raise ValidationError({"reason": _("Say why the deadlines change.")})
        self._lock(rows)
        now = self.preview(rows)
        if token is not None and token != now.token:
            raise Stale(self._what_is_stale(token, now))
        self._write(now, by, reason.strip())
        return now

    def affected(self, rows: Any, version: str) -> Any:
        """The running deadlines of open records that what has changed since can have touched.

        A deadline depends on no day before it starts and on none after it is due.
        """
        chosen = {"period__isnull": False, f"{self.owner}__in": rows.filter(is_open=True)}
        running = self.clock.objects.running().filter(**chosen)
        versions = running.exclude(calendar_version=version).order_by()
        kept = versions.values_list("calendar_version", flat=True).distinct()
        law = LawHistory()
        touched = Q(pk__in=[])
        for old in kept:
            touched |= Q(calendar_version=old) & _within(law.since(old))
        return running.filter(touched).order_by(f"{self.owner}_id", "pk")

    def _computed(self, rows: Any, version: str) -> Iterator[Any]:
        """Each deadline computed anew; the law is read once, the stops once for each batch.

        Deadlines that differ in nothing are computed once: among many records
        there are few days to begin on.
        """
        calendar, terms = calendar_as_of(version), all_terms_as_of(version)
        known: dict[Any, Days | str] = {}
        change, stoppable = self.change, self.stoppable
        found = rows.values_list(self.owner, *COLUMNS).iterator(chunk_size=BATCH)
        for batch in _batches(found):
            stops = self.stops({row[0] for row in batch})
            for record, key, code, period, start, extension, *old in batch:
                among = stops.get(record, ()) if code in stoppable else ()
                asked = (code, period, start, extension, record if among else None)
                if asked not in known:
                    clock = self.clock(code=code, start=start, extension=extension)
                    known[asked] = self._days(clock, terms[period], calendar, among)
                new = known[asked]
                if isinstance(new, str):
                    yield self.fault(record, key, code, new)
                else:
                    yield change(record, key, code, Days(*old), new)

    def _days(
        self, clock: Any, terms: Terms, calendar: WorkCalendar, stops: Iterable[Any]
    ) -> Days | str:
        """What the law gives now, or why it gives nothing."""
        try:
            found = self.deadline(clock, terms, calendar, stops)
        except NotAllowed as refusal:
            return str(refusal.message)
        return Days(found.nominal, found.due, found.is_provisional)

    def _lock(self, rows: Any) -> None:
        """Let no move change the records until the transaction ends; in order of their keys."""
        keys = self.affected(rows, law_version()).order_by().values(self.owner)
        locked = self.record.objects.filter(pk__in=keys).order_by("pk").select_for_update()
        list(locked.values_list("pk"))

    def _what_is_stale(self, token: str, now: P) -> str:
        if token.partition("-")[0] != now.version:
            return _("The law has changed since the preview. Look at the new preview first.")
        return str(self.words.stale)

    def _write(self, now: P, by: "User | None", reason: str) -> None:
        """The journal rows, the deadlines, and what the records say is due next.

        Deadlines are updated by the days they come to, of which there are few,
        and not one by one.
        """
        same: defaultdict[Days, list[int]] = defaultdict(list)
        owner = f"{self.owner}_id"
        for batch in _batches(now.changes):
            self.journal.objects.bulk_create(
                self.journal(
                    **{owner: change.record}, clock_id=change.clock, made_by=by, reason=reason,
                    old_nominal=change.old.nominal, old_due=change.old.due,
                    new_nominal=change.new.nominal, new_due=change.new.due,
                )
                for change in batch
            )  # fmt: skip
            for change in batch:
                same[change.new].append(change.clock)
        for days, keys in same.items():
            for some in _batches(keys):
                rows = self.clock.objects.filter(pk__in=some)
                rows.update(calendar_version=now.version, **days._asdict())
        for some in _batches(now.changes):
            self.keep(some)

    def shown(self, rows: Iterable[Any]) -> list[dict[str, Any]]:
        """Some changes or faults with the numbers and names that a reader needs."""
        rows = list(rows)
        numbers = self.numbers({row.record for row in rows})
        return [
            {"row": row, "number": numbers[row.record], "name": name_of(row.code)} for row in rows
        ]

    def effect(self, user: "User | None") -> Effect | None:
        """What the statutes say after a change of the law (`lawgov.statutes.effects`)."""
        if user is not None and not user.has_perm(MAY):
            return None
        every = self.record.objects
        count = len(self.preview(every.all() if user is None else every.visible_to(user)).changes)
        if not count:
            return None
        return Effect(str(self.words.effect) % {"count": count}, reverse(self.page))


def journal_of(record: Any) -> list[dict[str, Any]]:
    """How the deadlines of a record were re-projected, the latest first."""
    rows = record.reprojections.select_related("clock", "made_by")
    return [{"row": row, "name": name_of(row.clock.code)} for row in rows]


def _within(touched: Touched) -> Q:
    found = Q(period__in=touched.periods)
    if touched.first is not None:
        forwards = Q(start__lte=touched.last, due__gte=touched.first)
        backwards = Q(due__lte=touched.last, start__gte=touched.first)
        found |= forwards | backwards
    return found


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch
