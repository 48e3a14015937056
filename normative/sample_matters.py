"""Invented matters of all tracks: drafts, filings of documents of the organs below, suggestions."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from lawgov.lifecycle import IllegalMove
from lawgov.organs.models import Organ
from normative.matters.drafts import open_government
from normative.matters.filings.duties import oblige
from normative.matters.prereview import open_department
from normative.matters.suggestions import open_suggestion
from normative.models import Document, Matter, Proposer, Stage, State, Track
from normative.sample_leading import Later, Lead, Staff, staff_of
from normative.sample_words import MATTERS, text_of


def invent_matters(
    *, count: int, seed: int, today: date, organ: Organ, told: Callable[[int], None] | None = None
) -> int:
    """Invent so many matters of a government in the last two years; returns how many."""
    random, staff = Random(seed), staff_of(organ)
    made = 0
    for begin, lead in beginnings(random, organ, today):
        with transaction.atomic():
            matter = begin()
            if matter is None:
                continue
            with suppress(Later):
                lead(Lead(random, matter, staff, today))
        made += 1
        if told is not None and made % 20 == 0:
            told(made)
        if made == count:
            break
    file_most(random, organ, staff, today)
    return made


def file_most(random: Random, organ: Organ, staff: Staff, today: date) -> None:
    """Most of what publications owe to the organ is filed with it; some is overdue."""
    owed = Matter.objects.filter(track=Track.FILING, stage=Stage.TO_FILE, receiver=organ)
    for matter in owed.select_related("organ", "receiver", "document", "rule_set"):
        if random.random() < 0.75:
            with transaction.atomic(), suppress(Later):
                Lead(random, matter, staff, today).file()


def some_day(random: Random, today: date) -> date:
    """A day of the last two years, often a recent one, so that much is still under way."""
    return today - timedelta(random.randint(0, 40 if random.random() < 0.45 else 700))


Begin = tuple[Callable[[], Matter | None], Callable[[Lead], None]]


def beginnings(random: Random, organ: Organ, today: date) -> Iterator[Begin]:
    """Ever new matters: drafts, filings of documents of the organs below, suggestions."""
    departments = list(
        organ.children.existing(today).filter(kind=Organ.Kind.DEPARTMENT).order_by("code")
    )
    unfiled = iter(documents_below(organ, today))
    kinds = ["government", "department", "filing", "suggestion"]
    while True:
        day = some_day(random, today)
        kind = random.choices(kinds, [4, 5, 6, 2])[0]
        if kind == "filing":
            document = next(unfiled, None)
            if document is not None:
                yield partial(duty, document, today), Lead.file
        elif kind == "suggestion" or not departments:
            yield partial(suggestion, random, organ, day, today), Lead.suggest
        else:
            submitter = random.choice(departments)
            yield partial(draft, random, kind, organ, submitter, day, today), Lead.review


def documents_below(organ: Organ, today: date) -> Any:
    """Published documents of the organs below that nobody has filed yet."""
    rows = Document.objects.filter(
        organ__parent=organ, state=State.ISSUED, published_on__gte=today - timedelta(700),
        published_on__lte=today, matters=None,
    )  # fmt: skip
    return rows.select_related("organ__parent").order_by("-published_on", "pk").iterator()


def duty(document: Document, today: date) -> Matter | None:
    """The duty to file a document, as its publication raises it."""
    with suppress(ValidationError, IllegalMove):
        return oblige(document, by=None, today=today)
    return None


def draft(
    random: Random, kind: str, organ: Organ, submitter: Organ, day: date, today: date
) -> Matter:
    """A draft that a department submits."""
    about = random.choice(MATTERS)
    title = f"{organ.short_name if kind == 'government' else ''}{about.name}办法"
    matter = Matter(title=title, submitter=submitter, is_approved_by_government=True,
                    comment_days=30, contact="某某")  # fmt: skip
    opened = open_government if kind == "government" else open_department
    return opened(
        matter, organ=organ, text=text_of(random, organ, about, title), by=None, on=day,
        today=today, is_received=True,
    )  # fmt: skip


def suggestion(random: Random, organ: Organ, day: date, today: date) -> Matter:
    """A suggestion from a citizen or a firm, some of them unnamed."""
    proposer = random.choice([Proposer.PERSON, Proposer.FIRM])
    anonymous = random.random() < 0.2
    matter = Matter(
        title=f"{random.choice(MATTERS).name}办法", proposer=proposer, is_anonymous=anonymous,
        submitter_name="" if anonymous else "虚构建议人", clause="第三条",
        claimed_law="行政许可法第十七条", request="该条设定了办理前置条件。",
    )  # fmt: skip
    return open_suggestion(matter, organ=organ, by=None, on=day, today=today)
