"""Invented documents for demonstrations and measurements; never in `fixtures/`."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.db import transaction

from lawgov.organs.models import Organ
from normative.models import (
    Document,
    Kind,
    Link,
    LinkKind,
    Move,
    Option,
    State,
    Verb,
    Version,
    last_day_of_term,
)
from normative.sample_words import MATTERS, text_of, title_of
from normative.searching import index

BATCH = 500
FIRST_YEAR = 2004
MAKERS = [Organ.Kind.GOVERNMENT, Organ.Kind.DEPARTMENT]


@dataclass
class Invented:
    """A document, unsaved, with what belongs to it."""

    document: Document
    texts: list[tuple[str, date | None]] = field(default_factory=list)
    moves: list[dict[str, Any]] = field(default_factory=list)
    repeals: bool = False

    def note(self, verb: Verb, was: str, now: str, on: date, **recorded: Any) -> None:
        """Write a move into the journal."""
        self.moves.append({"verb": verb, "from_state": was, "to_state": now, "made_on": on,
                           "recorded": recorded})  # fmt: skip


class Inventor:
    """Makes documents one after another, the same ones for the same seed."""

    def __init__(self, random: Random, today: date, organ: Organ | None, first: int) -> None:
        self.random = random
        self.today = today
        rows = Organ.objects.filter(kind__in=MAKERS).exclude(level=Organ.Level.NATIONAL)
        chosen = [organ] if organ else list(rows.select_related("parent__parent").order_by("code"))
        self.organs: list[Organ] = [one for one in chosen if one is not None]
        self.types = {one.code: one for one in Option.objects.filter(list=Option.List.TITLE)}
        self.serials: Counter[tuple[int, int]] = Counter()
        self.first = first

    def invent(self) -> Iterator[Invented]:
        """Documents without end."""
        while True:
            yield self.one()

    def one(self) -> Invented:
        """One document from its draft to where it stands today."""
        random = self.random
        organ = random.choice(self.organs)
        signed = self.day(date(FIRST_YEAR, 1, 1), self.today)
        if not organ.existed_in(signed.year):
            return self.one()
        matter = random.choice(MATTERS)
        is_trial = random.random() < 0.12
        type_code, title = title_of(random, organ, matter, is_trial)
        serial = self.serials[organ.pk, signed.year] = self.serials[organ.pk, signed.year] + 1
        one = Document(
            title=title, title_type=self.types[type_code], signed_on=signed, is_trial=is_trial,
            level=organ.level, maker_name=organ.name, kind=kind_of(organ),
            number=f"{organ.short_name}{letter_of(organ)}〔{signed.year}〕{self.first + serial}号",
            register_number=register(organ, signed, self.first + serial),
            affects_market=matter.concerns_market, legality_review="done",
            drafter_name=matter.drafter, state=State.DRAFT,
        )  # fmt: skip
        one.place_in(organ)
        found = Invented(one, [(text_of(random, organ, matter, one.title), None)])
        found.note(Verb.REGISTER, "", State.DRAFT, signed, number=one.number)
        self.live(found)
        one.settle_days(signed)
        one.version = len(found.moves)
        return found

    def live(self, found: Invented) -> None:
        """What becomes of a document: most are published, some amended, some ended."""
        random, one = self.random, found.document
        assert one.signed_on is not None
        published = one.signed_on + timedelta(random.randint(1, 20))
        if published > self.today or random.random() < 0.02:
            return
        one.published_on, one.state = published, State.ISSUED
        one.effective_on = published + timedelta(random.choice([0, 0, 30, 30, 31, 45]))
        one.published_in = "政府网站、政府公报"
        if random.random() < 0.4 + 0.025 * (published.year - FIRST_YEAR):
            one.expires_on = last_day_of_term(one.effective_on, 2 if one.is_trial else 5)
        found.note(Verb.PUBLISH, State.DRAFT, State.ISSUED, published)
        self.extend(found)
        self.amend(found)
        self.end(found)

    def extend(self, found: Invented) -> None:
        """Some documents are given another term before the first one ends."""
        one = found.document
        while one.expires_on and one.expires_on < self.today and self.random.random() < 0.35:
            before = one.expires_on
            one.expires_on = last_day_of_term(before, 5)
            found.note(Verb.EXTEND, State.ISSUED, State.ISSUED, before - timedelta(40),
                       expires_on=one.expires_on, expired_on_before=before)  # fmt: skip

    def amend(self, found: Invented) -> None:
        """Some documents are given another wording."""
        one = found.document
        day = self.later(found)
        if day is None or self.random.random() > 0.08:
            return
        text = found.texts[0][0].replace("三十日", "十五日").replace("应当及时", "应当在五日内")
        text += "\n附件：办理流程由主管部门另行公布。"
        one.amended_on = day
        found.texts.append((text, day))
        found.note(Verb.AMEND, State.ISSUED, State.ISSUED, day, basis="关于修改部分文件的决定")

    def end(self, found: Invented) -> None:
        """Some documents are suspended, repealed, declared lapsed or annulled."""
        one, chance = found.document, self.random.random()
        day = self.later(found)
        if day is None:
            return
        basis = "关于公布规范性文件清理结果的决定"
        if chance < 0.01:
            one.state, one.suspended_on = State.SUSPENDED, day
            found.note(Verb.SUSPEND, State.ISSUED, State.SUSPENDED, day, basis=basis)
        elif chance < 0.14:
            verb, state = next(pair for limit, pair in ENDS if chance < limit)
            one.state, one.ended_on = state, day
            found.repeals = state == State.REPEALED and self.random.random() < 0.3
            found.note(verb, State.ISSUED, state, day, basis=basis, ended_on=day)

    def later(self, found: Invented) -> date | None:
        """A day after all that has happened, on which the document is still in force."""
        one = found.document
        assert one.effective_on is not None
        begin = max(one.effective_on, found.moves[-1]["made_on"]) + timedelta(1)
        last = min(self.today, one.expires_on or self.today)
        return self.day(begin, last) if begin < last else None

    def day(self, begin: date, end: date) -> date:
        """A day between two."""
        return begin + timedelta(int(self.random.random() * ((end - begin).days + 1)))


ENDS = [
    (0.10, (Verb.REPEAL, State.REPEALED)),
    (0.135, (Verb.LAPSE, State.LAPSED)),
    (0.14, (Verb.ANNUL, State.ANNULLED)),
]


def kind_of(organ: Organ) -> Kind:
    """In whose name an organ makes documents."""
    return Kind.GOVERNMENT if organ.kind == Organ.Kind.GOVERNMENT else Kind.DEPARTMENT


def letter_of(organ: Organ) -> str:
    """How the numbers of an organ go on behind its name."""
    return "政发" if organ.kind == Organ.Kind.GOVERNMENT else "发"


def register(organ: Organ, signed: date, serial: int) -> str:
    """A register number, of no real series."""
    name = re.sub(r"[^\u4e00-\u9fa5]", "", organ.short_name)
    return f"{name}虚构规〔{signed.year}〕{serial}号"


def invent_documents(
    *, count: int, seed: int, today: date, organ: Organ | None = None,
    told: Callable[[int], None] | None = None,
) -> int:  # fmt: skip
    """Write so many invented documents; returns how many."""
    taken = Document.objects.count()
    inventor = Inventor(Random(seed), today, organ, 10_000 * -(-taken // 10_000))
    found = islice(inventor.invent(), count)
    made = 0
    while batch := list(islice(found, BATCH)):
        write(batch)
        made += len(batch)
        if told is not None:
            told(made)
    return made


@transaction.atomic
def write(batch: list[Invented]) -> None:
    """Write a batch with texts, journal and links."""
    for one in batch:
        index(one.document, one.texts[-1][0])
    Document.objects.bulk_create([one.document for one in batch])
    Version.objects.bulk_create(
        Version(document=one.document, number=number, text=text, length=len(text),
                effective_on=begins)
        for one in batch
        for number, (text, begins) in enumerate(one.texts, 1)
    )  # fmt: skip
    Move.objects.bulk_create(
        Move(document=one.document, **values) for one in batch for values in one.moves
    )
    alive = [one.document for one in batch if one.document.state == State.ISSUED]
    ended = [one.document for one in batch if one.repeals]
    Link.objects.bulk_create(
        Link(document=by, kind=LinkKind.REPEALS, target=target)
        for by, target in zip(alive, ended, strict=False)
        if by.published_on and target.ended_on and by.published_on <= target.ended_on
    )
