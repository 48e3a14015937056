"""What cases ask of the review body: their questions as matters (see `lawgov.attached`)."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from lawgov.attached import Place, Question
from lawgov.lifecycle import IllegalMove
from lawgov.organs.models import Organ
from lawgov.statutes import clocks
from normative.matters.attached import CLOCK, attached
from normative.matters.base import is_governed, open_matter
from normative.matters.working import reviewers_of
from normative.models import Act, Document, Matter, Stage, State, Track

if TYPE_CHECKING:
    from lawgov.accounts.models import User


def ask(
    question: Question, *, of: Organ, by: "User | None", on: date, today: date, due: date | None
) -> bool:
    """Open an attached review for an organ's review body; its last day is the case's own.

    An organ none of whose staff reviews documents here is asked on paper, and a
    day that no rule set governs has no such reviews.
    """
    if not is_governed(on) or not reviewers_of(of.realm).exists():
        return False
    matter = Matter(
        track=Track.ATTACHED, title=question.document, clause=question.clause,
        document=document_named(question.document), submitter=question.asker,
        submitter_name=question.asker.name, origin=question.case,
    )  # fmt: skip
    open_matter(matter, organ=of.realm, stage=Stage.RECEIVED, by=by, on=on, today=today)
    if due is not None:
        clocks.start_fixed(matter, CLOCK, on, due)
        clocks.remind(matter)
        matter.save()
    return True


def document_named(text: str) -> Document | None:
    """The published document of the register that has this number or title, if one alone does."""
    words = " ".join(text.split()).strip("《》")
    known = Document.objects.exclude(state__in=[State.VOID, State.DRAFT])
    found = list(known.filter(Q(number=words) | Q(title=words))[:2])
    return found[0] if len(found) == 1 else None


def matters_of(asker: Organ, case: str) -> Any:
    """The attached reviews that a case has asked for."""
    return Matter.objects.filter(track=Track.ATTACHED, submitter=asker, origin=case)


def call_off(question: Question, *, by: "User | None", on: date, today: date, reason: str) -> None:
    """Give up a review to which nobody waits for an answer.

    What is concluded stays, and so does what the rules of the day do not let go:
    the case goes on all the same.
    """
    rows = matters_of(question.asker, question.case)
    going = rows.filter(
        title=" ".join(question.document.split()), clause=question.clause, is_open=True,
        concluded_on=None,
    )  # fmt: skip
    for matter in going:
        last = attached.earliest(matter, attached.rules[Act.WITHDRAW])
        day = max(on, last) if last is not None else on
        with suppress(IllegalMove):
            attached.make(matter, Act.WITHDRAW, by=by, on=day, today=today, reason=reason)


def places(asker: Organ, case: str, user: "User") -> Iterator[Place]:
    """The pages of the reviews of a case that the user may see."""
    if not user.has_perm("normative.view_matter"):
        return
    seen: Any = Matter.objects.visible_to(user)
    for matter in seen.filter(pk__in=matters_of(asker, case).values("pk")).order_by("pk"):
        name = _("%(document)s, %(number)s") % {
            "document": f"{matter.title} {matter.clause}".strip(), "number": matter.number,
        }  # fmt: skip
        url = reverse("normative:matter", args=[matter.pk])
        yield Place(name, matter.get_state_display(), url)
