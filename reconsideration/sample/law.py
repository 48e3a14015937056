"""The law as the database holds it, read once for all invented cases."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from lawgov.statutes.bulk import bare_days
from lawgov.statutes.current import calendar_as_of, law_version, terms_as_of
from lawgov.statutes.deadlines import Deadline, Terms, Unit
from lawgov.statutes.models import Period, RuleSet
from reconsideration.models import MoveRule, Option, Setting

Days = tuple[int, int, bool]


def ordinals(deadline: Deadline) -> Days:
    """The days of a deadline as numbers."""
    return deadline.nominal.toordinal(), deadline.due.toordinal(), deadline.is_provisional


@dataclass(frozen=True)
class Version:
    """A version of a period: for which events, and what the engine needs of it."""

    begins: int
    pk: int
    terms: Terms


@dataclass
class Book:
    """One rule set: its moves, periods, grounds and settings."""

    rule_set: RuleSet
    articles: dict[str, str] = field(default_factory=dict)
    periods: dict[str, list[Version]] = field(default_factory=lambda: defaultdict(list))
    options: dict[str, list[Option]] = field(default_factory=lambda: defaultdict(list))
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def is_revised(self) -> bool:
        """Whether it is the revised law, which knows the simplified procedure."""
        return bool(self.options.get("simplified"))

    def has(self, code: str) -> bool:
        """Whether the rule set has a period."""
        return code in self.periods

    def version(self, code: str, on: int) -> Version:
        """The version of a period that applies to an event."""
        versions = self.periods[code]
        for found in versions:
            if found.begins <= on:
                return found
        return versions[-1]

    def option(self, kind: str, code: str) -> Option:
        """An entry of a list."""
        return next(row for row in self.options[kind] if row.code == code)


class Law:
    """All rule sets and the calendar; the days of a deadline are computed once and kept."""

    def __init__(self) -> None:
        self.version = law_version()
        self.calendar = calendar_as_of(self.version)
        self.books = {
            row.pk: Book(row) for row in RuleSet.objects.all().of_subject("reconsideration")
        }
        self.fields = list(Option.objects.of("field"))
        self.act_kinds = {row.code: row for row in Option.objects.of("act_kind")}
        self.kept: dict[tuple[int, int], Days] = {}
        for rule in MoveRule.objects.order_by("pk"):
            self.books[rule.rule_set_id].articles[rule.verb] = rule.article
        self._read_periods()
        for book in self.books.values():
            for row in Option.objects.order_by("list", "rank", "pk"):
                if not row.rule_sets or book.rule_set.code in row.rule_sets.split():
                    book.options[row.list].append(row)
            for code in set(Setting.objects.values_list("code", flat=True)):
                book.settings[code] = Setting.read(code, book.rule_set)

    def _read_periods(self) -> None:
        rows = Period.objects.filter(variant="", rule_set__in=list(self.books))
        rows = rows.select_related("rule_set").order_by("pk")
        for row in rows:
            begins = row.effective_from.toordinal() if row.effective_from else 0
            found = self.books[row.rule_set_id].periods[row.code]
            found.append(Version(begins, row.pk, terms_as_of(row, self.version)))
            found.sort(key=lambda version: -version.begins)

    def book_of(self, day: int) -> Book:
        """The rule set that governs what is received on a day; raises `LookupError`."""
        on = date.fromordinal(day)
        for book in reversed(self.books.values()):
            until = book.rule_set.effective_until
            if book.rule_set.effective_from <= on and (until is None or on < until):
                return book
        raise LookupError(on)

    def days(self, version: Version, start: int) -> Days:
        """The nominal and the due day of a deadline, and whether they are provisional."""
        key = (version.pk, start)
        found = self.kept.get(key)
        if found is None:
            found = self.kept[key] = bare_days(version.terms, start, self.calendar)
        return found

    def own_days(self, code: str, book: Book, days: int, start: int) -> Days:
        """The days of a deadline of as many calendar days as an office has set itself."""
        terms = Terms(code, book.rule_set.code, "", days, Unit.CALENDAR_DAY)
        return bare_days(terms, start, self.calendar)

    def worked(self, day: int) -> int:
        """The day itself, or the next working day."""
        return self.calendar.roll(day)
