"""From acceptance to the draft: copy, reply, views, hearing, inquiry, pauses, more time."""

from reconsideration.models import (
    AttachedReview,
    Consultation,
    Hearing,
    Investigation,
    Option,
    Stay,
    ViewsHeard,
)
from reconsideration.moves.examination import REPLIES
from reconsideration.moves.reviews import REVIEW_CLOCKS
from reconsideration.sample.course import Course
from reconsideration.sample.dice import Wheel
from reconsideration.sample.facts import add_party
from reconsideration.sample.sheets import Row, iso, moment
from reconsideration.sample.words import invented_name

HOW = Wheel([("meeting", 35), ("phone", 45), ("internet", 12), ("failed", 8)])
SAID = {
    "meeting": "当面听取意见，当事人坚持申请书所述的请求和理由，并补充说明了事情经过。",
    "phone": "电话听取意见，当事人坚持申请书所述的请求和理由。",
    "internet": "通过互联网听取意见，当事人提交了书面陈述。",
    "failed": "多次联系当事人未果，已记录在案，书面审理。",
}
PAUSES = Wheel([("other_case", 30), ("mediation", 22), ("question", 16), ("death", 5), ("force", 6),
                ("other", 12), ("ended", 3)])  # fmt: skip
LASTING = ["death", "incapacity", "ended"]


def send_copy(course: Course) -> None:
    """The copy goes out, in time but for a few, and its receipt starts the reply's time."""
    timer = course.running(course.simplified("copy_to_respondent"))
    assert timer is not None
    earliest = course.day
    on = course.wait(0, 2) if "simplified" in timer.code else course.wait(1, 5)
    if on > timer.due and not course.dice.chance(0.2):
        on = max(timer.due, earliest)
    received = on + course.dice.between(0, 3)
    course.move("send_copy", on, known=received, copy_received_on=iso(received))
    course.end(["copy_to_respondent", "copy_to_respondent_simplified"], on)
    course.start(course.simplified("respondent_reply"), received)
    course.day = received


def take_reply(course: Course) -> None:
    """The reply comes, in time but for a few; or its absence is noted."""
    timer = next(t for t in course.timers if t.code in REPLIES and t.ended is None)
    if course.ending == "revoke_default":
        on = course.law.worked(timer.due + course.dice.between(1, 5))
        course.move("note_default", on)
        course.case["is_in_default"] = 1
    else:
        on = min(course.wait(3, 9), timer.due)
        if course.dice.chance(0.08):
            on = course.law.worked(timer.due + course.dice.between(1, 6))
        course.move("take_reply", on, evidence="证据清单及依据目录", in_time=on <= timer.due)
    course.end(REPLIES, on)
    course.day = max(course.day, on)


def examine(course: Course) -> None:
    """What happens between reply and draft, a different part of it in every case."""
    dice, revised = course.dice, course.book.is_revised
    ordinary = course.case["procedure"] == "ordinary"
    for share, step in STEPS if ordinary else []:
        if dice.chance(share):
            step(course)
    if ordinary and dice.chance(0.05):
        suspend(course)
    elif not ordinary and dice.chance(0.07):
        convert(course)
    if (revised and course.case["procedure"] == "ordinary") or dice.chance(0.35):
        hear_views(course)
    if ordinary and dice.chance(0.08) and course.day <= course.decision.due:
        extend(course)


def hear_views(course: Course) -> None:
    """An applicant's views are heard, or it is noted why not."""
    how = HOW.spin(course.dice)
    name = course.parties[0]["name"]
    on = course.wait(1, 5)
    course.move("hear_views", on, views=f"{name} {iso(on)}")
    course.track(ViewsHeard, party_name=name, heard_on=iso(on), how=how, summary=SAID[how])


def several(course: Course, count: int) -> list[str]:
    """Invented persons, all different."""
    names: dict[str, None] = {}
    while len(names) < count:
        names[invented_name(course.dice)] = None
    return list(names)


