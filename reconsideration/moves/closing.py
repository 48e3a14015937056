"""The draft with its approvals, and the ways in which a case is closed."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reconsideration import clocks
from reconsideration.models import (
    UNDER_WAY,
    Case,
    Closing,
    Option,
    Performance,
    Procedure,
    Ruling,
    Setting,
    State,
    Verb,
)
from reconsideration.moves.checks import check_ground
from reconsideration.moves.engine import Step, move
from reconsideration.moves.pauses import RUNNING

TIMED = {"redo", "perform"}


def lacks_views(case: Case) -> str:
    """Why a draft cannot be made yet: the law wants the parties heard first."""
    if case.procedure != Procedure.ORDINARY or case.is_in_default:
        return ""
    if Setting.read("views_must_be_heard", case.rule_set) != "1":
        return ""
    if case.views_heard.exists() or case.hearings.filter(held_on__isnull=False).exists():
        return ""
    return _(
        "In the ordinary procedure the parties' views are heard first, or it is noted why not."
    )


@move(Verb.DRAFT, sources={State.REVIEW, State.DRAFTING}, to=State.DRAFTING, guard=lacks_views)
def draft(step: Step, *, proposal: str) -> None:
    """The handler proposes a decision and submits it for approval (T34)."""
    step.case.drafted_by, step.case.examined_by = step.by, None


def nothing_drafted(case: Case) -> str:
    """Why nothing can be approved."""
    return "" if case.drafted_by_id else _("No draft has been submitted.")


@move(Verb.EXAMINE, sources={State.DRAFTING}, may="examine_case", guard=nothing_drafted)
def examine(step: Step, *, opinion: str = "") -> None:
    """The section head approves the draft; never the person who wrote it."""
    if step.by is not None and step.by.pk == step.case.drafted_by_id:
        raise ValidationError(_("Who wrote the draft cannot approve it."))
    step.case.examined_by = step.by


@move(Verb.SEND_BACK, sources={State.DRAFTING}, to=State.REVIEW, may="examine_case")
def send_back(step: Step, *, opinion: str) -> None:
    """The draft goes back with what is to be changed."""
    step.case.drafted_by = step.case.examined_by = None


def not_examined(case: Case) -> str:
    """Why a draft cannot be signed."""
    return "" if case.examined_by_id else _("The draft has not been approved by the section head.")


def check_redo_days(kinds: Sequence[Option], days: int | None) -> None:
    """Days can be set for acting anew and for performing, for nothing else."""
    if days is not None and not any(kind.effect in TIMED for kind in kinds):
        message = _("Only acting anew and performing have days of their own.")
        raise ValidationError({"redo_days": message})


def close(step: Step, closing: Closing) -> None:
    """The case is closed: its clocks end, the decision in time or not."""
    case = step.case
    case.closed_on, case.closing, case.is_open = step.on, closing, False
    # A suspension of this very day has stopped nothing: it keeps its row, without an end.
    case.stops.filter(ended_on=None, begun_on__lt=step.on).update(ended_on=step.on)
    clocks.recompute_decision(case)
    clocks.end(case, clocks.DECISIONS, step.on)
    clocks.drop_all(case, step.on, but=["opinion_reply", "announcement_service"])


@move(Verb.DECIDE, sources={State.DRAFTING}, to=State.DECIDED, may="sign_case", guard=not_examined)
def decide(
    step: Step,
    *,
    kinds: Sequence[Option],
    is_worse: bool = False,
    third_party_asked: bool = False,
    compensation: Decimal | None = None,
    redo_days: int | None = None,
) -> None:
    """Make the decision, of one kind or several at once (T34).

    Never worse for the applicant, unless a third party asked for the opposite
    where the rule set knows that exception.
    """
    case = step.case
    check_kinds(case, kinds)
    check_redo_days(kinds, redo_days)
    check_not_worse(case, is_worse, third_party_asked)
    if step.by is not None and step.by.pk == case.drafted_by_id:
        raise ValidationError(_("Who wrote the draft cannot sign it."))
    main = [kind for kind in kinds if kind.effect != "accessory"]
    if case.claims_compensation and compensation is None and len(main) == len(kinds):
        message = _("Compensation was claimed: decide on it too, enter 0 to grant none.")
        raise ValidationError({"compensation": message})
    for kind in kinds:
        redo = redo_days if kind.effect in TIMED else None
        Ruling.objects.create(case=case, kind=kind, redo_days=redo)
    case.compensation_granted = compensation
    case.performance = performance_of(kinds)
    close(step, Closing(counted_kind(main).column))


def counted_kind(kinds: Sequence[Option]) -> Option:
    """The kind that a decision of several is counted by: one that corrects the act goes first."""
    return min(kinds, key=lambda kind: (kind.column == Closing.UPHELD, kind.rank))


def performance_of(kinds: Sequence[Option]) -> Performance:
    """Whether something is to be performed after a decision of these kinds."""
    is_needed = any(kind.effect in {"redo", "perform", "accessory"} for kind in kinds)
    return Performance.PENDING if is_needed else Performance.NONE


def check_kinds(
    case: Case, kinds: Sequence[Option], known: Collection[Option] | None = None
) -> None:
    """The kinds exist in the rule set, one of them decides the matter, and fit the claim."""
    if known is None:
        known = set(Option.objects.of("decision", rule_set=case.rule_set))
    for kind in kinds:
        if kind not in known:
            message = _("Rule set %(rule_set)s has no “%(kind)s”.")
            values = {"rule_set": case.rule_set.code, "kind": kind}
            raise ValidationError({"kinds": message % values})
        if kind.code == "invalid" and not case.claims_invalid:
            message = _("An act is confirmed invalid only where the applicant asked for it.")
            raise ValidationError({"kinds": message})
        if kind.effect == "default" and not case.is_in_default:
            message = _("Revocation for lack of a reply needs a noted default.")
            raise ValidationError({"kinds": message})
    if not [kind for kind in kinds if kind.effect != "accessory"]:
        raise ValidationError({"kinds": _("Choose the kind that decides the matter.")})


def check_not_worse(case: Case, is_worse: bool, third_party_asked: bool) -> None:
    """A decision is not worse for the applicant than the act (R07 51; L23 63 para 2)."""
    if not is_worse:
        return
    exception = Setting.read("worse_if_third_party_asked", case.rule_set) == "1"
    if not (exception and third_party_asked):
        message = _("A decision may not be worse for the applicant than the act.")
        raise ValidationError({"is_worse": message})


@move(Verb.DISMISS, sources=RUNNING, to=State.DISMISSED, may="sign_case")
def dismiss(step: Step, *, ground: Option) -> None:
    """Dismiss the application (conditions not met) or the claim (no duty) (T35, T36)."""
    check_ground(step.case, ground, Option.List.DISMISSAL)
    step.case.intake_ground = ground
    close(step, Closing.DISMISSED)


@move(Verb.MEDIATE, sources=UNDER_WAY, to=State.MEDIATED, may="sign_case")
def mediate(
    step: Step, *, terms: str, is_discretionary: bool = False, respondent_corrected: bool = False
) -> None:
    """The mediation document takes effect with all signatures (T30)."""
    only = Setting.read("mediation_only_discretionary", step.case.rule_set) == "1"
    if only and not is_discretionary:
        message = _("Under this rule set only discretionary acts and compensation are mediated.")
        raise ValidationError({"is_discretionary": message})
    step.case.respondent_corrected = respondent_corrected
    step.case.performance = Performance.PENDING
    close(step, Closing.MEDIATED)


@move(Verb.WITHDRAW, sources=UNDER_WAY, to=State.TERMINATED, may="sign_case")
def withdraw(
    step: Step, *, why: str, is_voluntary: bool = True, respondent_corrected: bool = False
) -> None:
    """The applicant withdraws and the office permits it (T27)."""
    if not is_voluntary:
        message = _("Only a voluntary withdrawal can be permitted.")
        raise ValidationError({"is_voluntary": message})
    step.case.respondent_corrected = respondent_corrected
    close(step, Closing.WITHDRAWN)


@move(Verb.SETTLE, sources=UNDER_WAY, to=State.TERMINATED, may="sign_case")
def settle(
    step: Step, *, terms: str, is_discretionary: bool = False, respondent_corrected: bool = False
) -> None:
    """The parties have settled and the office permits it (T28)."""
    only = Setting.read("mediation_only_discretionary", step.case.rule_set) == "1"
    if only and not is_discretionary:
        message = _("Under this rule set only discretionary acts are settled.")
        raise ValidationError({"is_discretionary": message})
    step.case.respondent_corrected = respondent_corrected
    close(step, Closing.SETTLED)


@move(Verb.TERMINATE, sources=UNDER_WAY, to=State.TERMINATED, may="sign_case")
def terminate(step: Step, *, ground: Option) -> None:
    """Terminate on another ground; after a suspension only when its days have passed (T26, T29)."""
    check_ground(step.case, ground, Option.List.TERMINATION)
    if ground.effect == "after_suspension":
        clock = clocks.running(step.case, "suspension_termination")
        if clock is None:
            message = _("The suspension is not one that ends a case.")
            raise ValidationError({"ground": message})
        if step.on <= clock.due:
            message = _("The suspension ends the case only after %(day)s.")
            raise ValidationError({"on": message % {"day": clock.due}})
    step.case.intake_ground = ground
    close(step, Closing.TERMINATED)


@move(Verb.ELEVATE, sources=UNDER_WAY, to=State.ELEVATED, may="sign_case")
def elevate(step: Step, *, superior: str, why: str) -> None:
    """The superior organ takes up the case; it is closed here (T38, rule set B).

    The files are handed over in time. At the superior organ the case begins anew
    with their receipt, and with it all its time (R26 40).
    """
    close(step, Closing.OTHER)
    if step.case.rule_set.periods.filter(code="elevation_files").exists():
        clocks.start(step.case, "elevation_files", step.on)
