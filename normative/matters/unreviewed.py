"""Documents that were published without the review that they needed (未经前置审查)."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from normative.models import Kind, LegalityReview, Matter, Setting, Stage, Track, settings_of

if TYPE_CHECKING:
    from normative.models import DocumentQuerySet

FAVOURABLE = ["proceed", "answer"]
ISSUED = [Stage.NUMBERED, Stage.PUBLISHED, Stage.ARCHIVED]
SCOPE, EVERYTHING = "pre_review_scope", "all"


def unreviewed_documents(rows: "DocumentQuerySet", today: date) -> "DocumentQuerySet":
    """Those of some documents, published by a day, that no favourable opinion came before.

    Favourable are the opinions after which a text may go on (O1, O2, 同意发布,
    修改后发布), and consent by silence where the law of the day knew it. A
    document registered as reviewed counts as reviewed. Of a department's
    documents those count that the rules of their day sent to pre-review: all,
    or those with the government's approval; and those registered as not reviewed.
    """
    if settings_of(today).get("unreviewed_alert") == "0":
        return rows.none()
    found = rows.public(today).exclude(legality_review=LegalityReview.DONE)
    reviews = Matter.objects.filter(
        document=OuterRef("pk"), track__in=[Track.GOVERNMENT, Track.DEPARTMENT]
    )
    favourable = Q(outcome__effect__in=FAVOURABLE, concluded_on__lte=OuterRef("published_on")) | Q(
        outcome=None, stage__in=ISSUED
    )
    approved = reviews.filter(is_approved_by_government=True)
    needed = (
        Q(kind=Kind.GOVERNMENT) | all_of_departments() | Exists(approved)
        | Q(legality_review=LegalityReview.NOT_DONE)
    )  # fmt: skip
    return found.filter(needed).filter(~Exists(reviews.filter(favourable)))


def all_of_departments() -> Q:
    """Department documents of the days on which all of them went to pre-review."""
    rows: Any = Setting.objects.filter(code=SCOPE)
    versions = sorted(
        rows.values_list("effective_from", "value"), key=lambda row: row[0] or date.min
    )
    found = Q(pk__in=[])
    for place, (begin, value) in enumerate(versions):
        if value != EVERYTHING:
            continue
        days = Q(published_on__gte=begin) if begin else Q()
        if place + 1 < len(versions):
            days &= Q(published_on__lt=versions[place + 1][0])
        found |= Q(days, kind=Kind.DEPARTMENT)
    return found
