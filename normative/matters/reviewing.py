"""The review itself: materials, consultations, the opinion, the second reviewer, and again."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lawgov.accounts.models import User
from lawgov.history import signed
from lawgov.lifecycle import Step
from lawgov.statutes import clocks
from normative.matters.base import (
    EXAMINE,
    REVIEW,
    SIGN,
    SUBMIT,
    Matters,
    body_of,
    extend,
    numbers,
    start,
)
from normative.matters.drafting import keep_text, need_reason
from normative.matters.parts import REPLY, lacking, open_points, unanswered
from normative.matters.working import ask_somebody, reviewers_of
from normative.models import Act, Matter, Option, Result, Stage, Track

CLOCKS = {Track.GOVERNMENT: "legality_review", Track.DEPARTMENT: "pre_review"}
LETTERS = {Track.GOVERNMENT: "审意", Track.DEPARTMENT: "前审意"}
SUPPLEMENT, ANSWERS = "supplement", "answer_points"
AT_REVIEW = {Stage.EXAMINING, Stage.CONSULTING, Stage.SECOND_CHECK}
PROCEED, ANSWER, STOP = "proceed", "answer", "stop"
NEXT = {PROCEED: Stage.OPINION, ANSWER: Stage.ANSWERING, STOP: Stage.DRAFTING}


def clock_of(matter: Matter) -> str:
    """The code of the deadline for the opinion."""
    return CLOCKS[Track(matter.track)]


def check_staff(matter: Matter, person: User | None, field: str, codename: str) -> None:
    """Raise `ValidationError` for somebody who does not do this at the review body."""
    if person is None:
        return
    if not reviewers_of(body_of(matter), codename).filter(pk=person.pk).exists():
        message = _("%(user)s does not review the matters of this organ.")
        raise ValidationError({field: message % {"user": person}})


def check_two(matter: Matter) -> None:
    """Raise `ValidationError` where reviewer and second reviewer are one person."""
    if matter.reviewer is not None and matter.reviewer == matter.second_reviewer:
        message = _("The second reviewer is somebody else than the reviewer.")
        raise ValidationError({"second_reviewer": message})


def named(options: Iterable[Option]) -> str:
    return "、".join(option.name for option in options)


def materials_complete(matter: Matter) -> str:
    """Why a draft cannot be reviewed yet: what is required and was not handed in."""
    missing = lacking(matter, matter.received_on)
    if not missing:
        return ""
    message = _("Materials are lacking, ask for supplements: %(names)s.")
    return message % {"names": named(missing)}


def take_up(step: Step[Matter], *, reviewer: User | None = None) -> None:
    """Begin the review: the materials are complete, the time for the opinion runs (A4, B4)."""
    matter = step.record
    check_staff(matter, reviewer, "reviewer", REVIEW)
    matter.reviewer = reviewer or matter.reviewer or step.by
    matter.complete_on = step.on
    begin_round(step)
    start(matter, clock_of(matter), step.on)


def begin_round(step: Step[Matter]) -> None:
    """Clear away an earlier opinion, which the journal keeps; every point is looked at again."""
    matter = step.record
    if matter.concluded_on is None:
        return
    open_advice = matter.advice.filter(adoption="")
    step.recorded["earlier"] = {
        "opinion": str(matter.outcome), "number": matter.outcome_number,
        "day": matter.concluded_on, "summary": matter.summary,
        "points": [f"{row.point}：{row.get_result_display()} {row.note}".strip()
                   for row in matter.points.select_related("point")],
        "not_answered": [f"{one.clause}：{one.problem} {one.text}" for one in open_advice],
    }  # fmt: skip
    rows: list[Any] = [*open_advice, *matter.points.all()]
    for row in rows:
        signed(row, by=step.by).delete()
    matter.begin_again()


def ask_supplement(step: Step[Matter], *, items: str = "", until: date | None = None) -> None:
    """Ask for what is lacking, all of it together; the time for the opinion stops (A5, B4c)."""
    matter = step.record
    what = items.strip() or named(lacking(matter, matter.received_on))
    if not what:
        raise ValidationError({"items": _("Nothing is lacking: say what is to be supplemented.")})
    if until is not None and until < step.on:
        message = _("The last day cannot lie before the beginning.")
        raise ValidationError({"until": message})
    step.recorded["items"] = what
    matter.was_supplemented, matter.complete_on = True, None
    clocks.drop(matter, [clock_of(matter), REPLY], step.on)
    if until is not None:
        clocks.start_fixed(matter, SUPPLEMENT, step.on, until)


def take_supplement(step: Step[Matter], *, note: str = "") -> None:
    """The supplements arrive; once nothing is lacking the review begins, its time anew."""
    clocks.end(step.record, [SUPPLEMENT], step.on)


def consult(step: Step[Matter], *, due_on: date | None = None, **letter: Any) -> None:
    """Ask others, hear experts, or coordinate; each letter with its own last day (A7, B5a)."""
    ask_somebody(step, due_on=due_on, **letter)
    if due_on is not None:
        subject = letter["addressee"].strip()[:100]
        clocks.start_fixed(step.record, REPLY, step.on, due_on, subject=subject)


def resume(step: Step[Matter], *, note: str = "") -> None:
    """Go on with the review, whether everybody has answered or not."""
    open_letters = step.record.letters.filter(answered_on=None)
    if open_letters:
        step.recorded["not_answered"] = [letter.addressee for letter in open_letters]
    clocks.drop(step.record, [REPLY], step.on)


def points_found(matter: Matter) -> str:
    """Why no opinion can be given yet: review points at which nothing has been found."""
    missing = open_points(matter, matter.received_on)
    if not missing:
        return ""
    message = _("There is no opinion without its review points; not yet looked at: %(names)s.")
    return message % {"names": named(missing)}


def check_opinion(matter: Matter, opinion: Option, summary: str) -> None:
    """Raise `ValidationError` where the opinion does not fit what was found."""
    rows: Any = Option.objects.all()
    of_track = rows.of(Option.List.OPINION, track=matter.track, on=matter.received_on)
    if not of_track.filter(pk=opinion.pk).exists():
        raise ValidationError({"opinion": _("This track has no such opinion.")})
    found = matter.points.exclude(result=Result.PASS).select_related("point")
    if opinion.effect == PROCEED and found:
        message = _("“%(opinion)s” does not fit points that do not pass: %(names)s.")
        values = {"opinion": opinion, "names": named(row.point for row in found)}
        raise ValidationError({"opinion": message % values})
    has_advice = matter.advice.filter(adoption="").exists()
    if opinion.effect == PROCEED and has_advice:
        message = _("“%(opinion)s” asks for no change: take the points of the opinion back.")
        raise ValidationError({"opinion": message % {"opinion": opinion}})
    if opinion.effect == ANSWER and not has_advice:
        message = _("“%(opinion)s” says what to change: enter at least one point.")
        raise ValidationError({"opinion": message % {"opinion": opinion}})
    if opinion.effect == STOP and not summary.strip():
        message = _("“%(opinion)s” needs its grounds.")
        raise ValidationError({"summary": message % {"opinion": opinion}})


def propose(
    step: Step[Matter], *, opinion: Option, second_reviewer: User, summary: str = ""
) -> None:
    """Draft the opinion and hand it to a second reviewer (A8)."""
    matter = step.record
    check_opinion(matter, opinion, summary)
    check_staff(matter, second_reviewer, "second_reviewer", EXAMINE)
    matter.reviewer = matter.reviewer or step.by
    matter.second_reviewer = second_reviewer
    check_two(matter)
    matter.summary = summary.strip()
    step.recorded["opinion_code"] = opinion.code


def send_to_reviewer(step: Step[Matter]) -> None:
    """The second reviewer does not agree: back to the reviewer, for a reason."""
    need_reason(step)


def issue(
    step: Step[Matter], *, opinion: Option, second_opinion: str = "", summary: str = "",
    answer_by: date | None = None,
) -> None:  # fmt: skip
    """Issue the opinion with its number; what follows depends on its kind (A9, B6)."""
    matter = step.record
    matter.summary = summary.strip() or matter.summary
    check_opinion(matter, opinion, matter.summary)
    if answer_by is not None and answer_by < step.on:
        message = _("The last day cannot lie before the beginning.")
        raise ValidationError({"answer_by": message})
    matter.conclude(opinion, step.on)
    taken = numbers.take(
        organ=body_of(matter), kind=f"opinion_{matter.track}", year=step.on.year,
        letter=LETTERS[Track(matter.track)],
    )  # fmt: skip
    matter.outcome_number = step.recorded["outcome_number"] = taken.text
    step.recorded["effect"] = opinion.effect
    clocks.end(matter, [clock_of(matter)], step.on)
    step.to = NEXT[opinion.effect]
    if step.to == Stage.ANSWERING and answer_by is not None:
        clocks.start_fixed(matter, ANSWERS, step.on, answer_by)


def all_answered(matter: Matter) -> str:
    """Why the draft does not go on yet: points that the drafter has not answered."""
    count = unanswered(matter) if matter.stage == Stage.ANSWERING else 0
    if not count:
        return ""
    return _("%(count)s points of the opinion are not answered yet.") % {"count": count}


def answer(step: Step[Matter], *, text: str = "", file: Any = None) -> None:
    """The drafter has answered every point; the text as it was changed is kept (A10, B7)."""
    keep_text(step, text, file)
    clocks.end(step.record, [ANSWERS], step.on)


def review_again(step: Step[Matter], *, text: str = "", file: Any = None) -> None:
    """The main content was changed after the opinion: another round, its time anew (A10)."""
    need_reason(step)
    keep_text(step, text, file)
    clocks.drop(step.record, [ANSWERS], step.on)
    step.record.complete_on = step.on
    begin_round(step)
    start(step.record, clock_of(step.record), step.on)


def may_lengthen(matter: Matter) -> str:
    """Why the time for the opinion cannot be extended: none runs, or the law knows no extension."""
    clock = clocks.running(matter, clock_of(matter))
    if clock is None or clock.period is None:
        return _("No such deadline runs now.")
    if clock.period.max_extension == 0:
        return _("The law does not allow this period to be extended.")
    return ""


def lengthen(step: Step[Matter], *, days: int) -> None:
    """Give the opinion more time, as far as the law allows."""
    need_reason(step)
    extend(step.record, clock_of(step.record), days)


def assign(step: Step[Matter], *, reviewer: User, second_reviewer: User | None = None) -> None:
    """Say who reviews and, where an opinion is proposed, who looks at it again."""
    matter = step.record
    check_staff(matter, reviewer, "reviewer", REVIEW)
    check_staff(matter, second_reviewer, "second_reviewer", EXAMINE)
    matter.reviewer = reviewer
    matter.second_reviewer = second_reviewer or matter.second_reviewer
    check_two(matter)


def enter(machine: Matters) -> None:
    """Enter in the table of a track what is done alike from the materials to the answers."""
    machine.move(
        Act.ASK_SUPPLEMENT, sources={Stage.RECEIVED, Stage.EXAMINING}, to=Stage.SUPPLEMENT
    )(ask_supplement)
    machine.move(Act.TAKE_SUPPLEMENT, sources={Stage.SUPPLEMENT}, to=Stage.RECEIVED, may=SUBMIT)(
        take_supplement
    )
    machine.move(Act.CONSULT, sources={Stage.EXAMINING, Stage.CONSULTING}, to=Stage.CONSULTING)(
        consult
    )
    machine.move(Act.RESUME, sources={Stage.CONSULTING}, to=Stage.EXAMINING)(resume)
    machine.move(Act.PROPOSE, sources={Stage.EXAMINING}, to=Stage.SECOND_CHECK, guard=points_found)(
        propose
    )
    machine.move(Act.RETURN, sources={Stage.SECOND_CHECK}, to=Stage.EXAMINING, may=EXAMINE)(
        send_to_reviewer
    )
    machine.move(Act.ISSUE, sources={Stage.SECOND_CHECK}, may=SIGN, guard=points_found)(issue)
    machine.move(
        Act.ANSWER, sources={Stage.ANSWERING}, to=Stage.OPINION, may=SUBMIT, guard=all_answered
    )(answer)
    machine.move(
        Act.REVIEW_AGAIN,
        sources={Stage.ANSWERING, Stage.OPINION},
        to=Stage.EXAMINING,
        guard=all_answered,
    )(review_again)
    machine.move(Act.EXTEND, sources=AT_REVIEW, may=EXAMINE, guard=may_lengthen)(lengthen)
    machine.move(Act.ASSIGN, sources={Stage.RECEIVED, Stage.SUPPLEMENT, *AT_REVIEW}, may=EXAMINE)(
        assign
    )
