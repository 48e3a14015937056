"""From the application to acceptance, or to the other ways in which an application ends."""

from typing import Any

from lawgov.organs.models import Organ
from reconsideration.moves.acceptance import INTAKE_CLOCKS
from reconsideration.moves.registration import FORWARDING
from reconsideration.sample.course import Course, Later
from reconsideration.sample.dice import Wheel
from reconsideration.sample.sheets import iso

MISSING = [
    "申请人身份证明复印件",
    "被申请行政行为的证据材料",
    "明确具体的复议请求",
    "授权委托书原件",
]
GROUNDS = Wheel([("jurisdiction", 30), ("scope", 22), ("late", 18), ("interest", 14),
                 ("request", 6), ("repeated", 6), ("applicant", 4)])  # fmt: skip


def take_in(course: Course) -> bool:
    """The application is received and reviewed; whether it is accepted."""
    case, received = course.case, course.day
    course.note("receive", "", received, course.people["handle"],
                {"channel": case["channel"], "number": case["number"]})  # fmt: skip
    course.start("acceptance_review", received)
    course.start("supplement_notice", received)
    is_county = course.office.organ.level == Organ.Level.COUNTY
    if case["channel"] == "county" and is_county and course.book.has("forward"):
        course.start("forward", received)
    if case["handler_id"] is None:
        assign(course)
    if course.ending == "abandoned" or course.dice.chance(0.14):
        supplement(course)
    if course.state != "received":
        return False
    ending = course.ending if course.ending in ENDINGS else ""
    if ending:
        ENDINGS[ending](course)
    elif course.dice.chance(0.02):
        deem_accepted(course)
    else:
        accept(course)
    return course.state == "accepted"


def within_review(course: Course, low: int, high: int) -> int:
    """A day some days later on which the review has not yet ended."""
    timer = course.running("acceptance_review")
    assert timer is not None
    course.day = min(course.wait(low, high), timer.due)
    return course.day


def assign(course: Course) -> None:
    """The head gives the case to a handler."""
    handler = course.people["handle"]
    course.move("assign", within_review(course, 0, 4), "examine",
                handler=course.office.names[handler or 0])  # fmt: skip
    course.case["handler_id"] = handler


def supplement(course: Course) -> None:
    """Supplements are asked for, and come or do not come."""
    asked = course.running("supplement_notice")
    assert asked is not None
    on = min(course.wait(1, 4), asked.due)
    notice = on + course.dice.between(1, 4)
    fixed = 0 if course.book.has("supplement") else course.law.worked(notice + 12)
    course.move("ask_supplement", on, known=notice, items=course.dice.pick(MISSING),
                notice_received_on=iso(notice), due=iso(fixed) if fixed else "")  # fmt: skip
    course.end(["supplement_notice"], on)
    course.drop(["acceptance_review"], on)
    if fixed:
        timer = course.start_fixed("supplement", notice, fixed)
    else:
        timer = course.start("supplement", notice)
    if course.dice.chance(0.06):
        day = course.wait(3, 5)
        longer = course.law.worked(timer.due + 7)
        course.move("extend_supplement", day, due=iso(longer))
        course.drop(["supplement"], day)
        timer = course.start_fixed("supplement", timer.start, longer)
    if course.ending == "abandoned":
        course.move("abandon", course.law.worked(timer.due + course.dice.between(1, 6)))
        end_intake(course)
        return
    course.day = notice
    on = min(course.wait(1, 8), max(timer.due, notice))
    course.move("take_supplement", on)
    course.end(["supplement"], on)
    course.case["review_from"] = iso(on)
    course.reviewed_from = on
    course.start("acceptance_review", on)


def end_intake(course: Course) -> None:
    """The application has ended without being accepted."""
    course.case |= {"intake_ended_on": iso(course.day), "is_open": 0}
    course.closed = course.day
    course.end(["acceptance_review", *FORWARDING], course.day)
    course.drop_all(course.day)


