"""What the page of a matter shows, with whatever was typed and refused on it."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from lawgov.http import Request
from lawgov.lamps import lit_clocks
from lawgov.paperpages import Desk
from lawgov.statutes.names import name_of
from lawgov.statutes.reprojection import journal_of
from normative.forms.matter_parts import (
    AdviceForm,
    AnswerForm,
    LetterForm,
    MaterialsForm,
    PointsForm,
    ReplyForm,
)
from normative.matter_listing import lamps_on
from normative.matters import machine_of, parts
from normative.matters.base import WITHIN, acts_for_body, body_of, sees_review
from normative.models import Act, Matter, MatterMove, Option, Stage, Track, Version
from normative.papers import papers
from normative.telling import told_of_matter

AT_REVIEW = {Stage.EXAMINING, Stage.CONSULTING, Stage.SECOND_CHECK}
INSIDE = ["consulted", "government"]  # to whom papers go that drafters do not see before
ASIDE = {Act.ASSIGN, Act.EXTEND, Act.WITHDRAW}  # they do not bring the matter further
DRAFTS = {Track.GOVERNMENT, Track.DEPARTMENT}
DESK = Desk(
    papers,
    issue="normative:issue_paper",
    void="normative:void_paper",
    read="normative:paper",
)
RELATED = ["organ__parent", "receiver", "submitter", "rule_set", "document", "reviewer",
           "second_reviewer", "registered_by", "outcome"]  # fmt: skip


def matter_of(request: Request, pk: int) -> Matter:
    """A matter in the user's sight, or 404."""
    rows: Any = Matter.objects.visible_to(request.user).select_related(*RELATED)
    texts = [f"{at}search_{name}" for at in ("", "document__") for name in ("text", "pairs")]
    return get_object_or_404(rows.defer(*texts), pk=pk)


def page(request: Request, one: Matter, status: int = 200, **more: Any) -> HttpResponse:
    """The page of a matter, with forms that were refused."""
    return render(request, "normative/matter.html", frame_of(request, one, **more), status=status)


def frame_of(
    request: Request,
    one: Matter,
    *,
    answer_form: AnswerForm | None = None,
    reply_form: ReplyForm | None = None,
    **more: Any,
) -> dict[str, Any]:
    """What the page of a matter shows."""
    today = timezone.localdate()
    lamps = lamps_on(today)
    rights = rights_of(request, one)
    by_name = one.is_seen_by_name(request.user)
    sees = sees_review(request.user, one)
    journal: Any = one.moves.select_related("made_by").prefetch_related("papers__kind")
    moves: list[MatterMove] = list(journal)
    shown = [move for move in moves if sees or move.verb not in WITHIN]
    versions = versions_of(one)
    return {
        "matter": one,
        "body": body_of(one),
        "by_name": by_name,
        "sees_review": sees,
        "rights": rights,
        "lamp": lamps.of(one.due_on),
        "due_name": name_of(one.due_code) if one.due_code else "",
        "steps": steps_of(request, one, today),
        "clocks": lit_clocks(one, lamps),
        "reprojections": journal_of(one),
        "materials_form": materials_form(one, moves, today),
        "lacking": parts.lacking(one, law_days(one, moves, today)[0]) if one.is_open else [],
        "is_under_review": one.is_open and one.concluded_on is None and one.stage in AT_REVIEW,
        "points_form": points_form(one, moves, today) if sees else None,
        "advice": advice_of(one, versions, today, answer_form) if sees else [],
        "advice_form": AdviceForm(),
        "letters": letters_of(one, today, reply_form) if sees else [],
        "letter_form": LetterForm(initial={"sent_on": today}),
        "moves": [(move, told_of_matter(one, move, by_name=by_name)) for move in shown],
        **papers_of(request, one, today, hidden=hidden_papers(by_name, sees)),
        **more,
    }


def rights_of(request: Request, one: Matter) -> dict[str, bool]:
    """What the user may change on the page while the matter is open."""
    user = request.user
    is_reviewer = user.has_perm("normative.review_matter") and acts_for_body(user, one)
    is_issued = one.concluded_on is not None
    return {
        "review": is_reviewer and one.is_open,
        "advise": is_reviewer and one.is_open and not is_issued,
        "answer": user.has_perm("normative.submit_draft") and one.is_open and is_issued,
    }


