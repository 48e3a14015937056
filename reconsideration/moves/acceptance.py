"""Acceptance: expressly by the organ, or by the law itself when the time for review has passed."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from lawgov.accounts.models import User
from reconsideration import clocks
from reconsideration.models import (
    Acceptance,
    Case,
    Closing,
    Option,
    Procedure,
    Role,
    Setting,
    State,
    Verb,
)
from reconsideration.moves.checks import (
    check_ground,
    check_handler,
    check_two_persons,
    number_of,
)
from reconsideration.moves.engine import Step, move
from reconsideration.moves.intake import within_review
from reconsideration.moves.registration import FORWARDING

INTAKE_CLOCKS = ["acceptance_review", "supplement_notice", "supplement", *FORWARDING]


@move(Verb.ACCEPT, sources={State.RECEIVED}, to=State.ACCEPTED)
def accept(
    step: Step,
    *,
    procedure: str = Procedure.ORDINARY,
    simplified_ground: Option | None = None,
    second_handler: User | None = None,
    unwilling: str = "",
) -> None:
    """Accept expressly (T5). Under rule set A the day of acceptance is that of receipt.

    Whoever withdrew cannot apply again for the same act, unless the withdrawal
    was not voluntary (R07 38; L23 74).
    """
    within_review(step)
    case = step.case
    check_procedure(case, procedure, simplified_ground)
    check_withdrawn(case, unwilling)
    case.procedure = procedure
    check_handler(case, second_handler, "second_handler")
    check_two_persons(case.handler, second_handler)
    case.second_handler = second_handler or case.second_handler
    check_two(case)
    enter_acceptance(step, accepted_on(case, step.on), Acceptance.EXPRESS)


def check_procedure(case: Case, procedure: str, ground: Option | None) -> None:
    """The simplified procedure exists in the rule set and has one of its grounds (L23 53)."""
    if procedure != Procedure.SIMPLIFIED:
        return
    if not Option.objects.of("simplified", rule_set=case.rule_set).exists():
        message = _("This rule set has no simplified procedure.")
        raise ValidationError({"procedure": message})
    if ground is None:
        message = _("The simplified procedure needs its ground.")
        raise ValidationError({"simplified_ground": message})
    check_ground(case, ground, Option.List.SIMPLIFIED, "simplified_ground")


def check_two(case: Case) -> None:
    """Two persons examine a case, one suffices in the simplified procedure (R07 32; R26 39)."""
    if case.procedure == Procedure.SIMPLIFIED or number_of("handlers_at_acceptance", case) < 2:
        return
    if case.handler_id is None or case.second_handler_id is None:
        message = _("A case is examined by two persons: name the second handler.")
        raise ValidationError({"second_handler": message})


def check_withdrawn(case: Case, unwilling: str) -> None:
    """Raise for an application that repeats a withdrawn one, unless it was not voluntary."""
    withdrawn = withdrawn_before(case)
    if withdrawn is not None and not unwilling.strip():
        message = _(
            "The applicant withdrew %(case)s about the same act and cannot apply again,"
            " unless the withdrawal was not voluntary: note why."
        )
        raise ValidationError({"unwilling": message % {"case": withdrawn}})


def withdrawn_before(case: Case) -> Case | None:
    """An earlier case about the same act that the same applicant has withdrawn.

    The same act is that of the same number, or without one of the same name,
    day and respondent; the same applicant has the same paper.
    """
    ended = {Closing.WITHDRAWN, Closing.SETTLED}
    if case.earlier_case is not None and case.earlier_case.closing in ended:
        return case.earlier_case
    if not case.act_number and case.act_on is None:
        return None
    same_act = Q(act_number=case.act_number)
    if not case.act_number:
        same_act = Q(act_name=case.act_name, act_on=case.act_on)
    applicants = Q()
    for party in case.parties.filter(role=Role.APPLICANT).exclude(paper_number=""):
        applicants |= Q(parties__name=party.name, parties__paper_number=party.paper_number)
    if not applicants:
        return None
    rows = Case.objects.filter(same_act, respondent_name=case.respondent_name, closing__in=ended)
    rows = rows.filter(applicants, organ=case.organ, parties__role=Role.APPLICANT)
    return rows.exclude(pk=case.pk).order_by("-pk").first()


@move(Verb.DEEM_ACCEPTED, sources={State.RECEIVED}, to=State.ACCEPTED)
def deem_accepted(step: Step) -> None:
    """No refusal within the time for review: the law itself accepts (T6).

    From receipt under rule set A, on the last day of review under B.
    """
    clock = clocks.running(step.case, "acceptance_review")
    if clock is None or step.today <= clock.due:
        day = clock.due if clock else step.today
        raise ValidationError({"on": _("The review may go on until %(day)s.") % {"day": day}})
    step.on = clock.due
    step.case.procedure = Procedure.ORDINARY
    enter_acceptance(step, accepted_on(step.case, clock.due), Acceptance.DEEMED)


def accepted_on(case: Case, on: date) -> date:
    """The legal day of acceptance: of receipt if the rule set counts from there, else the act's."""
    return case.review_from if Setting.read("acceptance_from", case.rule_set) == "receipt" else on


def enter_acceptance(step: Step, on: date, how: Acceptance) -> None:
    """The case is accepted: the time for the copy and for deciding starts."""
    case = step.case
    case.accepted_on = case.intake_ended_on = on
    case.acceptance = how
    if how == Acceptance.DEEMED:
        clocks.drop(case, ["acceptance_review"], step.on)
    clocks.end(case, ["acceptance_review"], step.on)
    clocks.drop(case, INTAKE_CLOCKS, step.on)
    clocks.start(case, clocks.simplified(case, "copy_to_respondent"), on)
    clocks.start(case, clocks.simplified(case, "decision"), on)
    step.recorded |= {"accepted_on": on.isoformat(), "acceptance": how.value}
