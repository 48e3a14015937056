"""How invented cases are closed: decisions of every kind, and the other ways."""

from collections.abc import Callable

from reconsideration.models import Option
from reconsideration.moves.closing import TIMED
from reconsideration.sample.course import Course
from reconsideration.sample.dice import Wheel
from reconsideration.sample.middle import LASTING, pause, resume
from reconsideration.sample.sheets import Row, iso

# What becomes of applications, of a thousand, under the old and the revised law.
OLD: dict[str, float] = {
    "refusal": 85, "refusal:late": 20, "told_elsewhere": 30, "forwarded": 12, "pre_withdrawn": 40,
    "abandoned": 12, "uphold": 490, "dismissed": 55, "withdrawn": 110, "settled": 22,
    "mediated": 14, "revoke": 22, "revoke_part": 4, "revoke_redo": 10, "revoke_default": 6,
    "unlawful": 18, "alter": 3, "perform": 10, "terminated": 4, "suspended_long": 3,
    "compensate": 3,
}  # fmt: skip
NEW: dict[str, float] = {
    "refusal": 80, "refusal:late": 15, "forwarded": 8, "pre_withdrawn": 85, "abandoned": 14,
    "self_corrected": 8, "repeated": 6, "uphold": 350, "dismissed": 70, "withdrawn": 130,
    "settled": 28, "mediated": 55, "revoke": 26, "revoke_part": 5, "revoke_redo": 16,
    "revoke_default": 4, "unlawful": 26, "invalid": 3, "alter": 12, "perform": 16, "agreement": 4,
    "terminated": 4, "suspended_long": 3, "elevated": 4, "compensate": 4,
}  # fmt: skip
NEEDS = {"told_elsewhere": "tell_elsewhere", "self_corrected": "self_correct",
         "repeated": "decline_repeat", "elevated": "elevate"}  # fmt: skip
WHY = ["与被申请人达成一致", "争议已经解决", "申请人自愿放弃复议请求", "被申请人已改正"]


def close_case(course: Course) -> None:
    """Take a case that has been examined to its closing."""
    ending = course.ending
    if ending in OTHER:
        OTHER[ending](course)
    else:
        decide(course)


def draft(course: Course) -> None:
    """The draft, its approval, and now and then a second draft."""
    dice, due = course.dice, course.decision.due
    simple = course.case["procedure"] == "simplified"
    before = dice.between(10, 14) if simple else dice.between(14, 34)
    late = dice.between(12, 40) if dice.chance(0.04) else 0
    course.day = max(course.day + 1, due - before + late)
    submit(course)
    if dice.chance(0.07):
        course.move("send_back", course.wait(1, 2), "examine", opinion="补充说理后再报。")
        submit(course)
    on = course.wait(1, 4)
    course.move("examine", on, "examine", opinion="同意。")
    course.case["examined_by_id"] = course.people["examine"]


def submit(course: Course) -> None:
    """The handler submits a draft."""
    course.move("draft", course.wait(0, 1), proposal="拟办意见及理由见审理报告。")
    course.case |= {"drafted_by_id": course.people["handle"], "examined_by_id": None}


def kinds_of(course: Course) -> list[Option]:
    """The kinds of the decision: the one that decides the matter, and accessory ones."""
    main = "unlawful" if course.ending == "compensate" else course.ending
    kinds = [course.book.option("decision", main)]
    if course.ending == "compensate":
        kinds.append(course.book.option("decision", "compensate"))
    return kinds


def decide(course: Course) -> None:
    """The decision is made, of one kind or several at once."""
    draft(course)
    kinds = kinds_of(course)
    granted = None
    if course.case["claims_compensation"]:
        granted = course.dice.between(1, 80) * 500 if course.ending == "compensate" else 0
    if kinds[0].effect in TIMED:
        course.redo_days = course.dice.pick([15, 30, 60, 0, 0])
    on = course.wait(1, 5)
    course.move("decide", on, "sign", kinds=[kind.name for kind in kinds], is_worse=False,
                third_party_asked=False, compensation=None if granted is None else str(granted),
                redo_days=course.redo_days or None)  # fmt: skip
    for kind in kinds:
        redo_days = course.redo_days or None if kind.effect in TIMED else None
        course.sheets.rulings.add(
            {"case_id": course.case["id"], "kind_id": kind.pk, "redo_days": redo_days}
        )
    needs = any(kind.effect in {"redo", "perform", "accessory"} for kind in kinds)
    course.case |= {"compensation_granted": granted, "performance": "pending" if needs else ""}
    close(course, kinds[0].column)


