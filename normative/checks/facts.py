"""What a check knows of a document, and the table of checks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from normative.models import Check, Document, State, settings_of


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


class Register:
    """Where checks look up the rules of a day, and what other documents have: the database.

    Whoever checks many documents keeps the answers.
    """

    def settings(self, day: date) -> dict[str, str]:
        """The value of every setting on a day."""
        return settings_of(day)

    def checks(self, day: date) -> dict[str, Check]:
        """The checks of a day by their codes."""
        rows: Any = Check.objects.all()
        found: dict[str, Check] = rows.by_code(day)
        return found

    def others(self, document: Document, **values: Any) -> Any:
        """Other documents, not struck out, that have the same."""
        rows = Document.objects.filter(**values).exclude(state=State.VOID)
        return rows.exclude(pk=document.pk) if document.pk else rows

    def has_number(self, document: Document) -> bool:
        """Whether another document of the same maker has its number."""
        rows = self.others(document, number=document.number, organ=document.organ_id)
        return bool(rows.exists())

    def has_number_elsewhere(self, document: Document) -> bool:
        """Whether a document of another maker has its number."""
        rows = self.others(document, number=document.number)
        return bool(rows.exclude(organ=document.organ_id).exists())

    def has_register_number(self, document: Document) -> bool:
        """Whether another document has its register number."""
        return bool(self.others(document, register_number=document.register_number).exists())


@dataclass
class Facts:
    """A document as it is checked on a day, with the settings of that day."""

    document: Document
    day: date
    settings: dict[str, str] = field(default_factory=dict)
    register: Register = field(default_factory=Register)

    def number(self, code: str, usual: int) -> int:
        return int(self.settings.get(code, usual))


Found = tuple[str, str] | None
RULES: dict[str, Callable[[Facts], Found]] = {}


def rule(function: Callable[[Facts], Found]) -> Callable[[Facts], Found]:
    """Enter a function in the table under its name."""
    RULES[function.__name__] = function
    return function
