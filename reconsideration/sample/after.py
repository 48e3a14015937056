"""What follows an ended case: service, performance, letters, lawsuits, publication, archive."""

from collections.abc import Callable
from datetime import date

from reconsideration.models import Lawsuit, Letter, Service
from reconsideration.sample.course import Course
from reconsideration.sample.dice import Dice, Wheel
from reconsideration.sample.sheets import Row, iso

MODES = Wheel([("direct", 48), ("post", 40), ("electronic", 9), ("left", 3)])
SERVED_AT_INTAKE = {"not_accepted", "told_elsewhere"}
SUABLE = {"decided", "dismissed"}
BOTH_ARE_SUED = date(2015, 5, 1).toordinal()
Event = tuple[int, Callable[[Course], None]]


def follow(course: Course) -> None:
    """Everything that follows the end of a case, in the order of its days."""
    ended, state = course.closed, course.state
    if course.case["closed_on"] or state in SERVED_AT_INTAKE:
        serve_all(course)
    served = course.day
    if course.dice.chance(0.9):
        course.later.append((ended + course.dice.between(40, 150), archive))
    if course.case["closed_on"]:
        course.later += after_closing(course, served)
    while course.later:
        course.later.sort(key=lambda pair: pair[0])
        day, event = course.later.pop(0)
        course.day = course.law.worked(max(day, served))
        event(course)


def after_closing(course: Course, served: int) -> list[Event]:
    """What may follow a closed case, and when."""
    dice = course.dice
    events: list[Event] = []
    if course.state in {"decided", "dismissed"} and dice.chance(0.7):
        events.append((served + dice.between(5, 30), publish))
    if course.case["performance"] == "pending":
        late = dice.chance(0.15)
        if late:
            events.append((served + dice.between(62, 80), order))
        events.append((served + (dice.between(80, 200) if late else dice.between(8, 58)), perform))
    events += letters(dice, served)
    if course.state in SUABLE and dice.chance(0.07):
        events.append((served + dice.between(3, 14), sue))
    if dice.chance(0.004):
        events.append((served + dice.between(2, 20), correct))
    if dice.chance(0.004) and course.may("report_major"):
        events.append((served + dice.between(2, 20), report_major))
    return events


def letters(dice: Dice, served: int) -> list[Event]:
    """One letter at most: an opinion or a suggestion."""
    if dice.chance(0.05):
        return [(served + dice.between(1, 8), opinion)]
    if dice.chance(0.012):
        return [(served + dice.between(1, 8), suggest)]
    return []


def serve_all(course: Course) -> None:
    """The decision is served on each applicant and, where it was accepted, the respondent."""
    names = [row["name"] for row in course.parties if row["role"] == "applicant"]
    if course.case["closed_on"]:
        names.append(course.case["respondent_name"])
    course.wait(1, 6)
    for name in dict.fromkeys(names):
        serve(course, name, course.wait(0, 1))


def serve(course: Course, name: str, on: int) -> None:
    """Serve on one party: the time to sue begins, and for the respondent that of acting anew."""
    course.move("serve", on, service=f"{name} {iso(on)}")
    mode = MODES.spin(course.dice)
    if mode == "electronic" and iso(on) < course.book.settings.get("electronic_service_from", ""):
        mode = "post"
    course.track(Service, party_name=name, mode=mode, served_on=iso(on))
    if course.case["closed_on"]:
        course.case["served_on"] = iso(on)
    if name == course.case["respondent_name"]:
        if course.redo_days is not None:
            start_performance(course, on, course.redo_days)
    elif course.state in SUABLE or (
        course.state == "not_accepted" and course.case["is_mandatory_first"]
    ):
        course.start("litigation", on, name)


def start_performance(course: Course, on: int, days: int) -> None:
    """The respondent's time: as the decision sets it, else for acting anew by law."""
    code = "redo_act" if course.case["closing"] == "revoked" else "performance"
    if days:
        course.start_days(code, on, days)
    elif code == "redo_act":
        course.start(code, on)


def archive(course: Course) -> None:
    """The file goes into the archive."""
    shelf = f"{iso(course.closed)[:4]}-{course.case['id'] % 400 + 1}"
    course.move("archive", course.day, shelf=shelf)
    course.case["archived_on"] = iso(course.day)