def close(course: Course, closing: str) -> None:
    """The case is closed: its deadlines end, the decision in time or not."""
    on = course.day
    course.case |= {"closed_on": iso(on), "closing": closing, "is_open": 0}
    course.closed = on
    if course.stops:
        course.go_on(on)
        course.recompute()
    course.end(["decision", "decision_simplified"], on)
    course.drop_all(on, but=["opinion_reply", "announcement_service"])


def dismiss(course: Course) -> None:
    """The application or the claim is dismissed."""
    ground = course.dice.pick(course.book.options["dismissal"])
    course.move("dismiss", course.wait(5, 25), "sign", ground=ground.name)
    course.case["intake_ground_id"] = ground.pk
    close(course, "dismissed")


def agree(course: Course, verb: str, closing: str) -> None:
    """Mediation, withdrawal or settlement, often after the respondent has corrected the act."""
    corrected = course.dice.chance(0.3)
    words: Row = {"respondent_corrected": corrected}
    if verb == "withdraw":
        words |= {"why": course.dice.pick(WHY), "is_voluntary": True}
    else:
        words |= {"terms": "双方就争议事项达成一致，各自履行。", "is_discretionary": True}
    course.move(verb, course.wait(3, 22), "sign", **words)
    course.case["respondent_corrected"] = int(corrected)
    if verb == "mediate":
        course.case["performance"] = "pending"
    close(course, closing)


def mediate(course: Course) -> None:
    """The parties are brought together; the revised law lets the case rest meanwhile."""
    if course.book.is_revised and course.dice.chance(0.35):
        pause(course, course.book.option("suspension", "mediation"))
        if course.dice.chance(0.5):
            resume(course, course.wait(10, 25))
    agree(course, "mediate", "mediated")


def terminate(course: Course) -> None:
    """The case ends without a decision."""
    grounds = [row for row in course.book.options["termination"] if not row.effect]
    ground = course.dice.pick(grounds)
    course.move("terminate", course.wait(5, 20), "sign", ground=ground.name)
    course.case["intake_ground_id"] = ground.pk
    close(course, "terminated")


def outlast(course: Course) -> None:
    """A suspension lasts so long that it ends the case."""
    code = course.dice.pick(LASTING)
    pause(course, course.book.option("suspension", code))
    timer = course.running("suspension_termination")
    assert timer is not None
    ground = course.book.option("termination", "suspended_long")
    on = course.law.worked(timer.due + course.dice.between(1, 15))
    course.move("terminate", on, "sign", ground=ground.name)
    course.case["intake_ground_id"] = ground.pk
    close(course, "terminated")


def elevate(course: Course) -> None:
    """The superior organ takes up the case."""
    superior = course.office.organ.parent
    name = superior.name if superior is not None else "上级行政复议机关"
    course.move("elevate", course.wait(2, 15), "sign", superior=name, why="重大、复杂、疑难")
    close(course, "other")
    if course.book.has("elevation_files"):
        course.start("elevation_files", course.day)
        course.move("forward", course.wait(1, 4), to=course.state, addressee=name)
        course.end(["elevation_files"], course.day)


OTHER: dict[str, Callable[[Course], None]] = {
    "dismissed": dismiss,
    "withdrawn": lambda course: agree(course, "withdraw", "withdrawn"),
    "settled": lambda course: agree(course, "settle", "settled"),
    "mediated": mediate,
    "terminated": terminate,
    "suspended_long": outlast,
    "elevated": elevate,
}
# These do not always wait for the reply.
EARLY = {"dismissed", "withdrawn", "settled", "terminated", "elevated"}


def endings_of(articles: dict[str, str], is_revised: bool, may_elevate: bool) -> Wheel[str]:
    """What can become of an application under a rule set, by how often it does."""
    table = NEW if is_revised else OLD
    return Wheel(
        (ending, share)
        for ending, share in table.items()
        if NEEDS.get(ending, "receive") in articles and (ending != "elevated" or may_elevate)
    )
