"""Filings taken to where a test begins, by the people whose moves they are."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from normative.matters import parts
from normative.matters.filings import filings, open_filing, receiver_of
from normative.models import Act, Document, Matter, Option
from tests.normative.conftest import TODAY, option

BEGIN = {"2013": date(2013, 5, 6), "2024": date(2024, 12, 2)}
REQUIRED = ["f_report", "f_text", "f_note", "f_basis", "f_opinion"]
FILED = ["file", "check_form"]
BEGUN = [*FILED, "register", "start"]
# Stage and what led there, the verbs of the way, and what the last of them are made with.
WAYS: dict[str, list[str]] = {
    "to_file": [],
    "reminded": ["remind"],
    "censured": ["remind", "censure"],
    "received": ["file"],
    "formal_check": FILED,
    "supplement": [*FILED, "ask_supplement"],
    "registered": [*FILED, "register"],
    "examining": BEGUN,
    "consulting": [*BEGUN, "consult"],
    "concluded:b0": [*BEGUN, "conclude:b0"],
    "concluded:b2": [*BEGUN, "conclude:b2"],
    "concluded:b6": [*BEGUN, "conclude:b6"],
    "concluded:b8": [*BEGUN, "conclude:b8"],
    "advised:b2": [*BEGUN, "conclude:b2", "send_opinion"],
    "advised:b8": [*BEGUN, "conclude:b8", "send_opinion"],
    "reported:amended": [*BEGUN, "conclude:b2", "send_opinion", "report:amended"],
    "reported:disputed": [*BEGUN, "conclude:b2", "send_opinion", "report:disputed"],
    "referred": [*BEGUN, "conclude:b6", "refer"],
    "referred:decided": [*BEGUN, "conclude:b6", "refer", "decide:annul"],
    "archived": [*BEGUN, "conclude:b0", "archive"],
    "refused": [*FILED, "refuse"],
    "withdrawn": ["withdraw"],
}
NEW_TEXT = "第一条　修改后的规定。"


def data_of(way: "Way", verb: str, kind: str) -> dict[str, Any]:
    """What a move is usually made with."""
    changed = {"text": NEW_TEXT, "effective_on": way.begin + timedelta(60)}
    limit = {"due_on": way.day + timedelta(30)}
    usual: dict[str, dict[str, Any]] = {
        "remind": limit,
        "censure": limit,
        "check_form": {"present": materials(REQUIRED)},
        "ask_supplement": {"what": "制定说明未盖章"},
        "refuse": {"ground": option("refusal", "not_document")},
        "withdraw": {"reason": "误登"},
        "consult": {"kind": "explain", "addressee": "太原市人民政府"},
        "conclude": {
            "conclusion": conclusion(kind if verb == "conclude" else ""),
            "summary": "理由",
        },
        "extend": {"days": 10, "reason": "情况复杂"},
        "assign": {"reviewer": way.people["review_matter"]},
        "report": {"handling": kind or "disputed", **(changed if kind == "amended" else {})},
        "refer": {"proposal": "撤销该文件"},
        "decide": {"decision": kind or "annul", "basis": "晋政函〔2024〕1号"},
    }
    return usual.get(verb, {})


def conclusion(code: str) -> Option:
    return option("conclusion", code or "b0")


def materials(codes: list[str]) -> list[Option]:
    return list(Option.objects.filter(list="material", code__in=codes))


class Way:
    """One filing on its way; each move is made the day after the last, or on a day given."""

    def __init__(self, matter: Matter, people: dict[str, Any]) -> None:
        self.matter, self.people = matter, people
        self.begin = matter.received_on
        self.day = self.begin

    def go(self, step: str, on: int | None = None, **data: Any) -> Matter:
        """Make a move, some days after the publication; `verb:kind` says what comes of it."""
        verb, _colon, kind = step.partition(":")
        self.day = self.day + timedelta(1) if on is None else self.begin + timedelta(on)
        usual = data_of(self, verb, kind)
        if verb == "conclude" and kind:
            self.find("fail" if kind != "b0" else "pass")
        by = data.pop("by", self.people[permission_of(verb)])
        self.matter = filings.make(
            self.matter, Act(verb), by=by, on=self.day, today=TODAY, **{**usual, **data}
        )
        return self.matter

    def find(self, result: str = "pass") -> None:
        """Something is found at every point of the day: all pass, or the second does not."""
        rows = parts.points_for(self.matter, self.day)
        found = dict.fromkeys(rows, ("pass", "", ""))
        if result != "pass":
            found[rows[1]] = (result, "行政处罚法第十六条", "无依据设定处罚")
        parts.set_points(self.matter, found, by=self.people["review_matter"])

    def to(self, stage: str) -> Matter:
        """Take the filing to a stage."""
        for step in WAYS[stage]:
            on = {"remind": 20, "censure": 60}.get(step)
            self.go(step, on)
        return self.matter


def permission_of(verb: str) -> str:
    """Whose move it is."""
    return filings.rules[verb].permission.removeprefix("normative.")


def clocks_of(matter: Matter) -> dict[str, tuple[str, bool | None]]:
    """The deadlines by code: the day due, and whether met."""
    return {c.code: (c.due.isoformat(), c.is_met) for c in matter.clocks.all()}


def ways(in_force: Callable[..., Document], people: dict[str, Any]) -> Callable[..., Way]:
    """Publish a document of a city and note the duty to file it."""

    def begin(year: str = "2024", organ: str = "140100", **values: Any) -> Way:
        day = BEGIN[year]
        usual = {"signed_on": day, "published_on": day, "effective_on": day + timedelta(40),
                 "expires_on": day + timedelta(1000), "organ": organ}  # fmt: skip
        document = in_force(**{**usual, **values})
        matter = document.matters.first() or open_filing(
            document, receiver=receiver_of(document.organ), by=people["review_matter"],
            today=TODAY,
        )  # fmt: skip
        return Way(matter, people)

    return begin
