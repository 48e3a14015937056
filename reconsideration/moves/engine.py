"""How a case moves: a table of verbs, and one function that makes a move."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from lawgov.history import unrecorded
from lawgov.lifecycle import IllegalMove, Stale
from lawgov.statutes.deadlines import NotAllowed
from reconsideration import clocks
from reconsideration.models import (
    CLOSED,
    INTAKE_ENDED,
    UNDER_WAY,
    Case,
    Move,
    MoveRule,
    State,
    Verb,
)
from reconsideration.moves import asking

if TYPE_CHECKING:
    from lawgov.accounts.models import User

Guard = Callable[[Case], str]
ENDED = CLOSED | INTAKE_ENDED


@dataclass
class Step:
    """A move while it is being made."""

    case: Case
    verb: Verb
    by: "User | None"
    on: date
    today: date
    to: State
    reason: str = ""
    recorded: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """Where a move can begin, where it leads, who may make it, and what it does."""

    verb: Verb
    sources: frozenset[State]
    to: State | None
    may: str
    guard: Guard | None
    act: Callable[..., None]

    @property
    def permission(self) -> str:
        return f"reconsideration.{self.may}"


RULES: dict[Verb, Rule] = {}


def move(
    verb: Verb,
    *,
    sources: frozenset[State] | set[State],
    to: State | None = None,
    may: str = "handle_case",
    guard: Guard | None = None,
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Enter a function in the table as what a verb does.

    `guard` gives the reason why the case does not allow the verb although its
    state does.
    """

    def enter(act: Callable[..., None]) -> Callable[..., None]:
        RULES[verb] = Rule(verb, frozenset(sources), to, may, guard, act)
        return act

    return enter


@transaction.atomic
def make(
    case: Case,
    verb: Verb | str,
    *,
    by: "User | None",
    on: date,
    today: date,
    version: int | None = None,
    reason: str = "",
    **data: Any,
) -> Case:
    """Make a move, all of it or nothing, and write it down.

    Raises `IllegalMove` where state, rule set or the case itself do not allow
    it, `Stale` where somebody else has moved the case since `version`, and
    `ValidationError` at the field for dates and contents that cannot be.
    """
    rule = RULES[Verb(verb)]
    case = locked(case, version)
    article = check(case, rule)
    check_day(case, rule, on, today)
    step = Step(case, rule.verb, by, on, today, rule.to or State(case.state), reason)
    was = case.state
    try:
        rule.act(step, **data)
    except NotAllowed as refusal:
        raise ValidationError({"on": str(refusal.message)}) from refusal
    _write(step, was, article, data)
    if case.state in CLOSED and was not in CLOSED:
        asking.call_off_all(step)
    return case


def locked(case: Case, version: int | None) -> Case:
    """The case as it stands now, locked until the transaction ends."""
    rows = Case.objects.select_for_update(of=("self",)).select_related("rule_set", "organ")
    now = rows.get(pk=case.pk)
    if version is not None and version != now.version:
        last = now.moves.select_related("made_by").last()
        who = last.made_by if last and last.made_by else _("the system")
        what = last.get_verb_display() if last else ""
        raise Stale(
            _("%(who)s has moved this case meanwhile (%(what)s). Look at it again first.")
            % {"who": who, "what": what}
        )
    return now


def check(case: Case, rule: Rule) -> str:
    """The article that allows the move; raises `IllegalMove` with the reason if there is none."""
    articles = articles_of(case)
    reason = why_not(case, rule, articles)
    if reason:
        raise IllegalMove(reason, [str(verb.label) for verb in allowed(case, articles)])
    return articles.get(rule.verb, "")


def articles_of(case: Case) -> dict[str, str]:
    """The moves that the case's rule set has, each with its article."""
    rows = MoveRule.objects.filter(rule_set_id=case.rule_set_id)
    return dict(rows.values_list("verb", "article"))


def why_not(case: Case, rule: Rule, articles: dict[str, str]) -> str:
    """Why a move cannot be made now; nothing if it can."""
    if State(case.state) not in rule.sources:
        return _("“%(verb)s” is not possible: the case is in state “%(state)s”.") % {
            "verb": rule.verb.label,
            "state": case.get_state_display(),
        }
    if rule.verb not in articles:
        return _("Rule set %(rule_set)s does not know “%(verb)s”.") % {
            "rule_set": case.rule_set.code,
            "verb": rule.verb.label,
        }
    return rule.guard(case) if rule.guard else ""


def allowed(case: Case, articles: dict[str, str] | None = None) -> list[Verb]:
    """The moves that the case allows now, in the order of a case's life."""
    articles = articles_of(case) if articles is None else articles
    return [verb for verb, rule in RULES.items() if not why_not(case, rule, articles)]


def check_day(case: Case, rule: Rule, on: date, today: date) -> None:
    """A move is made on a day between the last change of state and today."""
    if on > today:
        raise ValidationError({"on": _("%(day)s lies in the future.") % {"day": on}})
    last = earliest(case, rule)
    if on < last:
        message = _("%(day)s lies before the case's last step on %(last)s.")
        raise ValidationError({"on": message % {"day": on, "last": last}})


def earliest(case: Case, rule: Rule) -> date:
    """The first day on which a move can have been made.

    What changes the state follows the last change; what only an accepted or an
    ended case knows comes after acceptance or the end. The rest may be noted late.
    """
    days = [case.received_on]
    if rule.sources <= ENDED:
        days.append(case.closed_on or case.intake_ended_on or case.received_on)
    elif rule.sources <= UNDER_WAY:
        days.append(case.accepted_on or case.received_on)
    if rule.to is not None:
        changed = case.moves.exclude(from_state=F("to_state"))
        days.append(changed.aggregate(last=Max("made_on"))["last"] or case.received_on)
    return max(days)


def _write(step: Step, was: str, article: str, data: dict[str, Any]) -> None:
    case = step.case
    case.state = step.to
    clocks.remind(case)
    case.version += 1
    case.validate_constraints()
    unrecorded(case).save()
    recorded = {name: plain(value) for name, value in data.items() if value not in (None, "")}
    Move.objects.create(
        case=case,
        verb=step.verb,
        from_state=was,
        to_state=step.to,
        made_on=step.on,
        made_by=step.by,
        article=article,
        recorded=recorded | step.recorded,
        reason=step.reason[:500],
    )


def plain(value: Any) -> Any:
    """A value as the journal keeps it: in words, not by key."""
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, models.QuerySet | list | tuple):
        return [plain(one) for one in value]
    return value
