"""The review of a normative document or basis, attached to a case, which it suspends."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lawgov.statutes.models import Period
from reconsideration import clocks
from reconsideration.models import UNDER_WAY, AttachedReview, Case, Option, State, Verb
from reconsideration.moves import asking
from reconsideration.moves.checks import check_receipt, is_set
from reconsideration.moves.engine import Step, move
from reconsideration.moves.pauses import stop_time


@move(Verb.OPEN_REVIEW, sources=UNDER_WAY, to=State.SUSPENDED)
def open_review(step: Step, *, review: AttachedReview) -> None:
    """Open the review of a document that the act rests on (T31).

    The case is suspended with it (R07 41; L23 39(9)): the times of the review run
    from the suspension (R26 53). They run for each document by itself.
    """
    case = step.case
    review.case, review.opened_on = case, step.on
    review.full_clean()
    subject = subject_of(review)
    if any(subject == subject_of(other) for other in case.attached_reviews.filter(closed_on=None)):
        raise ValidationError({"clause": _("This clause is under review already.")})
    review.save()
    if case.state != State.SUSPENDED:
        grounds = Option.objects.of("suspension", rule_set=case.rule_set)
        stop_time(step, grounds.get(effect="review"))
    code = "attached_review_own" if review.is_own_power else "attached_review_transfer"
    clock = clocks.start(case, code, step.on, subject=subject)
    if review.is_own_power and has_period(case, "maker_notice"):
        clocks.start(case, "maker_notice", step.on, subject=subject)
    if review.is_own_power:
        asking.ask(step, review, of=case.organ, on=step.on, due=clock.due)


def has_period(case: Case, code: str) -> bool:
    """Whether the case's rule set has a period."""
    return Period.objects.filter(code=code, rule_set=case.rule_set).exists()


def subject_of(review: AttachedReview) -> str:
    """What the deadlines of a review are told apart by."""
    return f"{review.document} {review.clause}"[:100]


def no_open_review(case: Case) -> str:
    """Why no attached review can go on."""
    if case.attached_reviews.filter(closed_on=None).exists():
        return ""
    return _("No attached review is open.")


def check_open(step: Step, review: AttachedReview) -> None:
    """A review that goes on is one of the case, and open."""
    if review.case_id != step.case.pk or review.closed_on:
        raise ValidationError({"review": _("Choose an open review.")})
    if step.on < review.opened_on:
        raise ValidationError({"on": _("The end cannot come before the beginning.")})


@move(Verb.TRANSFER_REVIEW, sources=UNDER_WAY, guard=no_open_review)
def transfer_review(
    step: Step, *, review: AttachedReview, what: str, addressee: str = "", received_on: date
) -> None:
    """Transfer the document, notify its maker, or record the maker's reply (T31, T32)."""
    check_open(step, review)
    too_early = _("It cannot be received before it is sent.")
    if what != "reply":
        check_receipt(step, received_on, "received_on", too_early)
    STEPS[what](step, review, addressee, received_on)
    review.save()


def hand_over(step: Step, review: AttachedReview, addressee: str, received_on: date) -> None:
    """The competent organ gets the document, and has a time for it where the law sets one."""
    if review.is_own_power or review.transferred_on:
        raise ValidationError({"what": _("This review is not to be transferred.")})
    if not addressee.strip():
        raise ValidationError({"addressee": _("Name the organ that is competent.")})
    review.addressee, review.transferred_on = addressee, step.on
    subject = subject_of(review)
    clocks.end(step.case, ["attached_review_transfer"], step.on, subject=subject)
    due = None
    if not review.is_ex_officio or is_set("transferred_basis_has_limit", step.case):
        due = clocks.start(step.case, "attached_review_other", received_on, subject=subject).due
    organ = asking.organ_named(addressee, received_on)
    if organ is not None:
        asking.ask(step, review, of=organ, on=received_on, due=due)


def notify_maker(step: Step, review: AttachedReview, _to: str, received_on: date) -> None:
    """The maker is asked to say why the clause is lawful, where the rule set knows that."""
    if not review.is_own_power or review.maker_notified_on:
        raise ValidationError({"what": _("The maker is not to be notified.")})
    review.maker_notified_on = step.on
    subject = subject_of(review)
    clocks.end(step.case, ["maker_notice"], step.on, subject=subject)
    if has_period(step.case, "maker_reply"):
        clocks.start(step.case, "maker_reply", received_on, subject=subject)


def take_maker_reply(step: Step, review: AttachedReview, _to: str, _received_on: date) -> None:
    """The maker has answered."""
    if review.maker_notified_on is None or step.on < review.maker_notified_on:
        raise ValidationError({"what": _("The maker has not been notified.")})
    review.maker_replied_on = step.on
    clocks.end(step.case, ["maker_reply"], step.on, subject=subject_of(review))


STEPS = {"transfer": hand_over, "notify": notify_maker, "reply": take_maker_reply}

REVIEW_CLOCKS = [
    "attached_review_own", "attached_review_transfer", "attached_review_other",
    "maker_notice", "maker_reply",
]  # fmt: skip


@move(Verb.CLOSE_REVIEW, sources=UNDER_WAY, guard=no_open_review)
def close_review(step: Step, *, review: AttachedReview, outcome: str, opinion: str) -> None:
    """Close the attached review; the case can then be resumed (T32)."""
    check_open(step, review)
    review.closed_on, review.opinion = step.on, opinion
    review.conclude(outcome)
    review.save()
    clocks.end(step.case, REVIEW_CLOCKS, step.on, subject=subject_of(review))
    asking.call_off(step, review, _("The review was closed in the case."))
