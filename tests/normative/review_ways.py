"""Ways of a draft to every stage of its review, under the rules of 2013 and of today."""

from datetime import date, timedelta
from typing import Any

from lawgov.organs.models import Organ
from normative.matters import MACHINES
from normative.matters.drafts import open_government
from normative.matters.parts import (
    add_advice,
    answer_advice,
    lacking,
    open_points,
    set_materials,
    set_points,
)
from normative.matters.prereview import open_department
from normative.models import Advice, Document, Matter, Option
from tests.normative.conftest import TEXT, TODAY, option

BEGIN = {"N1": date(2013, 5, 6), "N2": date(2019, 3, 4), "N3": date(2026, 3, 2)}
OPENERS = {"government": open_government, "department": open_department}
MAKERS = {"government": "140000", "department": "140000-mzt"}
NUMBERS = {"N1": "2013", "N2": "2019", "N3": "2026"}
AGREES = {"government": "o1", "department": "agree"}
AMENDS = {"government": "o2", "department": "agree_amended"}
STOPS = {"government": "o3", "department": "disagree"}


class Way:
    """A matter on its way, by days after it was opened."""

    def __init__(self, staff: dict[str, Any], track: str, rule_set: str = "N3", *,
                 is_received: bool = False, **facts: Any) -> None:  # fmt: skip
        self.staff, self.track, self.rule_set = staff, track, rule_set
        self.begin = BEGIN[rule_set]
        title = "山西省殡葬服务管理办法" if track == "government" else "民政救助管理办法"
        document = Document(title=title, affects_market=facts.pop("affects_market", False))
        usual: dict[str, Any] = {"is_approved_by_government": track == "department"}
        usual["submitter"] = Organ.objects.get(code="140000-mzt")
        self.matter = OPENERS[track](
            Matter(document=document, **{**usual, **facts}),
            organ=Organ.objects.get(code="140000"), text=TEXT, by=staff["handler"],
            on=self.begin, today=TODAY, is_received=is_received,
        )  # fmt: skip

    def day(self, number: int) -> date:
        return self.begin + timedelta(number)

    def go(self, verb: str, days: int, /, **data: Any) -> Matter:
        """Make a move some days after the opening."""
        made = {"by": self.staff["handler"], "today": TODAY, **data}
        machine = MACHINES[self.track]
        self.matter = machine.make(self.matter, verb, on=self.day(days), **made)
        return self.matter

    def complete(self) -> None:
        """Hand in everything that is required."""
        missing = lacking(self.matter, self.matter.received_on)
        entries = dict.fromkeys(missing, ("present", ""))
        set_materials(self.matter, entries, by=self.staff["handler"])

    def find(self, **other: str) -> None:
        """Find something at every point: it passes, unless something else is said by its code."""
        entries: dict[Option, tuple[str, str, str]] = {}
        for point in open_points(self.matter, self.matter.received_on):
            result = other.get(point.code, "pass")
            entries[point] = (result, "", "" if result == "pass" else "超越权限")
        set_points(self.matter, entries, by=self.staff["handler"])

    def advise(self, clause: str = "第二条") -> Advice:
        return add_advice(self.matter, clause=clause, problem="期限过长", text="改为十五日",
                          by=self.staff["handler"])  # fmt: skip

    def answer(self, number: int, adoption: str = "full", reason: str = "") -> None:
        """Answer every point of the opinion that is open."""
        for one in self.matter.advice.filter(adoption=""):
            answer_advice(one, adoption=adoption, reason=reason, on=self.day(number),
                          today=TODAY, by=self.staff["handler"])  # fmt: skip

    def numbers(self, serial: int = 1, signed: int = 13) -> dict[str, Any]:
        """What a draft is signed and numbered with."""
        year = NUMBERS[self.rule_set]
        letter = {"government": "晋政发", "department": "晋民发"}[self.track]
        register = {"government": "SXGF", "department": "MZGF"}[self.track]
        return {
            "number": f"{letter}〔{year}〕{serial}号", "signatory": "李省长",
            "register_number": f"{register}-{year}-{serial}", "signed_on": self.day(signed),
        }  # fmt: skip

    def propose(self, code: str, number: int = 8, **data: Any) -> Matter:
        given = {"opinion": option("opinion", code), "summary": "经审查，理由如下。",
                 "second_reviewer": self.staff["head"]}  # fmt: skip
        return self.go("propose", number, **{**given, **data})

    def issue(self, code: str, number: int = 9, **data: Any) -> Matter:
        given = {"opinion": option("opinion", code), "by": self.staff["leader"]}
        return self.go("issue", number, **{**given, **data})

    def concluded(self, code: str, number: int = 9) -> Matter:
        """Propose and issue an opinion in one go."""
        self.propose(code, number - 1)
        return self.issue(code, number)

    def to(self, stage: str) -> "Way":
        """Take the matter to a stage, by every stage that lies before it."""
        for name in PATHS[self.track][stage]:
            STEPS[name](self)
        return self