def publish(course: Course) -> None:
    """The decision is published, or it is noted why not."""
    is_published = course.dice.chance(0.85)
    why: Row = {} if is_published else {"why_not": "涉及个人隐私"}
    course.move("publish", course.day, is_published=is_published, **why)
    course.case["published_on"] = iso(course.day) if is_published else None


def perform(course: Course) -> None:
    """The respondent performs."""
    course.move("perform", course.day, evidence="被申请人书面报告履行情况")
    course.case |= {"performance": "done", "performed_on": iso(course.day)}
    course.end(["redo_act", "performance"], course.day)


def order(course: Course) -> None:
    """The respondent is ordered to perform by a day."""
    if not course.case["performance"] or course.case["performance"] == "done":
        return
    due = course.law.worked(course.day + 15)
    course.move("order", course.day, "sign", due=iso(due))
    course.case["performance"] = "ordered"
    course.drop(["performance"], course.day)
    course.start_fixed("performance", course.day, due)


def opinion(course: Course) -> None:
    """An opinion letter, and after some weeks what became of it."""
    letter(course, "opinion", "关于规范执法程序的行政复议意见书", course.case["respondent_name"])


def suggest(course: Course) -> None:
    """A suggestion on a general problem."""
    letter(course, "suggestion", "关于完善执法制度的行政复议建议书", "主管部门")


def letter(course: Course, kind: str, subject: str, addressee: str) -> None:
    """A letter is sent, and most are answered."""
    on = course.day
    received = on + course.dice.between(0, 4)
    course.move("send_letter", on, known=received, letter=subject)
    row = course.track(Letter, kind=kind, addressee=addressee, subject=subject,
                       content="办案中发现执法程序存在问题，请予改正并反馈。", issued_on=iso(on),
                       received_on=iso(received))  # fmt: skip
    if kind == "opinion":
        course.start("opinion_reply", received, f"{addressee} {subject}"[:100])
    late = 60 if course.dice.chance(0.1) else 0
    day = received + course.dice.between(15, 55) + late
    course.later.append((day, lambda c: answer(c, kind, row)))


def answer(course: Course, kind: str, row: Row) -> None:
    """The addressee reports what became of a letter."""
    carried = course.dice.chance(0.85)
    words: Row = {"feedback": "已整改并完善内部审核制度。", "is_carried_out": carried}
    course.move("take_feedback", course.day, letter=row["subject"], **words)
    course.changed(Letter, row, fed_back_on=iso(course.day), **words)
    if kind == "opinion":
        course.end(["opinion_reply"], course.day)


def sue(course: Course) -> None:
    """A lawsuit is filed and, after some months, decided."""
    on, plaintiff = course.day, course.parties[0]["name"]
    court = f"{course.office.organ.short_name}中级人民法院"
    number = f"（{iso(on)[:4]}）晋行初{course.case['id'] % 997 + 1}号"
    upheld = course.case["closing"] in {"upheld", "dismissed"}
    with_agency = "joint" if on >= BOTH_ARE_SUED else "agency"
    course.move("sue", on, lawsuit=number, plaintiff=plaintiff)
    course.drop(["litigation"], on, plaintiff)
    row = course.track(Lawsuit, stage="first", court=court, court_number=number, form="",
                       defendant=with_agency if upheld else "alone", filed_on=iso(on))  # fmt: skip
    course.later.append((on + course.dice.between(60, 170), lambda c: close_suit(c, row)))


RESULTS = Wheel([("驳回诉讼请求", 70), ("驳回起诉", 15), ("撤销并重作", 8), ("确认违法", 7)])


def close_suit(course: Course, row: Row) -> None:
    """The court decides."""
    result = RESULTS.spin(course.dice)
    words: Row = {
        "form": "order" if result == "驳回起诉" else "judgment", "result": result,
        "head_attended": course.dice.chance(0.4), "has_suggestion": course.dice.chance(0.03),
    }  # fmt: skip
    course.move("close_suit", course.day, lawsuit=row["court_number"], **words)
    course.changed(Lawsuit, row, closed_on=iso(course.day), **words)


def correct(course: Course) -> None:
    """A slip of the pen is corrected."""
    course.move("correct", course.day, what="更正决定书中的日期笔误")


def report_major(course: Course) -> None:
    """A major decision is reported to the superior office."""
    course.move("report_major", course.day, addressee="上级行政复议机构")
