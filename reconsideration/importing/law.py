"""The law and the lists that an import needs, each asked of the database once."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from types import SimpleNamespace
from typing import Any, NamedTuple

from lawgov.accounts.models import User
from lawgov.importing.asking import Asking
from lawgov.organs.models import Organ
from lawgov.statutes.current import calendar_as_of, law_version, terms_as_of
from lawgov.statutes.deadlines import Deadline, NotAllowed, Span, Terms
from lawgov.statutes.models import Period, RuleSet
from reconsideration import clocks
from reconsideration.importing import words
from reconsideration.importing.columns import COLUMNS
from reconsideration.models import Case, MoveRule, Option, Setting, Stop
from reconsideration.moves.registration import check_channel

KEPT = 50_000
CODES = ["decision", "decision_simplified", "acceptance_review", "supplement_notice",
         "copy_to_respondent", "copy_to_respondent_simplified"]  # fmt: skip


class Cell(NamedTuple):
    """A deadline as a clock keeps it."""

    period: int
    nominal: date
    due: date
    is_provisional: bool

    def as_clock(self) -> dict[str, Any]:
        return {
            "period_id": self.period, "nominal": self.nominal, "due": self.due,
            "is_provisional": self.is_provisional,
        }  # fmt: skip


class Law(Asking):
    """Rule sets, periods, lists and accounts for the cases of one organ."""

    def __init__(self, organ: Organ) -> None:
        super().__init__(COLUMNS)
        self.organ = organ
        self.version = law_version()
        self.calendar = calendar_as_of(self.version)
        self.deadlines: dict[Any, Deadline] = {}

    def changes(self, name: str) -> Iterator[date | None]:
        """The days on which rule sets and periods change."""
        if name == "period":
            periods = Period.objects.filter(code__in=CODES)
            yield from periods.values_list("effective_from", flat=True)
            return
        for days in RuleSet.objects.values_list("effective_from", "effective_until"):
            yield from days

    def rule_set(self, on: date) -> RuleSet:
        """The rule set of a day; raises `NotAllowed`."""
        key = ("rule_set", self.turn("rule_set", on))
        try:
            return self.once(key, lambda: RuleSet.objects.all().in_force(on))
        except NotAllowed:
            return RuleSet.objects.all().in_force(on)  # the refusal names the day

    def period(self, code: str, rule_set: RuleSet, on: date) -> tuple[int, Terms]:
        """The version of a period and its terms; raises `NotAllowed`."""

        def ask() -> tuple[int, Terms]:
            period = Period.objects.of(code, rule_set=rule_set, on=on)
            return period.pk, terms_as_of(period, self.version)

        return self.once((code, rule_set.id, self.turn("period", on)), ask)

    def deadline(
        self, code: str, rule_set: RuleSet, on: date, stop: Span | None = None, extension: int = 0
    ) -> Cell:
        """A deadline as `clocks` computes it; ledgers repeat their days. Raises `NotAllowed`."""
        period, terms = self.period(code, rule_set, on)
        key = (period, on, stop, extension)
        found = self.deadlines.get(key)
        if found is None:
            clock: Any = SimpleNamespace(code=code, start=on, extension=extension)
            stops: list[Any] = []
            if stop is not None:
                kind = Stop.Kind.SUSPENSION
                stops = [SimpleNamespace(kind=kind, begun_on=stop.start, ended_on=stop.end)]
            found = clocks.deadline_by(clock, terms, self.calendar, stops)
            if len(self.deadlines) >= KEPT:
                self.deadlines.clear()
            self.deadlines[key] = found
        return Cell(period, found.nominal, found.due, found.is_provisional)

    def articles(self, rule_set: RuleSet) -> dict[str, str]:
        """The moves that a rule set has, each with its article."""

        def ask() -> dict[str, str]:
            rows = MoveRule.objects.filter(rule_set=rule_set)
            return dict(rows.values_list("verb", "article"))

        return self.once(("articles", rule_set.id), ask)

    def channel(self, channel: str, rule_set: RuleSet) -> None:
        """Raise `ValidationError` for a way of applying that the rule set does not know."""
        self.once(
            ("channel", channel, rule_set.id),
            lambda: check_channel(Case(channel=channel, rule_set=rule_set)),
        )

    def options(self, kind: str, rule_set: RuleSet) -> list[Option]:
        """The entries of a list in a rule set."""
        return self.once(
            (kind, rule_set.id), lambda: list(Option.objects.of(kind, rule_set=rule_set))
        )

    def closings(self, rule_set: RuleSet) -> words.Words:
        kinds = ("decision", "dismissal", "termination")
        return self.once(
            ("closings", rule_set.id),
            lambda: words.closing_words({kind: self.options(kind, rule_set) for kind in kinds}),
        )

    def grounds(self, kind: str, rule_set: RuleSet) -> words.Words:
        return self.once(
            ("grounds", kind, rule_set.id),
            lambda: words.option_words(self.options(kind, rule_set)),
        )

    def fields(self, year: int) -> words.Words:
        """The fields of administration that the form of a year has."""
        return self.once(
            ("field", year),
            lambda: words.option_words(Option.objects.of("field").in_year(year)),
        )

    def counts_from_receipt(self, rule_set: RuleSet) -> bool:
        """Whether acceptance is dated on receipt."""
        return self.once(
            ("acceptance_from", rule_set.id),
            lambda: Setting.read("acceptance_from", rule_set) == "receipt",
        )

    @cached_property
    def lists(self) -> dict[str, words.Words]:
        """The lists that are the same in all rule sets and years."""
        fixed: dict[str, words.Words] = {name: words.words_of(name) for name in words.CHOICES}
        kinds = words.option_words(Option.objects.of("act_kind"))
        every = words.option_words(Option.objects.of("field"))
        return fixed | {"outcome": words.outcome_words(), "act_kind": kinds, "field": every}

    @cached_property
    def accounts(self) -> dict[str, int]:
        """The accounts of the organ and its offices, also of those who have left."""
        rows = User.objects.filter(organ__path__startswith=self.organ.path)
        return dict(rows.values_list("username", "pk"))

    @cached_property
    def organs(self) -> dict[str, int]:
        return dict(Organ.objects.order_by("-pk").values_list("name", "pk"))
