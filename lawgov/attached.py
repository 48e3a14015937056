"""The attached review of a normative document: one app asks for it, another one answers (附带审查).

The kernel imports no app, and the apps do not import each other. The app whose
cases need a document reviewed is the asker, the app whose review body looks at
documents the reviewer. Each registers in its `AppConfig.ready` the dotted name
of a module with the functions below; it is the name and not the module, so that
no model is imported before all are ready. Where one of the two is not installed,
nothing is asked or answered, and the other works as it would alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from lawgov.accounts.models import User
    from lawgov.organs.models import Organ

REVIEWER, ASKER = "reviewer", "asker"
_registered: dict[str, str] = {}


@dataclass(frozen=True)
class Question:
    """Which clause of which document is asked about, in which case of which organ.

    A case asks about a clause once at a time: these four words name the question.
    """

    asker: "Organ"
    case: str
    document: str
    clause: str


class Place(NamedTuple):
    """Where a question is looked at: what it is called there, how it stands, its page."""

    name: str
    state: str
    url: str


class Reviewer(Protocol):
    """What the app has that reviews documents."""

    def ask(
        self, question: Question, *, of: "Organ", by: "User | None", on: date, today: date,
        due: date | None,
    ) -> bool:  # fmt: skip
        """Take a question up for an organ, to be answered by a day; says whether it did."""

    def call_off(
        self, question: Question, *, by: "User | None", on: date, today: date, reason: str
    ) -> None:
        """Stop working on a question to which nobody waits for an answer any more."""

    def places(self, asker: "Organ", case: str, user: "User") -> Iterable[Place]:
        """Where the questions of a case are looked at, as far as the user may see it."""


class Asker(Protocol):
    """What the app has whose cases ask."""

    def take(
        self, question: Question, *, is_lawful: bool, opinion: str, by: "User | None", on: date,
        today: date,
    ) -> bool:  # fmt: skip
        """Take the answer; says whether the case still waited for it."""

    def waits(self, question: Question) -> bool:
        """Whether the case still waits for the answer."""


def register(role: str, name: str) -> None:
    """Let the module of this dotted name be the reviewer or the asker."""
    _registered[role] = name


def reviewer() -> Reviewer | None:
    """The app that reviews documents, if one is installed."""
    return found(REVIEWER)


def asker() -> Asker | None:
    """The app whose cases ask, if one is installed."""
    return found(ASKER)


def found(role: str) -> Any:
    """The module that has registered itself for a role."""
    name = _registered.get(role)
    return import_module(name) if name else None


def ask(
    question: Question, *, of: "Organ", by: "User | None", on: date, today: date, due: date | None
) -> bool:
    """Ask an organ for a review; says whether an app has taken it up."""
    app = reviewer()
    return app is not None and app.ask(question, of=of, by=by, on=on, today=today, due=due)


def call_off(question: Question, *, by: "User | None", on: date, today: date, reason: str) -> None:
    """Tell the reviewer that the case no longer waits."""
    app = reviewer()
    if app is not None:
        app.call_off(question, by=by, on=on, today=today, reason=reason)


def places(asker: "Organ", case: str, user: "User") -> list[Place]:
    """Where the questions of a case are looked at, as far as the user may see it."""
    app = reviewer()
    return list(app.places(asker, case, user)) if app is not None else []


def answer(
    question: Question, *, is_lawful: bool, opinion: str, by: "User | None", on: date, today: date
) -> bool:
    """Give the conclusion to the case; says whether it still waited for it."""
    app = asker()
    return app is not None and app.take(
        question, is_lawful=is_lawful, opinion=opinion, by=by, on=on, today=today
    )


def waits(question: Question) -> bool:
    """Whether the case still waits for the answer."""
    app = asker()
    return app is not None and app.waits(question)
