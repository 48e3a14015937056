"""A row while it is checked: what will be written of the case it tells of."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from lawgov.importing import row
from lawgov.importing.columns import Columns
from lawgov.importing.row import Step
from lawgov.statutes.models import RuleSet
from reconsideration.importing.columns import COLUMNS
from reconsideration.models import Verb


@dataclass
class Row(row.Row):
    """What one row says of one case."""

    columns: ClassVar[Columns] = COLUMNS
    case: dict[str, Any] = field(default_factory=dict)
    parties: list[Any] = field(default_factory=list)
    rulings: list[int] = field(default_factory=list)
    stops: list[dict[str, Any]] = field(default_factory=list)
    clocks: list[dict[str, Any]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    rule_set: RuleSet | None = None
    articles: dict[str, str] = field(default_factory=dict)
    state: str = ""

    @property
    def law(self) -> RuleSet:
        """The rule set, once it is known."""
        assert self.rule_set is not None
        return self.rule_set

    def step(self, verb: Verb, to: str, on: date, **recorded: Any) -> None:
        """Add a move, from the state that the last one led to."""
        self.steps.append(Step(verb, self.state, str(to), on, recorded))
        self.state = str(to)
