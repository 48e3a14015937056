"""Documents of matters (文书): what their wordings may name, and to whom they go."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat
from django.utils import translation

from lawgov.gongwen import chinese, clean
from lawgov.organs.models import Organ
from lawgov.papers import Papers
from lawgov.sandbox import BLANK
from normative.matters.base import body_of, matters_article, numbers
from normative.models import Act, Adoption, Matter, MatterPaper, MatterPaperKind, Presence, Result

ADDRESSEES = {
    "drafter": ["submitter"],
    "maker": ["maker"],
    "government": ["government"],
    "proposer": ["proposer"],
    "origin": ["origin"],
    "consulted": ["consulted"],
    "passed_to": ["passed_to"],
}


class MatterPapers(Papers):
    """The documents of matters, by the review body of the government they belong to."""

    def kinds_for(self, record: Any) -> "models.QuerySet[Any]":
        padded = Concat(Value(" "), "tracks", Value(" "), output_field=models.TextField())
        rows = super().kinds_for(record).annotate(tracks_in_words=padded)
        return rows.filter(Q(tracks="") | Q(tracks_in_words__contains=f" {record.track} "))

    def issuer(self, record: Matter) -> Organ:
        """The government's legal office or justice department of the day; else itself."""
        body = body_of(record)
        offices = body.children.existing(record.received_on).filter(kind__in=Organ.OFFICES)
        return offices.order_by("pk").first() or body

    def context(
        self, record: Any, kind: Any, *, on: date, number: str = "", addressee: str = "",
        text: str = "",
    ) -> dict[str, str]:  # fmt: skip
        with translation.override(settings.LANGUAGE_CODE):
            move = self.move_told_by(record, kind)
            values = {
                "number": number, "addressee": addressee, "text": text, "issued_on": on,
                **of_matter(record), **of_parts(record), **of_move(record, move),
            }  # fmt: skip
            return {name: clean(plain(value)).strip() or BLANK for name, value in values.items()}

    def usual_addressee(self, values: dict[str, str], kind: Any) -> Iterable[str]:
        return (values[name] for name in ADDRESSEES.get(kind.addressee, []))


def of_matter(matter: Matter) -> dict[str, Any]:
    """The matter's own facts."""
    document, body = matter.document, body_of(matter)
    return {
        "matter_number": matter.number,
        "title": document.title if document else matter.title,
        "document_number": document.number if document else "",
        "maker": document.maker_name if document else "",
        "submitter": matter.submitter_name or (matter.submitter and matter.submitter.name),
        "government": body.name,
        "proposer": "" if matter.is_anonymous else matter.submitter_name,
        "origin": matter.origin,
        "clause": matter.clause,
        "claimed_law": matter.claimed_law,
        "request": matter.request,
        "received_on": matter.received_on,
        "due_on": matter.due_on,
        "filing_due_on": matter.filing_due_on,
        "filed_on": matter.filed_on,
        "filing_number": matter.filing_number,
        "registered_on": matter.registered_on,
        "published_on": document.published_on if document else None,
        "outcome": matter.outcome.name if matter.outcome else "",
        "outcome_number": matter.outcome_number,
        "concluded_on": matter.concluded_on,
        "summary": matter.summary,
        "handling": matter.get_handling_display(),
        "laws": matter.rule_set.laws,
    }


def of_parts(matter: Matter) -> dict[str, Any]:
    """Checklist, review points, points of the opinion and letters, one a line."""
    missing = matter.materials.filter(presence=Presence.MISSING).select_related("item")
    failed = matter.points.exclude(result=Result.PASS).select_related("point")
    last = matter.letters.last()
    return {
        "lacking": "、".join(line.item.name for line in missing),
        "failed_points": "\n".join(f"{row.point.name}：{row.note}" for row in failed),
        "advice": "\n".join(
            f"{place}．{one.clause}：{one.problem} {one.text}"
            for place, one in enumerate(matter.advice.all(), 1)
        ),
        "answers": "\n".join(
            f"{place}．{one.clause}：{Adoption(one.adoption).label}。{one.reason}"
            for place, one in enumerate(matter.advice.exclude(adoption=""), 1)
        ),
        "consulted": last.addressee if last else "",
        "letter": last.content if last else "",
        "letter_due_on": last.due_on if last else None,
    }


def of_move(matter: Matter, move: Any) -> dict[str, Any]:
    """The move that the document tells of: its day, its article, its grounds."""
    verb = move.verb if move else Act.OPEN
    article = move.article if move else matters_article(matter, Act.OPEN, matter.received_on)
    return {
        "article": article,
        "moved_on": move.made_on if move else None,
        "reason": move.reason if move else "",
        "verb": Act(verb).label,
        "until": day_of(move.recorded.get("until", "")) if move else None,
        "items": move.recorded.get("items", "") if move else "",
        "passed_to": move.recorded.get("addressee", "") if move else "",
    }


def day_of(text: str) -> date | None:
    """A day as the journal keeps it."""
    return date.fromisoformat(text) if text else None


def plain(value: Any) -> str:
    """A value as documents write it."""
    if isinstance(value, date):
        return chinese(value)
    return "" if value is None else str(value)


papers = MatterPapers(kinds=MatterPaperKind, paper=MatterPaper, record="matter", numbering=numbers)
