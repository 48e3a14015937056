"""What follows from a conclusion: the opinion, the maker's report, the government, the archive."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lawgov.lifecycle import Step
from lawgov.statutes import clocks
from normative.matters.base import SIGN, SUBMIT, start
from normative.matters.filings.correcting import carry_out, correct
from normative.matters.filings.machine import REPORT_TIME, REVOCATION, filings
from normative.matters.filings.reviewing import BY_GOVERNMENT, CLEAN, TRANSFER
from normative.models import CORRECTED, Act, Handling, Matter, Stage

OPINION = "filing_opinion"  # the paper that tells the maker


class Decision(models.TextChoices):
    """What the government decides about a document that was referred to it."""

    ANNUL = "annul", pgettext_lazy("decision", "Annulled")
    CHANGE = "change", pgettext_lazy("decision", "Changed")
    STOP = "stop", gettext_lazy("Not to be applied any more")
    ORDER = "order", gettext_lazy("The maker corrects it within a limit")
    UPHOLD = "uphold", gettext_lazy("Left as it is")


REPORTS = [Handling.AMENDED, Handling.REPEALED, Handling.STOPPED, Handling.EXPLAINED,
           Handling.DISPUTED]  # fmt: skip


def effect_of(matter: Matter) -> str:
    """What follows from the conclusion."""
    return matter.outcome.effect if matter.outcome is not None else ""


def may_be_sent(matter: Matter) -> str:
    """Why no opinion is sent: nothing was found, or the government decides."""
    effect = effect_of(matter)
    if effect == CLEAN:
        return str(_("Nothing was found: close the filing."))
    if effect in BY_GOVERNMENT:
        return str(_("By this conclusion the government decides: refer it."))
    return ""


@filings.move(
    Act.SEND_OPINION, sources={Stage.CONCLUDED}, to=Stage.ADVISED, may=SIGN, guard=may_be_sent
)
def send_opinion(
    step: Step[Matter], *, delivered_on: date | None = None, outcome_number: str = ""
) -> None:
    """Send the opinion to the maker, who reports within its time; or pass the matter on.

    The number is that of the paper which was issued, unless another is given.
    """
    one = step.record
    arrived = delivered_on or step.on
    if not step.on <= arrived <= step.today:
        message = _("The opinion arrives on a day from its sending to today.")
        raise ValidationError({"delivered_on": message})
    paper = one.papers.filter(kind__code=OPINION, voided_at=None).last()
    one.outcome_number = outcome_number.strip() or (paper.number if paper else "")
    if effect_of(one) != TRANSFER:
        one.delivered_on = arrived
        start(one, REPORT_TIME, arrived)


def not_passed_on(matter: Matter) -> str:
    """Why no report is waited for."""
    if effect_of(matter) == TRANSFER:
        return str(_("It was passed on: the other organ goes on with it."))
    return ""


@filings.move(Act.REPORT, sources={Stage.ADVISED}, to=Stage.REPORTED, may=SUBMIT,
              guard=not_passed_on)  # fmt: skip
def report(step: Step[Matter], *, handling: str, note: str = "", **change: Any) -> None:
    """The maker reports what it has done; what it says of the document stands there too.

    Amended means that the new text is in the register: as a move of the
    document, made here or before, or as the document that follows it.
    """
    one = step.record
    if handling not in REPORTS:
        raise ValidationError({"handling": _("A maker does not report this.")})
    if one.delivered_on is not None and step.on < one.delivered_on:
        message = _("The opinion was delivered on %(day)s.")
        raise ValidationError({"on": message % {"day": one.delivered_on}})
    correct(step, Handling(handling), **change)
    one.handling, one.reported_on = Handling(handling), step.on
    clocks.end(one, [REPORT_TIME], step.on)


def may_be_referred(matter: Matter) -> str:
    """Why the government is not asked yet."""
    effect = effect_of(matter)
    if matter.stage == Stage.CONCLUDED and effect not in BY_GOVERNMENT:
        return str(_("By this conclusion the maker is told first."))
    if matter.stage == Stage.REPORTED and matter.handling in CORRECTED:
        return str(_("The maker has corrected it."))
    return not_passed_on(matter)


@filings.move(
    Act.REFER, sources={Stage.CONCLUDED, Stage.ADVISED, Stage.REPORTED}, to=Stage.REFERRED,
    may=SIGN, guard=may_be_referred,
)  # fmt: skip
def refer(step: Step[Matter], *, proposal: str) -> None:
    """Ask the government to change or annul: the maker disputes, or has not reported in time."""
    one = step.record
    if one.stage == Stage.ADVISED:
        clock = clocks.running(one, REPORT_TIME)
        if clock is not None and step.on <= clock.due:
            message = _("The maker has time to report until %(day)s.")
            raise ValidationError({"on": message % {"day": clock.due}})
        clocks.end(one, [REPORT_TIME], step.on)
    start(one, REVOCATION, step.on)


def is_decided(matter: Matter) -> bool:
    """Whether the government has decided since it was asked last."""
    last = matter.moves.filter(verb__in=[Act.REFER, Act.DECIDE]).last()
    return last is not None and last.verb == Act.DECIDE


def not_decided(matter: Matter) -> str:
    """Why no decision is waited for."""
    return str(_("The government has decided already.")) if is_decided(matter) else ""


@filings.move(Act.DECIDE, sources={Stage.REFERRED}, may=SIGN, guard=not_decided)
def decide(
    step: Step[Matter], *, decision: str, basis: str, due_on: date | None = None,
    **change: Any,
) -> None:  # fmt: skip
    """Record the government's decision, and do to the document what it says.

    An order sends the matter back to the maker, who reports within the limit.
    """
    one = step.record
    clocks.end(one, [REVOCATION], step.on)
    if decision == Decision.ORDER:
        order(step, due_on)
        return
    carry_out(step, decision, basis=basis, **change)
    upheld = decision == Decision.UPHOLD
    one.handling = Handling.EXPLAINED if upheld else Handling.ANNULLED


def order(step: Step[Matter], due_on: date | None) -> None:
    """Let the maker correct its document by the day that the government has set."""
    one = step.record
    if due_on is None or due_on <= step.on:
        raise ValidationError({"due_on": _("The limit lies after the day of the decision.")})
    one.handling, one.delivered_on = "", one.delivered_on or step.on
    clocks.start_fixed(one, REPORT_TIME, step.on, due_on)
    step.to = Stage.ADVISED


def is_settled(matter: Matter) -> str:
    """Why a filing cannot be closed yet."""
    settled = {
        Stage.CONCLUDED: effect_of(matter) == CLEAN,
        Stage.ADVISED: effect_of(matter) == TRANSFER,
        Stage.REPORTED: matter.handling != Handling.DISPUTED,
        Stage.REFERRED: matter.stage == Stage.REFERRED and is_decided(matter),
    }
    if settled.get(Stage(matter.stage), False):
        return ""
    return str(_("What was found is not settled yet."))


@filings.move(
    Act.ARCHIVE, sources={Stage.CONCLUDED, Stage.ADVISED, Stage.REPORTED, Stage.REFERRED},
    to=Stage.ARCHIVED, guard=is_settled,
)  # fmt: skip
def archive(step: Step[Matter], *, note: str = "") -> None:
    """Close the filing; it stands in the catalogue of its period."""
