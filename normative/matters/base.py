"""What all tracks share: opening a matter, and moves that the rules of its track and day know."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lawgov import searching
from lawgov.lifecycle import Machine, Rule, Step
from lawgov.numbers import loosely
from lawgov.organs.models import Organ
from lawgov.serials import Numbering
from lawgov.statutes import clocks
from lawgov.statutes.current import law_version
from lawgov.statutes.deadlines import NotAllowed
from lawgov.statutes.models import RuleSet
from normative.models import (
    Act,
    Matter,
    MatterClock,
    MatterMove,
    MatterNumberPattern,
    MatterSeries,
    MoveRule,
    Option,
    Stage,
    Track,
)

if TYPE_CHECKING:
    from lawgov.accounts.models import User

SUBMIT, REVIEW, EXAMINE, SIGN = "submit_draft", "review_matter", "examine_matter", "sign_matter"
SUBJECT = RuleSet.Subject.NORMATIVE
MATTER = "matter"
# What goes on within the review body until the opinion is given.
WITHIN = [Act.CONSULT, Act.RESUME, Act.PROPOSE, Act.RETURN]
LETTERS = {
    Track.GOVERNMENT: "审", Track.DEPARTMENT: "前审", Track.FILING: "备", Track.SUGGESTION: "建",
    Track.ATTACHED: "附审",
}  # fmt: skip
numbers = Numbering(
    MatterSeries,
    MatterNumberPattern,
    files=MATTER,
    file="{organ}法{letter}〔{year}〕{number}号",
    document="{organ}法{letter}〔{year}〕{number}号",
)


class Matters(Machine[Matter]):
    """The moves of one track; a rule of a move is looked up as `track-verb`."""

    related = ("organ", "rule_set", "document", "receiver", "submitter", "outcome")

    def __init__(self, track: Track, *, may: str = REVIEW) -> None:
        super().__init__(app="normative", may=may)
        self.track = track

    def articles(self, record: Matter, on: date) -> dict[str, str]:
        rows: Any = MoveRule.objects.all()
        prefix = f"{self.track}-"
        return {
            code.removeprefix(prefix): row.article
            for code, row in rows.by_code(on).items()
            if code.startswith(prefix)
        }

    def may_make(self, user: "User", record: Matter, rule: Rule[Matter]) -> bool:
        """Whoever may submit acts for the drafter; the review body's staff act for their own."""
        if not user.has_perm(rule.permission):
            return False
        return rule.permission == f"normative.{SUBMIT}" or acts_for_body(user, record)

    def settle(self, step: Step[Matter]) -> None:
        """End what runs on in an ended matter; keep the soonest day and the search words."""
        matter = step.record
        if not matter.is_open:
            matter.closed_on = step.on
            clocks.drop_all(matter, step.on)
        clocks.remind(matter)
        index(matter)


def is_governed(day: date) -> bool:
    """Whether a rule set for normative documents governs a day."""
    try:
        RuleSet.objects.all().in_force(day, SUBJECT)
    except NotAllowed:
        return False
    return True


def body_of(matter: Matter) -> Organ:
    """The government whose review body works on a matter."""
    return matter.receiver or matter.organ


def acts_for_body(user: "User", matter: Matter) -> bool:
    """Whether a user belongs to the government whose review body works on a matter."""
    if user.is_superuser:
        return True
    return user.organ is not None and user.organ.realm == body_of(matter)


def sees_review(user: "User", matter: Matter) -> bool:
    """Whether a user sees what is found, proposed and asked while a review goes on.

    The review body and those above it do; drafters and makers once the opinion
    or conclusion has been given.
    """
    if matter.concluded_on is not None or not matter.is_open or acts_for_body(user, matter):
        return True
    own = user.organ.realm if user.organ is not None else None
    if own is None or own.kind != Organ.Kind.GOVERNMENT:
        return False
    return body_of(matter).path.startswith(f"{own.path}/")


def index(matter: Matter) -> None:
    """Write down what a matter is found by; the caller saves it."""
    one = matter
    words = [one.title, one.number, loosely(one.number), one.filing_number, one.outcome_number]
    words += [one.submitter_name, one.origin]
    if one.submitter is not None:
        words.append(one.submitter.name)
    if one.is_anonymous:
        words.remove(one.submitter_name)
    searching.keep(one, searching.joined(words))


@transaction.atomic
def open_matter(
    matter: Matter,
    *,
    organ: Organ,
    stage: Stage,
    by: "User | None",
    on: date,
    today: date,
    recorded: dict[str, Any] | None = None,
) -> Matter:
    """Open a matter of an organ on its track; its law is that of the day it came in.

    Raises `ValidationError` for a day to come and for a day no rule set governs.
    """
    if on > today:
        raise ValidationError({"received_on": _("%(day)s lies in the future.") % {"day": on}})
    try:
        matter.rule_set = RuleSet.objects.all().in_force(on, SUBJECT)
    except NotAllowed as error:
        raise ValidationError({"received_on": str(error.message)}) from error
    matter.place_in(organ)
    matter.state, matter.registered_by = stage, by
    matter.received_on = on
    matter.title = " ".join(matter.title.split())
    if matter.document is not None:
        matter.title = matter.title or matter.document.title
    body = body_of(matter)
    if stage not in {Stage.DRAFTING, Stage.TO_FILE} and not matter.number:
        give_number(matter, body, on)
    index(matter)
    matter.full_clean(exclude=["search_text", "search_pairs"])
    matter.save()
    articles = matters_article(matter, Act.OPEN, on)
    MatterMove.objects.create(
        matter=matter, verb=Act.OPEN, from_state="", to_state=stage, made_on=on, made_by=by,
        article=articles, recorded={"number": matter.number, **(recorded or {})},
    )  # fmt: skip
    return matter


def matters_article(matter: Matter, verb: Act, on: date) -> str:
    """The article by which a matter is opened, where the rules of the day name one."""
    rows: Any = MoveRule.objects.all()
    row = rows.by_code(on).get(f"{matter.track}-{verb}")
    return row.article if row is not None else ""


def give_number(matter: Matter, organ: Organ, on: date) -> None:
    """Give a matter the next number of its organ, track and year."""
    letter = LETTERS[Track(matter.track)]
    kind = MATTER if matter.track == Track.GOVERNMENT else f"{MATTER}_{matter.track}"
    taken = numbers.take(organ=organ, kind=kind, year=on.year, letter=letter)
    matter.number = taken.text


def start(matter: Matter, code: str, on: date, *, subject: str = "") -> MatterClock | None:
    """Start a deadline with an event, where the rule set has such a period."""
    if not clocks.has(matter, code, on):
        return None
    clock = MatterClock(matter=matter, code=code, start=on, subject=subject)
    clock.period = clocks.period_of(matter, code, on)
    clock.calendar_version = law_version()
    clocks.take(clock, clocks.explained(clock))
    clock.save()
    return clock


def extend(matter: Matter, code: str, days: int) -> None:
    """Lengthen a running deadline; raises `ValidationError` for what the law does not allow."""
    clock = clocks.running(matter, code)
    if clock is None or clock.period is None:
        raise ValidationError({"days": _("No such deadline runs now.")})
    clock.extension += days
    try:
        clocks.take(clock, clocks.explained(clock))
    except NotAllowed as error:
        raise ValidationError({"days": str(error.message)}) from error
    clock.save()


def option_of(kind: str, code: str) -> Option:
    """An entry of a list by its code."""
    return Option.objects.get(list=kind, code=code)
