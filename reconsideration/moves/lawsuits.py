"""Lawsuits after a case, stage by stage (行政应诉)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reconsideration import clocks
from reconsideration.models import Case, Closing, Lawsuit, Setting, State, Verb
from reconsideration.moves.checks import check_name
from reconsideration.moves.engine import ENDED, Step, move
from reconsideration.moves.pauses import RUNNING

EVERY = frozenset(State)
Defendant = Lawsuit.Defendant
Stage = Lawsuit.Stage


@move(Verb.SUE, sources=ENDED | RUNNING)
def sue(step: Step, *, lawsuit: Lawsuit, plaintiff: str = "") -> None:
    """A lawsuit was filed (T48).

    Not while reconsideration runs (L99 16; L23 29), but when its time has ended
    without a decision. Only the plaintiff's time to sue ends with it. Without a
    named defendant it is the one that the law of the day names.
    """
    case = step.case
    lawsuit.case, lawsuit.filed_on = case, step.on
    check_no_longer_running(step)
    if plaintiff:
        check_name(case, plaintiff, "plaintiff")
    check_stage(case, lawsuit)
    lawsuit.defendant = lawsuit.defendant or defendant_by_law(case, lawsuit)
    if not lawsuit.defendant:
        message = _("The law does not tell the defendant here: choose who is sued.")
        raise ValidationError({"defendant": message})
    lawsuit.full_clean(exclude=["form"])
    lawsuit.save()
    clocks.drop(case, ["litigation"], step.on, subject=plaintiff or None)


def check_no_longer_running(step: Step) -> None:
    """While reconsideration runs nobody can sue."""
    clock = clocks.decision_clock(step.case)
    if step.case.is_under_way and clock is not None and step.on <= clock.due:
        message = _("While reconsideration runs, until %(day)s, nobody can sue.")
        raise ValidationError({"on": message % {"day": clock.due}})


BEFORE = {Stage.FIRST: None, Stage.SECOND: Stage.FIRST, Stage.RETRIAL: ""}


def check_stage(case: Case, lawsuit: Lawsuit) -> None:
    """The second instance follows a closed first one, a retrial any closed one; not twice."""
    suits = case.lawsuits.all()
    if suits.filter(court_number=lawsuit.court_number, court=lawsuit.court).exists():
        message = _("This lawsuit is recorded already.")
        raise ValidationError({"court_number": message})
    before = BEFORE.get(Stage(lawsuit.stage))
    if before is None:
        return
    closed = suits.filter(closed_on__isnull=False, closed_on__lte=lawsuit.filed_on)
    if not (closed.filter(stage=before) if before else closed).exists():
        raise ValidationError({"stage": _("The stage before it is not closed.")})


def defendant_by_law(case: Case, lawsuit: Lawsuit) -> str:
    """Who is sued: by the stage before, else by what was decided and the law of that day.

    Altered: the reconsideration organ. Upheld, or the claim dismissed: the
    original agency, and since the amended procedure law both (APL89 25; APL17 26;
    interpretation of 2018, 133). Where only acceptance was denied or no decision
    came it depends on what is sued; nothing then.
    """
    earlier = case.lawsuits.order_by("pk").last()
    if earlier is not None and lawsuit.stage != Stage.FIRST:
        return earlier.defendant
    if case.state not in {State.DECIDED, State.DISMISSED}:
        return ""
    if case.closing not in {Closing.UPHELD, Closing.DISMISSED}:
        return Defendant.ALONE
    is_old_law = lawsuit.filed_on.isoformat() < Setting.read("joint_defendants_from", case.rule_set)
    if is_old_law:
        return Defendant.AGENCY
    ground = case.intake_ground
    if ground is not None and ground.effect == "application":
        return ""
    return Defendant.JOINT


def no_open_lawsuit(case: Case) -> str:
    """Why no result can be recorded."""
    if case.lawsuits.filter(closed_on=None).exists():
        return ""
    return _("No lawsuit is pending.")


@move(Verb.CLOSE_SUIT, sources=EVERY, guard=no_open_lawsuit)
def close_suit(
    step: Step,
    *,
    lawsuit: Lawsuit,
    form: str,
    result: str,
    head_attended: bool = False,
    has_suggestion: bool = False,
) -> None:
    """The court has closed one stage (T48)."""
    if lawsuit.case_id != step.case.pk or lawsuit.closed_on:
        raise ValidationError({"lawsuit": _("Choose a pending lawsuit.")})
    if step.on < lawsuit.filed_on:
        raise ValidationError({"on": _("The end cannot come before the beginning.")})
    lawsuit.closed_on, lawsuit.form, lawsuit.result = step.on, form, result
    lawsuit.head_attended, lawsuit.has_suggestion = head_attended, has_suggestion
    lawsuit.save()
