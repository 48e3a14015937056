"""What a check knows of a document, and the table of checks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from normative.models import Document


@dataclass(frozen=True)
class Finding:
    """A rule that a document does not keep, where, in words, and what the rule rests on."""

    code: str
    field: str
    message: str
    is_error: bool
    article: str
    source: str
    mark: str


@dataclass
class Facts:
    """A document as it is checked on a day, with the settings of that day."""

    document: Document
    day: date
    settings: dict[str, str] = field(default_factory=dict)

    def number(self, code: str, usual: int) -> int:
        return int(self.settings.get(code, usual))


Found = tuple[str, str] | None
RULES: dict[str, Callable[[Facts], Found]] = {}


def rule(function: Callable[[Facts], Found]) -> Callable[[Facts], Found]:
    """Enter a function in the table under its name."""
    RULES[function.__name__] = function
    return function