def own_check(way: Way) -> None:
    way.go("check_own", 1, result="agreed", opinion="同意报送")


def procedure(way: Way) -> None:
    way.go("check_procedure", 3, opinion="程序完备")


def accepted(way: Way) -> None:
    way.complete()
    way.go("receive" if way.track == "government" else "accept", 4)


def asked(way: Way) -> None:
    way.go("ask_supplement", 4, items="起草说明", until=way.day(14))


def consulted(way: Way) -> None:
    way.go("consult", 5, kind="consult", addressee="省财政厅", due_on=way.day(15))


def proposed(way: Way) -> None:
    way.find()
    way.propose(AGREES[way.track])


def amending(way: Way) -> None:
    way.advise()
    way.find(r9="amend")
    way.concluded(AMENDS[way.track])


def published(way: Way) -> None:
    way.go("publish", 14, published_in="公报", effective_on=way.day(50),
           expires_on=way.day(50 + 1000))  # fmt: skip


def archived(way: Way) -> None:
    way.go("archive", 30, archive_number="档2013-1", filed_on=way.day(28))


STEPS: dict[str, Any] = {
    "own_check": own_check,
    "at_office": lambda way: way.go("send_to_office", 2, letter="晋民函1号"),
    "procedure": procedure,
    "meeting": lambda way: way.go("meet", 2, meeting="厅务会议"),
    "submitted": lambda way: way.go("submit", 3),
    "accepted": accepted,
    "asked": asked,
    "consulted": consulted,
    "proposed": proposed,
    "issued": lambda way: way.issue(AGREES[way.track]),
    "amending": amending,
    "passed": lambda way: way.go("deliberate", 12, meeting="常务会议", result="passed"),
    "numbered": lambda way: way.go("number", 13, **way.numbers()),
    "published": published,
    "archived": archived,
    "withdrawn": lambda way: way.go("withdraw", 1, reason="不再制定"),
    "declined": lambda way: way.go("decline", 4, reason="属内部管理文件"),
}
BEFORE = {
    "government": ["own_check", "at_office", "procedure", "submitted"],
    "department": ["own_check", "meeting", "submitted"],
}
AFTER = {"government": ["passed"], "department": []}


def paths(track: str) -> dict[str, list[str]]:
    """For each stage of a track the steps that lead there."""
    at = BEFORE[track]
    review = [*at, "accepted"]
    opinion = [*review, "proposed", "issued"]
    number = [*opinion, *AFTER[track], "numbered"]
    early = {"government": {"at_office": at[:2], "deliberation": [*opinion, "passed"]},
             "department": {"meeting": at[:2], "refused": [*at, "declined"]}}  # fmt: skip
    return {
        "drafting": [], "own_check": at[:1], **early[track], "received": at,
        "supplement": [*at, "asked"], "examining": review, "consulting": [*review, "consulted"],
        "second_check": [*review, "proposed"], "opinion": opinion,
        "answering": [*review, "amending"], "numbered": number,
        "published": [*number, "published"], "archived": [*number, "published", "archived"],
        "withdrawn": ["withdrawn"],
    }  # fmt: skip


PATHS = {track: paths(track) for track in BEFORE}