def steps_of(request: Request, one: Matter, today: date) -> dict[str, list[dict[str, Any]]]:
    """The moves of the matter's stage, each with its address."""
    steps = machine_of(one).steps(one, request.user, today)
    for step in steps["may"]:
        step["url"] = reverse("normative:matter_move", args=[one.pk, step["verb"]])
        step["is_aside"] = step["verb"] in ASIDE
    steps["may"].sort(key=lambda step: step["is_aside"])
    return steps


def entries_of(one: Matter, kind: str, known: set[int], days: list[date]) -> list[Option]:
    """The entries of a list that the track has on one of the days, and those used already."""
    rows: Any = Option.objects.all()
    found = {row.pk: row for day in days for row in rows.of(kind, track=one.track, on=day)}
    found |= {row.pk: row for row in Option.objects.filter(pk__in=known - found.keys())}
    return sorted(found.values(), key=lambda row: (row.rank, row.pk))


def law_days(one: Matter, moves: list[MatterMove], today: date) -> list[date]:
    """The days whose lists a matter is looked at by, the one that decides first.

    A draft is looked at by the law of the day on which it came in; elsewhere the
    list is that of the move, which lies between the last change and today.
    """
    if one.track in DRAFTS:
        return [one.received_on]
    changed = [move.made_on for move in moves if move.from_state != move.to_state]
    last = one.concluded_on or max(changed, default=one.received_on)
    return [today, last] if one.is_open and one.concluded_on is None else [last]


def materials_form(
    one: Matter, moves: list[MatterMove], today: date, data: Any = None
) -> MaterialsForm:
    """The checklist with what is known, or with what was sent."""
    known: dict[int, Any] = {row.item_id: row for row in one.materials.all()}
    items = entries_of(one, Option.List.MATERIAL, set(known), law_days(one, moves, today))
    return MaterialsForm(data, items=items, known=known)


def points_form(one: Matter, moves: list[MatterMove], today: date, data: Any = None) -> PointsForm:
    """The review points with what was found, or with what was sent."""
    known: dict[int, Any] = {row.point_id: row for row in one.points.all()}
    items = entries_of(one, Option.List.POINT, set(known), law_days(one, moves, today))
    return PointsForm(data, items=items, known=known)


def versions_of(one: Matter) -> list[Version]:
    """The texts of the matter's document, without their words."""
    if one.document is None:
        return []
    rows: Any = one.document.versions.all()
    return list(rows.without_text())


def advice_of(
    one: Matter, versions: list[Version], today: date, bound: AnswerForm | None
) -> list[dict[str, Any]]:
    """The points of the opinion, each with the form of its answer."""
    rows = []
    for row in one.advice.select_related("version").defer("version__text"):
        is_bound = bound is not None and bound.prefix == f"answer-{row.pk}"
        form = bound if is_bound else AnswerForm(advice=row, versions=versions,
                                                 initial=first_answer(row, today))  # fmt: skip
        rows.append({"row": row, "form": form, "address": address_of(one, row.version)})
    return rows


def address_of(one: Matter, version: Version | None) -> str:
    """Where the version that follows a point is seen, beside the one before it if there is one."""
    if version is None:
        return ""
    at = [one.document_id]
    if version.number == 1:
        return reverse("normative:version", args=[*at, version.number])
    compared = f"?old={version.number - 1}&new={version.number}"
    return reverse("normative:compare", args=at) + compared


def first_answer(row: Any, today: date) -> dict[str, Any]:
    """A point without an answer is answered today, unless something else is typed."""
    return {} if row.adoption else {"on": today}


def letters_of(one: Matter, today: date, bound: ReplyForm | None) -> list[dict[str, Any]]:
    """The letters, each with the form of what came back."""
    rows = []
    for row in one.letters.all():
        is_bound = bound is not None and bound.prefix == f"reply-{row.pk}"
        form = bound if is_bound else ReplyForm(letter=row, initial={"answered_on": today})
        rows.append({"row": row, "form": form})
    return rows


def hidden_papers(by_name: bool, sees: bool) -> list[str]:
    """To whom the papers go that a reader does not see."""
    return [*([] if by_name else ["proposer"]), *([] if sees else INSIDE)]


def papers_of(request: Request, one: Matter, today: date, *, hidden: list[str]) -> dict[str, Any]:
    """The papers of a matter, but those that the reader is not to see."""
    user = request.user
    is_own = acts_for_body(user, one)
    rows: Any = one.papers.all()
    return DESK.shown(
        one,
        rows.exclude(kind__addressee__in=hidden),
        today=today,
        may_issue=is_own and user.has_perm("normative.review_matter"),
        may_void=is_own and user.has_perm("normative.examine_matter"),
        may_read=True,
    )