def hold_hearing(course: Course) -> None:
    """A hearing is notified in time, and held."""
    on = course.wait(1, 5)
    planned = course.law.worked(on + course.dice.between(9, 16))
    if course.book.has("hearing_notice"):
        version = course.book.version("hearing_notice", on)
        while course.law.days(version, planned)[1] < on:
            planned = course.law.worked(planned + 2)
    chair, recorder, *officers = several(course, 4)
    values: Row = {
        "planned_on": iso(planned), "place": f"{course.office.organ.short_name}行政复议听证室",
        "issues": "行政行为认定的事实是否清楚", "chair": chair, "recorder": recorder,
        "officers": "、".join(officers),
    }  # fmt: skip
    label = f"{iso(planned)} {values['place']}"
    course.move("invite_hearing", on, hearing=label)
    if course.book.has("hearing_notice"):
        course.start("hearing_notice", planned)
        course.end(["hearing_notice"], on)
    row = course.track(Hearing, kind="ordinary", notified_on=iso(on), **values)
    attended = course.dice.chance(0.4)
    after: Row = {
        "minutes": "双方到场，围绕争议焦点举证、质证并陈述意见。", "applicant_attended": True,
        "head_attended": attended, "head_reason": "" if attended else "因公务委托工作人员到场",
    }  # fmt: skip
    course.move("hold_hearing", planned, hearing=label, **after)
    course.changed(Hearing, row, held_on=iso(planned), **after)