def accept(course: Course) -> None:
    """Accept, in the simplified procedure where the rule set has it and the case is simple."""
    simple = course.ending in SIMPLE and course.book.is_revised and course.dice.chance(0.3)
    recorded: dict[str, Any] = {"procedure": "simplified" if simple else "ordinary"}
    if simple:
        code = "agreed" if course.dice.chance(0.2) else SIMPLE_GROUNDS.get(course.act, "agreed")
        recorded["simplified_ground"] = course.book.option("simplified", code).name
    on = within_review(course, 0, 4)
    second = None if simple else course.people["second"]
    name = course.office.names[second] if second else ""
    kept = course.move("accept", on, **recorded, second_handler=name)
    course.case |= {"procedure": recorded["procedure"], "second_handler_id": second}
    enter_acceptance(course, kept, on, "express")


SIMPLE_GROUNDS = {"disclosure": "disclosure", "penalty": "small_fine"}
SIMPLE = {"uphold", "revoke", "unlawful", "withdrawn", "dismissed", "perform"}


def deem_accepted(course: Course) -> None:
    """The time for review passes in silence: the law itself accepts."""
    timer = course.running("acceptance_review")
    assert timer is not None
    if course.today <= timer.due:
        raise Later
    kept = course.move("deem_accepted", timer.due, "nobody")
    course.case["procedure"] = "ordinary"
    course.drop(["acceptance_review"], timer.due)
    enter_acceptance(course, kept, timer.due, "deemed")


def enter_acceptance(course: Course, kept: dict[str, str], on: int, how: str) -> None:
    """The case is accepted: the time for the copy and for deciding starts."""
    by_receipt = course.book.settings.get("acceptance_from") == "receipt"
    course.accepted = course.reviewed_from if by_receipt else on
    accepted, course.entered = iso(course.accepted), on
    course.case |= {"accepted_on": accepted, "intake_ended_on": accepted, "acceptance": how}
    kept |= {"accepted_on": accepted, "acceptance": how}
    course.end(["acceptance_review"], on)
    course.drop(INTAKE_CLOCKS, on)
    course.start(course.simplified("copy_to_respondent"), course.accepted)
    course.start(course.simplified("decision"), course.accepted)


def refuse(course: Course) -> None:
    """Refuse acceptance on one of the grounds."""
    code = "late" if course.ending == "refusal:late" else GROUNDS.spin(course.dice)
    ground = course.book.option("refusal", code)
    needed = code == "jurisdiction" or ground.effect == "competent"
    competent = "有权的行政复议机关" if needed else ""
    on = within_review(course, 1, 4)
    course.move("refuse", on, "sign", ground=ground.name, competent=competent)
    course.case["intake_ground_id"] = ground.pk
    end_intake(course)


def tell_elsewhere(course: Course) -> None:
    """Tell which organ is competent."""
    course.move("tell_elsewhere", within_review(course, 1, 4), competent="有权的行政复议机关")
    end_intake(course)


def forward(course: Course) -> None:
    """Forward what came through the county government or the agency."""
    course.move("forward", within_review(course, 1, 4), addressee="有权的行政复议机关")
    end_intake(course)


def withdraw_early(course: Course) -> None:
    """The applicant withdraws before acceptance."""
    mediated = course.dice.chance(0.4)
    course.move("withdraw_early", within_review(course, 1, 4), was_mediated=mediated)
    end_intake(course)


def self_correct(course: Course) -> None:
    """The agency corrects its own act; some applicants persist all the same."""
    course.move("self_correct", within_review(course, 1, 4), what="撤销原行政处罚决定")
    end_intake(course)
    if not course.dice.chance(0.3):
        return
    on = course.wait(3, 15)
    course.move("persist", on)
    course.case |= {"intake_ended_on": None, "is_open": 1, "review_from": iso(on)}
    course.closed, course.reviewed_from, course.ending = 0, on, "uphold"
    course.start("acceptance_review", on)
    if not any(made.verb == "ask_supplement" for made in course.moves):
        course.start("supplement_notice", on)
    accept(course)


def decline_repeat(course: Course) -> None:
    """A repeated application without anything new is not handled again."""
    assert course.earlier is not None
    on = within_review(course, 1, 4)
    course.move("decline_repeat", on, earlier_case=course.earlier.number)
    course.case["earlier_case_id"] = course.earlier.case_id
    end_intake(course)


ENDINGS = {
    "refusal": refuse,
    "refusal:late": refuse,
    "told_elsewhere": tell_elsewhere,
    "forwarded": forward,
    "pre_withdrawn": withdraw_early,
    "self_corrected": self_correct,
    "repeated": decline_repeat,
}
