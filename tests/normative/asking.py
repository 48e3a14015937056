"""Suggestions and attached reviews, taken to where a test begins through their own moves."""

from datetime import date
from typing import Any

from lawgov.organs.models import Organ
from normative.matters import machine_of, open_matter
from normative.matters.parts import open_points, set_points
from normative.matters.suggestions import open_suggestion
from normative.models import Act, Matter, Option

TODAY = date(2026, 11, 20)
BEGIN = date(2026, 3, 2)
WAYS: dict[str, dict[str, list[str]]] = {
    "suggestion": {
        "received": [], "accepted": ["judge"], "examining": ["judge", "start"],
        "consulting": ["judge", "start", "consult"],
        "concluded": ["judge", "start", "conclude"],
        "answered": ["judge", "start", "conclude", "feed_back"],
        "not_started": ["not_start"], "passed_on": ["pass_on"], "withdrawn": ["withdraw"],
    },
    "attached": {
        "received": [], "examining": ["start"], "consulting": ["start", "consult"],
        "second_check": ["start", "propose"], "opinion": ["start", "propose", "issue"],
        "answered": ["start", "propose", "issue", "feed_back"], "withdrawn": ["withdraw"],
    },
}  # fmt: skip


def suggestion(**values: Any) -> Matter:
    """An unsaved suggestion by a citizen."""
    usual = {"title": "太原市城市供热管理办法", "clause": "第五条", "proposer": "person",
             "submitter_name": "王建议", "claimed_law": "行政处罚法第十六条",
             "request": "无依据设定罚款"}  # fmt: skip
    return Matter(**{**usual, **values})


def suggested(by: Any, on: date = BEGIN, *, organ: str = "140000", **values: Any) -> Matter:
    """A suggestion that the provincial government has received."""
    office = Organ.objects.get(code=organ)
    return open_suggestion(suggestion(**values), organ=office, by=by, on=on, today=TODAY)


def attached(by: Any, on: date = BEGIN, **values: Any) -> Matter:
    """An attached review for which no case of this installation asks."""
    usual = {"track": "attached", "title": "太原市城市供热管理办法", "clause": "第五条"}
    organ = Organ.objects.get(code="140000")
    one = Matter(**{**usual, **values})
    return open_matter(one, organ=organ, stage="received", by=by, on=on, today=TODAY)


def conclusion(code: str) -> Option:
    return Option.objects.get(list="conclusion", code=code)


def examined(matter: Matter, by: Any) -> Matter:
    """Something found at every review point."""
    points = open_points(matter, matter.received_on)
    set_points(matter, dict.fromkeys(points, ("pass", "", "")), by=by)
    return matter


def data_of(matter: Matter, verb: str, reviewer: Any) -> dict[str, Any]:
    """What a move is made with."""
    last = "b0" if matter.track == "suggestion" else "lawful"
    return {
        "pass_on": {"addressee": "太原市人民政府"},
        "not_start": {"reason": "不属于规范性文件"},
        "consult": {"kind": "explain", "addressee": "太原市人民政府"},
        "propose": {"summary": "未发现抵触"},
        "return": {"reason": "补充理由"},
        "conclude": {"conclusion": conclusion(last), "summary": "未发现抵触"},
        "issue": {"conclusion": conclusion(last)},
        "assign": {"reviewer": reviewer},
        "withdraw": {"reason": "已撤回"},
    }.get(verb, {})


class Course:
    """Moves as the people make them whose moves they are."""

    def __init__(self, handler: Any, head: Any, leader: Any) -> None:
        self.handler = handler
        self.people = {"review_matter": handler, "examine_matter": head, "sign_matter": leader}

    def begin(self, track: str, stage: str = "received", **values: Any) -> Matter:
        """A matter of a track at a stage."""
        opened = {"suggestion": suggested, "attached": attached}[track]
        one = opened(self.handler, **values)
        for step, verb in enumerate(WAYS[track][stage], 1):
            one = self.go(one, verb, BEGIN.replace(day=BEGIN.day + step))
        return one

    def go(self, one: Matter, verb: str, on: date, **data: Any) -> Matter:
        """Make a move; before a conclusion every point is looked at."""
        machine = machine_of(one)
        if verb in {"conclude", "propose"} and data.pop("examine", True) and one.is_open:
            examined(one, self.handler)
        permission = machine.rules[verb].permission.removeprefix("normative.")
        by = data.pop("by", self.people[permission])
        usual = data_of(one, verb, self.handler)
        return machine.make(one, Act(verb), by=by, on=on, today=TODAY, **{**usual, **data})