def investigate(course: Course) -> None:
    """An inquiry; an inspection or appraisal takes time that does not count."""
    kind = course.dice.pick(["inquiry", "inquiry", "inquiry", "site", "appraisal"])
    long = {"inquiry": 0, "site": 2, "appraisal": 25}[kind]
    begun = course.wait(1, 5)
    ended = course.law.worked(begun + course.dice.between(long // 2, long))
    if kind != "inquiry" and begun >= course.decision.nominal:
        return
    label = str(Investigation.Kind(kind).label)
    course.move("investigate", ended, investigation=f"{label} {iso(begun)}")
    course.track(Investigation, kind=kind,
                 officials="、".join(several(course, 2)), begun_on=iso(begun),
                 ended_on=iso(ended), summary="向有关人员了解情况并制作笔录。")  # fmt: skip
    if kind != "inquiry" and ended > begun:
        course.stop("exclusion", begun, ended, note=label)
        course.recompute()


def join_third_party(course: Course) -> None:
    """Somebody else whom the act concerns joins."""
    join(course, role="third_party", stance="请求维持原行政行为")


def join_agent(course: Course) -> None:
    """The applicant sends an agent."""
    principal = course.parties[0]["id"]
    join(course, role="agent", represents_id=principal, powers="代为参加行政复议，特别授权")


def join(course: Course, **values: object) -> None:
    on, name = course.wait(0, 3), invented_name(course.dice)
    course.move("join_party", on, party=name)
    at = moment(on, len(course.moves) - 1)
    add_party(course, at, name=name, paper="none", joined_on=iso(on), **values)


def stay(course: Course) -> None:
    """The execution of the act is stayed."""
    ground, on = course.dice.pick(course.book.options["stay"]), course.wait(0, 2)
    course.move("stay", on, ground=ground.name)
    course.track(Stay, ground_id=ground.pk, stayed_on=iso(on))


def suspend(course: Course) -> None:
    """The case is suspended for some weeks, and resumed."""
    code = PAUSES.spin(course.dice)
    grounds = {row.code: row for row in course.book.options["suspension"]}
    pause(course, grounds.get(code, grounds["other"]))
    resume(course, course.wait(15, 50))


def pause(course: Course, ground: Option) -> None:
    """Suspend on a ground; the time for deciding stops."""
    before = course.state
    on = course.wait(1, 4)
    until = on + course.dice.between(20, 60)
    agree: Row = {"both_agree": True} if ground.effect == "mediation" else {}
    course.move("suspend", on, ground=ground.name, expected_until=iso(until), **agree,
                state_before=before)  # fmt: skip
    stop_time(course, ground, on, until)


def stop_time(course: Course, ground: Option, on: int, until: int = 0) -> None:
    """The time for deciding stands still; where the ground ends a case, another time runs."""
    course.stop("suspension", on, None, ground_id=ground.pk,
                expected_until=iso(until) if until else None)  # fmt: skip
    course.recompute()
    if ground.effect == "terminates":
        course.start("suspension_termination", on)


def resume(course: Course, on: int) -> None:
    """The cause has ended; the remaining days run on."""
    paused = (made.was for made in reversed(course.moves) if made.was != made.to == "suspended")
    before = next(paused)
    kept = course.move("resume", on, to=before)
    course.go_on(on)
    course.drop(["suspension_termination"], on)
    kept["due"] = iso(course.recompute().due)


def review_document(course: Course) -> None:
    """A document that the act rests on is reviewed while the case is suspended."""
    document = f"{course.office.organ.short_name}关于规范行政管理工作的通知"
    on, before = course.wait(0, 2), course.state
    course.move("open_review", on, review=document, state_before=before)
    row = course.track(AttachedReview, document=document, clause="第五条", opened_on=iso(on),
                       is_own_power=1)  # fmt: skip
    ground = next(g for g in course.book.options["suspension"] if g.effect == "review")
    stop_time(course, ground, on)
    subject = f"{document} 第五条"
    course.start("attached_review_own", on, subject)
    if course.book.has("maker_notice"):
        course.start("maker_notice", on, subject)
        ask_maker(course, row, subject)
    on = course.wait(3, 8)
    opinion = "该条款与上位法不相抵触。"
    course.move("close_review", on, review=document, outcome="lawful", opinion=opinion)
    course.changed(AttachedReview, row, closed_on=iso(on), opinion=opinion, outcome="lawful")
    course.end(REVIEW_CLOCKS, on)
    resume(course, course.wait(1, 3))


def ask_maker(course: Course, row: Row, subject: str) -> None:
    """The document's maker is told, and replies."""
    on, document = course.wait(0, 2), row["document"]
    course.move("transfer_review", on, review=document, what="notify", received_on=iso(on))
    course.end(["maker_notice"], on)
    course.start("maker_reply", on, subject)
    course.changed(AttachedReview, row, maker_notified_on=iso(on))
    on = course.wait(5, 12)
    course.move("transfer_review", on, review=document, what="reply", received_on=iso(on))
    course.end(["maker_reply"], on)
    course.changed(AttachedReview, row, maker_replied_on=iso(on))


def convert(course: Course) -> None:
    """The case turns to the ordinary procedure, counted from its acceptance."""
    on = course.wait(1, 4)
    course.move("convert", on, "sign", why="案情复杂")
    course.case |= {"procedure": "ordinary", "was_converted": 1}
    course.drop(["decision_simplified"], on)
    course.start("decision", course.accepted)
    course.recompute()


def extend(course: Course) -> None:
    """More time for deciding, given before it ends."""
    due = course.decision.due
    on = max(min(course.law.worked(due - course.dice.between(1, 12)), due), course.day)
    days = course.dice.pick([10, 15, 20, 30, 30])
    course.move("extend", on, "sign", days=days, notice_sent_on=iso(on))
    course.case["extension_days"] = days
    course.recompute()


def consult(course: Course) -> None:
    """The reconsideration committee gives its opinion."""
    on = course.wait(2, 8)
    members = "、".join(several(course, 3))
    course.move("consult", on, consultation=iso(on))
    course.track(Consultation, met_on=iso(on), members=members, opinion="同意承办意见。",
                 is_adopted=1)  # fmt: skip


def join_case(course: Course) -> None:
    """The case is examined together with an earlier one that is under way."""
    on = course.wait(0, 2)
    for lead in reversed(course.office.recent):
        if lead.may_lead and lead.under_way[0] <= on < lead.under_way[1]:
            ground = course.dice.pick(course.book.options["joining"])
            course.move("join_case", on, lead_case=lead.number, ground=ground.name)
            course.case["lead_case_id"] = lead.case_id
            return


STEPS = [
    (0.05, join_third_party),
    (0.12, join_agent),
    (0.03, join_case),
    (0.01, stay),
    (0.02, hold_hearing),
    (0.05, investigate),
    (0.006, review_document),
    (0.03, consult),
]
