"""Records that move from state to state by named verbs, and the journal of their moves."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models, transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from lawgov.errors import Conflict
from lawgov.history import unrecorded

if TYPE_CHECKING:
    from lawgov.accounts.models import User

R = TypeVar("R", bound=models.Model)


class IllegalMove(Conflict):
    """The record is not where this move can begin; says what is allowed now, and why."""

    def __init__(self, reason: str, allowed: Iterable[str]) -> None:
        names = "、".join(allowed)
        rest = (
            _("Allowed now: %(names)s.") % {"names": names}
            if names
            else _("Nothing is allowed any more.")
        )
        super().__init__(f"{reason} {rest}")


class Stale(Conflict):
    """Somebody else has moved the record since it was read."""


@dataclass
class Step(Generic[R]):
    """A move while it is being made."""

    record: R
    verb: Any
    by: "User | None"
    on: date
    today: date
    to: str
    reason: str = ""
    recorded: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule(Generic[R]):
    """Where a move can begin, where it leads, who may make it, and what it does."""

    verb: Any
    sources: frozenset[Any]
    to: Any
    permission: str
    guard: Callable[[R], str] | None
    act: Callable[..., None]


class Machine(Generic[R]):
    """The moves of one kind of record: a table of verbs, and one function that makes a move.

    A record has `state`, `version` and, as `moves`, a journal (`JournalEntry`
    with `verb`, `from_state`, `to_state`). A subclass says by which article a
    verb is made, and how early.
    """

    related: tuple[str, ...] = ()

    def __init__(self, *, app: str, may: str) -> None:
        self.app = app
        self.may = may
        self.rules: dict[str, Rule[R]] = {}

    def move(
        self,
        verb: Any,
        *,
        sources: Iterable[Any],
        to: Any = None,
        may: str = "",
        guard: Callable[[R], str] | None = None,
    ) -> Callable[[Callable[..., None]], Callable[..., None]]:
        """Enter a function in the table as what a verb does.

        `guard` gives the reason why the record does not allow the verb although
        its state does.
        """

        def enter(act: Callable[..., None]) -> Callable[..., None]:
            permission = f"{self.app}.{may or self.may}"
            self.rules[verb] = Rule(verb, frozenset(sources), to, permission, guard, act)
            return act

        return enter

    @transaction.atomic
    def make(
        self,
        record: R,
        verb: str,
        *,
        by: "User | None",
        on: date,
        today: date,
        version: int | None = None,
        reason: str = "",
        **data: Any,
    ) -> R:
        """Make a move, all of it or nothing, and write it down.

        Raises `IllegalMove` where the record or the law does not allow it,
        `Stale` where somebody else has moved the record since `version`, and
        `ValidationError` at the field for dates and contents that cannot be.
        """
        rule = self.rules[verb]
        now: Any = self.locked(record, version)
        article = self.check(now, rule, on)
        self.check_day(now, rule, on, today)
        step = Step(now, rule.verb, by, on, today, rule.to or now.state, reason)
        rule.act(step, **data)
        self.write(step, article, data)
        return now

    def locked(self, record: R, version: int | None) -> R:
        """The record as it stands now, locked until the transaction ends."""
        rows = type(record)._default_manager.select_for_update(of=("self",))
        now: Any = rows.select_related(*self.related).get(pk=record.pk)
        if version is not None and version != now.version:
            last = now.moves.select_related("made_by").last()
            values = {
                "who": last.made_by if last and last.made_by else _("the system"),
                "what": last.get_verb_display() if last else "",
            }
            message = _("%(who)s has moved this meanwhile (%(what)s). Look at it again first.")
            raise Stale(message % values)
        return now

    def check(self, record: R, rule: Rule[R], on: date) -> str:
        """The article that allows the move; raises `IllegalMove` with the reason if none does."""
        articles = self.articles(record, on)
        reason = self.why_not(record, rule, articles)
        if reason:
            names = [str(verb.label) for verb in self.allowed(record, on, articles)]
            raise IllegalMove(reason, names)
        return articles.get(rule.verb, "")

    def articles(self, record: R, on: date) -> dict[str, str]:
        """The moves that the law of the day has, each with its article."""
        return dict.fromkeys(self.rules, "")

    def why_not(self, record: Any, rule: Rule[R], articles: dict[str, str]) -> str:
        """Why a move cannot be made now; nothing if it can."""
        if record.state not in rule.sources:
            return _("“%(verb)s” is not possible in state “%(state)s”.") % {
                "verb": rule.verb.label,
                "state": record.get_state_display(),
            }
        if rule.verb not in articles:
            return _("The rules of this day do not know “%(verb)s”.") % {"verb": rule.verb.label}
        return rule.guard(record) if rule.guard else ""

    def allowed(self, record: R, on: date, articles: dict[str, str] | None = None) -> list[Any]:
        """The moves that the record allows now, in the order of the table."""
        known = self.articles(record, on) if articles is None else articles
        return [r.verb for r in self.rules.values() if not self.why_not(record, r, known)]

    def steps(self, record: Any, user: "User", on: date) -> dict[str, list[dict[str, Any]]]:
        """The moves of the record's state: those the user may make, and why the others are not."""
        articles = self.articles(record, on)
        may: list[dict[str, Any]] = []
        cannot: list[dict[str, Any]] = []
        for verb, rule in self.rules.items():
            if record.state not in rule.sources:
                continue
            why = self.why_not(record, rule, articles)
            if not why and not self.may_make(user, record, rule):
                why = _("This is for another role.")
            step = {"verb": rule.verb, "article": articles.get(verb, ""), "why": why}
            (cannot if why else may).append(step)
        return {"may": may, "cannot": cannot}

    def may_make(self, user: "User", record: R, rule: Rule[R]) -> bool:
        """Whether a user makes such moves at all; whether the record allows it is `why_not`."""
        return user.has_perm(rule.permission)

    def check_day(self, record: R, rule: Rule[R], on: date, today: date) -> None:
        """A move is made on a day between the last change of state and today."""
        if on > today:
            raise ValidationError({"on": _("%(day)s lies in the future.") % {"day": on}})
        last = self.earliest(record, rule)
        if last is not None and on < last:
            message = _("%(day)s lies before the last step on %(last)s.")
            raise ValidationError({"on": message % {"day": on, "last": last}})

    def earliest(self, record: Any, rule: Rule[R]) -> date | None:
        """The first day on which a move can have been made: the last change of state."""
        changed = record.moves.exclude(from_state=F("to_state"))
        return changed.aggregate(last=Max("made_on"))["last"]

    def settle(self, step: Step[R]) -> None:
        """What follows from any move, before the record is saved."""

    def write(self, step: Step[R], article: str, data: dict[str, Any]) -> None:
        """Save the record in its new state, and the move in its journal."""
        record: Any = step.record
        was, record.state = record.state, step.to
        self.settle(step)
        record.version += 1
        record.validate_constraints()
        unrecorded(record).save()
        told = {name: plain(value) for name, value in data.items() if value not in (None, "")}
        record.moves.create(
            verb=step.verb, from_state=was, to_state=step.to, made_on=step.on,
            made_by=step.by, article=article, reason=step.reason[:500],
            recorded=told | step.recorded,
        )  # fmt: skip


def plain(value: Any) -> Any:
    """A value as the journal keeps it: in words, not by key."""
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, models.QuerySet | list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, File):
        return value.name
    return value
