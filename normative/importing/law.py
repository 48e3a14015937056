"""The rules, lists and organs that an import needs, each asked of the database once."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lawgov.importing.asking import Asking
from lawgov.importing.columns import plain
from lawgov.importing.row import Line
from lawgov.importing.words import Words, option_words
from lawgov.organs.models import Organ
from normative.checks import Register
from normative.importing.columns import COLUMNS
from normative.importing.words import CHOICES, organ_words, words_of
from normative.models import Check, Document, ImportRun, MoveRule, Option, Setting, State
from normative.moves import documents
from normative.registering import NO_MAKERS


class Taken(NamedTuple):
    """Which numbers documents have already: by which makers, and of the register."""

    numbers: dict[str, set[int]]
    registered: set[str]


class Law(Asking, Register):
    """Rules of each day, lists and organs for the documents of one run."""

    def __init__(self, run: ImportRun) -> None:
        super().__init__(COLUMNS)
        self.run = run
        self.taken = Taken({}, set())

    # The rules of a day.

    def changes(self, name: str) -> Iterator[date | None]:
        """The days on which a kind of rule changes."""
        model: Any = {"setting": Setting, "check": Check, "move": MoveRule}[name]
        yield from model.objects.values_list("effective_from", flat=True)

    def settings(self, day: date) -> dict[str, str]:
        key = ("setting", self.turn("setting", day))
        return self.once(key, lambda: Register.settings(self, day))

    def checks(self, day: date) -> dict[str, Check]:
        key = ("check", self.turn("check", day))
        return self.once(key, lambda: Register.checks(self, day))

    def articles(self, day: date) -> dict[str, str]:
        """The moves that the rules of a day know, each with its article."""
        key = ("move", self.turn("move", day))
        return self.once(key, lambda: documents.articles(Document(), day))

    # Numbers that are taken.

    def known(self, lines: list[Line]) -> Taken:
        """Which of the rows' numbers documents have that are not struck out."""
        numbers = {line.names[1] for line in lines} - {""}
        registered = {line.names[2] for line in lines} - {""}
        rows = Document.objects.exclude(state=State.VOID).order_by()
        found: dict[str, set[int]] = {}
        pairs = rows.filter(number__in=numbers).values_list("number", "organ_id")
        for number, organ in pairs:
            found.setdefault(number, set()).add(organ)
        same = rows.filter(register_number__in=registered)
        return Taken(found, set(same.values_list("register_number", flat=True)))

    def has_number(self, document: Document) -> bool:
        return document.organ_id in self.taken.numbers.get(document.number, ())

    def has_number_elsewhere(self, document: Document) -> bool:
        return bool(self.taken.numbers.get(document.number, set()) - {document.organ_id})

    def has_register_number(self, document: Document) -> bool:
        return document.register_number in self.taken.registered

    # Lists and organs.

    @cached_property
    def types(self) -> list[Option]:
        return list(Option.objects.filter(list=Option.List.TITLE))

    @cached_property
    def lists(self) -> dict[str, Words]:
        fixed: dict[str, Words] = {name: words_of(name) for name in CHOICES}
        return fixed | {"title_type": option_words(self.types)}

    @cached_property
    def organs(self) -> list[Organ]:
        """All organs but those that make no documents; superiors are at hand as well."""
        every = {organ.pk: organ for organ in Organ.objects.order_by("path")}
        for organ in every.values():
            organ.parent = every.get(organ.parent_id) if organ.parent_id else None
        return [organ for organ in every.values() if organ.kind not in NO_MAKERS]

    @cached_property
    def named(self) -> dict[str, list[Organ]]:
        return organ_words(self.organs)

    @cached_property
    def reach(self) -> set[int]:
        """For whom documents may be imported: the run's organ and those below it.

        Where somebody imports them, these are organs that this user works for.
        """
        rows = Organ.objects.within(self.run.organ.realm)
        if self.run.made_by is not None:
            rows = rows & Organ.objects.visible_to(self.run.made_by)
        return set(rows.values_list("pk", flat=True))

    def maker(self, cell: str, on: date) -> Organ:
        """The maker that a cell names, within reach; the run's own where none is named."""
        cell = cell or self.run.organ.code
        found = self.called(cell)
        near = [organ for organ in found if organ.pk in self.reach]
        if not near:
            message = _("“%(text)s” is no organ you import documents for.")
            raise ValidationError(message % {"text": cell[:50]})
        return self.one_of(near, cell, on)

    def organ(self, cell: str, on: date) -> Organ:
        """The organ that a cell names, wherever it is."""
        return self.one_of(self.called(cell), cell, on)

    def called(self, cell: str) -> list[Organ]:
        found = self.named.get(plain(cell), [])
        if not found:
            raise ValidationError(_("There is no organ “%(text)s”.") % {"text": cell[:50]})
        return found

    def one_of(self, found: list[Organ], cell: str, on: date) -> Organ:
        """The only one of a name, or the only one of the day; raises `ValidationError`."""
        if len(found) > 1:
            found = list(existing(found, on))
        if len(found) != 1:
            message = _("“%(text)s” is the name of several organs: write the code.")
            raise ValidationError(message % {"text": cell[:50]})
        return found[0]


def existing(organs: Iterable[Organ], on: date) -> Iterator[Organ]:
    """The organs that existed on a day."""
    for organ in organs:
        begun = organ.valid_from is None or organ.valid_from <= on
        if begun and (organ.valid_until is None or organ.valid_until > on):
            yield organ
