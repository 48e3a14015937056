"""A row while it is checked: its cells, what they say, what is wrong, what will be written."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lawgov.statutes.deadlines import NotAllowed
from lawgov.statutes.models import RuleSet
from reconsideration.importing.columns import BY_KEY, COLUMNS
from reconsideration.models import Verb


class Line(NamedTuple):
    """A row as it was read: its number in the file, and what was noticed while reading."""

    number: int
    same_as: int
    spelled: str
    merged: list[str]
    cells: list[str]


class Fault(NamedTuple):
    """What is wrong with one cell."""

    row: int
    column: str
    value: str
    message: str


class Step(NamedTuple):
    """A move that the row tells of."""

    verb: Verb
    from_state: str
    to_state: str
    on: date
    recorded: dict[str, Any]


@dataclass
class Row:
    """What one row says of one case."""

    line: Line
    found: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    case: dict[str, Any] = field(default_factory=dict)
    parties: list[Any] = field(default_factory=list)
    rulings: list[int] = field(default_factory=list)
    stops: list[dict[str, Any]] = field(default_factory=list)
    clocks: list[dict[str, Any]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    bad: set[str] = field(default_factory=set)
    rule_set: RuleSet | None = None
    articles: dict[str, str] = field(default_factory=dict)
    state: str = ""

    def __post_init__(self) -> None:
        self.cells = dict(zip(BY_KEY, self.line.cells, strict=True))

    @property
    def law(self) -> RuleSet:
        """The rule set, once it is known."""
        assert self.rule_set is not None
        return self.rule_set

    def fault(self, key: str, message: Any, value: str | None = None) -> None:
        """Write down what is wrong, in the words of the file's own header."""
        shown = self.cells[key] if value is None else value
        self.faults.append(Fault(self.line.number, BY_KEY[key].header, shown, str(message)))
        self.bad.add(key)

    def attempt(self, key: str, ask: Callable[..., Any], *arguments: Any) -> Any:
        """The answer, or a fault at a cell and nothing."""
        try:
            return ask(*arguments)
        except ValidationError as refusal:
            for message in refusal.messages:
                self.fault(key, message)
        except NotAllowed as refusal:
            self.fault(key, refusal.message)
        return None

    def needs(self, key: str) -> Any:
        """What a cell says; a fault where this case needs it and nothing stands there."""
        if key not in self.found and key not in self.bad:
            self.fault(key, _("This column is required here."))
        return self.found.get(key)

    def step(self, verb: Verb, to: str, on: date, **recorded: Any) -> None:
        """Add a move, from the state that the last one led to."""
        self.steps.append(Step(verb, self.state, str(to), on, recorded))
        self.state = str(to)


assert len(BY_KEY) == len(COLUMNS)
