"""The duty to file (报备义务): who files with whom, since when, and who has not filed."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _

from lawgov.history import unrecorded
from lawgov.lifecycle import Step
from lawgov.organs.models import Organ
from lawgov.statutes import clocks
from normative.matters.base import is_governed, open_matter, start
from normative.matters.filings.machine import FILING, LIMIT, UNFILED, filings
from normative.models import (
    PUBLIC,
    Act,
    Document,
    DocumentQuerySet,
    Matter,
    MatterClock,
    MatterQuerySet,
    Stage,
    Track,
    Verb,
    settings_of,
)

if TYPE_CHECKING:
    from lawgov.accounts.models import User

# They file with nobody here.
OUTSIDE = {Organ.Kind.PARTY, Organ.Kind.CONGRESS}


def receiver_of(organ: Organ) -> Organ | None:
    """With whom an organ files its documents; nothing for whom files outside this register.

    A government files with the next higher one, and so does its office; a
    department files with its own government. The province files with the
    State Council, which does not work here.
    """
    if organ.kind in OUTSIDE or organ.level == Organ.Level.NATIONAL:
        return None
    above = organ.parent
    if organ.kind == Organ.Kind.OFFICE and above is not None:
        above = above.parent
    if above is None or above.kind != Organ.Kind.GOVERNMENT:
        return None
    return None if above.level == Organ.Level.NATIONAL else above


@transaction.atomic
def open_filing(document: Document, *, receiver: Organ, by: "User | None", today: date) -> Matter:
    """Note that a published document has to be filed with an organ, and by when.

    The duty arises with the publication, under the law of that day. Raises
    `ValidationError` for what is not published and for a second open filing.
    """
    published = document.published_on
    if published is None or document.state not in PUBLIC:
        raise ValidationError({"document": _("Only published documents are filed.")})
    matter = Matter(track=Track.FILING, document=document, receiver=receiver)
    open_matter(matter, organ=document.organ, stage=Stage.TO_FILE, by=by, on=published, today=today)
    clock = start(matter, FILING, published)
    if clock is not None:
        matter.filing_due_on = clock.due
    clocks.remind(matter)
    unrecorded(matter).save()
    return matter


def duty_from(today: date) -> date | None:
    """Since when published documents have to be filed here, as the office has set it."""
    text = settings_of(today).get("filing_duty_from", "").strip()
    return date.fromisoformat(text) if text else None


def follow(step: Step[Document]) -> None:
    """What a move of a document does to its filing.

    With the publication the duty to file arises, unless the document is older
    than the office's filing register; a document struck out needs no filing.
    """
    if step.verb == Verb.PUBLISH:
        oblige(step.record, by=step.by, today=step.today)
    elif step.verb == Verb.VOID:
        release(step)


def oblige(document: Document, *, by: "User | None", today: date) -> Matter | None:
    """Open the duty to file a document that was just published, where there is one."""
    since, published = duty_from(today), document.published_on
    if since is None or published is None or published < since or not is_governed(published):
        return None
    receiver = receiver_of(document.organ)
    if receiver is None:
        return None
    return open_filing(document, receiver=receiver, by=by, today=today)


def release(step: Step[Document]) -> None:
    """Withdraw the open duty of a document that was registered by mistake."""
    owed = Matter.objects.filter(document=step.record, track=Track.FILING, stage__in=UNFILED)
    for matter in owed:
        last = filings.earliest(matter, filings.rules[Act.WITHDRAW])
        day = step.on if last is None else max(step.on, last)
        filings.make(
            matter, Act.WITHDRAW, by=step.by, on=day, today=step.today,
            reason=_("The document was registered by mistake."),
        )  # fmt: skip


def unfiled(rows: MatterQuerySet) -> MatterQuerySet:
    """The filings that are still owed."""
    return rows.filter(track=Track.FILING, stage__in=UNFILED)


def with_limits(rows: MatterQuerySet) -> MatterQuerySet:
    """Each filing with the limit that the last notice has set, as `limit`."""
    running = MatterClock.objects.filter(matter=OuterRef("pk"), code=LIMIT, ended_on=None)
    return rows.annotate(limit=Subquery(running.order_by("-pk").values("due")[:1]))


def overdue(rows: MatterQuerySet, on: date) -> MatterQuerySet:
    """The filings owed whose time has passed (逾期未报)."""
    return unfiled(rows).filter(filing_due_on__lt=on)


def due_soon(rows: MatterQuerySet, on: date, until: date) -> MatterQuerySet:
    """The filings owed whose time ends between two days, both counted."""
    return unfiled(rows).filter(filing_due_on__range=(on, until))


def missing(rows: DocumentQuerySet, *, since: date, today: date) -> Iterator[Document]:
    """Published documents that nobody has filed and nobody was told to file.

    Compares what was published with the filings: a document that was ever on
    the filing track counts as known, whatever became of it there.
    """
    known = Matter.objects.filter(track=Track.FILING, document=OuterRef("pk"))
    found: Any = rows.public(today).filter(~Exists(known), published_on__gte=since)
    found = found.select_related("organ__parent__parent__parent").order_by("published_on", "pk")
    for document in found.defer("search_text", "search_pairs"):
        if receiver_of(document.organ) is not None and is_governed(document.published_on):
            yield document


def open_missing(
    rows: DocumentQuerySet, *, since: date, by: "User | None", today: date
) -> list[Matter]:
    """Open the duties that the comparison has found; done again, it finds nothing."""
    opened = []
    for document in missing(rows, since=since, today=today):
        receiver = receiver_of(document.organ)
        assert receiver is not None
        opened.append(open_filing(document, receiver=receiver, by=by, today=today))
    return opened
