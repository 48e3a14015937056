"""Ways to every state of a case, under every rule set that has it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from reconsideration.models import Case, Service, ViewsHeard
from tests.reconsideration.conftest import option

BEGIN = {"A": date(2013, 8, 5), "B1": date(2024, 9, 5), "B2": date(2026, 7, 1)}
Act = Callable[..., Case]


class Way:
    """A case on its way, by days after its receipt."""

    def __init__(self, receive: Callable[..., Case], act: Act, rule_set: str, **facts: Any) -> None:
        self.rule_set, self.begin, self._act = rule_set, BEGIN[rule_set], act
        self.case = receive(self.begin.isoformat(), **facts)

    def day(self, number: int) -> date:
        return self.begin + timedelta(number)

    def go(self, verb: str, number: int, **data: Any) -> Case:
        """Make a move some days after receipt; texts that begin with + are days after it too."""
        days = {name: self.day(int(value)) for name, value in data.items()
                if isinstance(value, str) and value.startswith("+")}  # fmt: skip
        self.case = self._act(self.case, verb, self.day(number).isoformat(), **data | days)
        return self.case

    def to(self, state: str) -> Case:
        """Take the case to a state."""
        LEADS[state](self)
        return self.case

    def option(self, kind: str, code: str) -> Any:
        return option(kind, code, self.rule_set)


def supplement(way: Way) -> None:
    last = {"due": "+10"} if way.rule_set == "A" else {}
    way.go("ask_supplement", 1, items="身份证", notice_received_on="+1", **last)


def abandoned(way: Way) -> None:
    supplement(way)
    way.go("abandon", 40)


def await_reply(way: Way) -> None:
    way.go("accept", 1)
    way.go("send_copy", 2, copy_received_on="+2")


def review(way: Way) -> None:
    await_reply(way)
    way.go("take_reply", 5)


def drafting(way: Way) -> None:
    review(way)
    views = ViewsHeard(party_name="张三", how="phone", summary="要求撤销")
    way.go("hear_views", 6, views=views)
    way.go("draft", 7, proposal="撤销")


def decided(way: Way, kind: str = "uphold", **data: Any) -> None:
    drafting(way)
    way.go("examine", 8)
    way.go("decide", 9, kinds=[way.option("decision", kind)], **data)


def accepted_then(verb: str, **data: Any) -> Callable[[Way], None]:
    def go(way: Way) -> None:
        way.go("accept", 1)
        way.go(verb, 5, **data)

    return go


def suspended(way: Way) -> None:
    review(way)
    way.go("suspend", 10, ground=way.option("suspension", "death"))


def dismissed(way: Way) -> None:
    way.go("accept", 1)
    way.go("dismiss", 5, ground=way.option("dismissal", "application"))


def not_accepted(way: Way) -> None:
    way.go("refuse", 1, ground=way.option("refusal", "late"))


def not_handled_again(way: Way) -> None:
    way.go("decline_repeat", 1, earlier_case=way.case.earlier_case)


LEADS: dict[str, Callable[[Way], Any]] = {
    "received": lambda way: None,
    "supplement": supplement,
    "abandoned": abandoned,
    "not_accepted": not_accepted,
    "told_elsewhere": lambda way: way.go("tell_elsewhere", 1, competent="省政府"),
    "forwarded": lambda way: way.go("forward", 1, addressee="省政府"),
    "pre_withdrawn": lambda way: way.go("withdraw_early", 1),
    "self_corrected": lambda way: way.go("self_correct", 1, what="撤销处罚"),
    "not_handled_again": not_handled_again,
    "accepted": lambda way: way.go("accept", 1),
    "await_reply": await_reply,
    "review": review,
    "suspended": suspended,
    "drafting": drafting,
    "decided": decided,
    "dismissed": dismissed,
    "mediated": accepted_then("mediate", terms="退还", is_discretionary=True),
    "terminated": accepted_then("withdraw", why="自愿"),
    "elevated": accepted_then("elevate", superior="国务院部门", why="重大"),
}
# States that only some rule sets have, and by which channel a state needs the application.
ONLY = {"told_elsewhere": ["A"], "self_corrected": ["B2"], "not_handled_again": ["B2"],
        "elevated": ["B1", "B2"]}  # fmt: skip
EVERY = [(state, code) for state in LEADS for code in ONLY.get(state, list(BEGIN))]


def way_to(receive: Callable[..., Case], act: Act, state: str, rule_set: str) -> Way:
    """A case in a state."""
    facts: dict[str, Any] = {}
    if state in {"forwarded", "self_corrected"}:
        facts["channel"] = "county" if rule_set == "A" else "agency"
    if state == "not_handled_again":
        facts["earlier_case"] = receive(BEGIN[rule_set].isoformat())
    way = Way(receive, act, rule_set, **facts)
    way.to(state)
    return way


def decided_way(receive: Callable[..., Case], act: Act, kind: str = "uphold",
                rule_set: str = "B2", days: int | None = None, **facts: Any) -> Way:  # fmt: skip
    """A case decided by one kind on the tenth day."""
    way = Way(receive, act, rule_set, **facts)
    decided(way, kind, **{"redo_days": days} if days else {})
    return way


def served(way: Way, name: str = "张三", number: int = 11, mode: str = "direct") -> Case:
    """The decision served on somebody."""
    return way.go("serve", number, service=Service(party_name=name, mode=mode))
