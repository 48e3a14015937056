"""Leading an invented matter along its track, as an office would lead it."""

from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from django.contrib.auth.models import Group

from lawgov.accounts.models import User
from lawgov.organs.models import Organ
from normative.matters import machine_of, parts
from normative.matters.base import EXAMINE
from normative.matters.working import reviewers_of
from normative.models import Handling, Matter, Option, Presence, Result, Track

OPINIONS = {
    Track.GOVERNMENT: [("o1", 4), ("o2", 5), ("o3", 1)],
    Track.DEPARTMENT: [("agree", 4), ("agree_amended", 4), ("disagree", 1)],
}
CONCLUSIONS = [("b0", 7), ("b1", 1), ("b2", 2), ("b4", 1)]


class Later(Exception):
    """What comes next has not happened by today."""


class Lead:
    """Leads one matter along its track, a few days from move to move, until today."""

    def __init__(self, random: Random, matter: Matter, staff: "Staff", today: date) -> None:
        self.random, self.matter, self.staff, self.today = random, matter, staff, today
        self.day = matter.received_on

    def act(self, verb: str, *, low: int = 0, high: int = 3, **data: Any) -> None:
        """Make a move some days on; raises `Later` where that day has not come."""
        self.day += timedelta(self.random.randint(low, high))
        if self.day > self.today:
            raise Later
        self.matter = machine_of(self.matter).make(
            self.matter, verb, by=self.staff.first, on=self.day, today=self.today, **data
        )

    def hand_in(self) -> None:
        """Everything on the checklist is there."""
        items = parts.checklist(self.matter, self.day)
        entries = dict.fromkeys(items, (Presence.PRESENT.value, ""))
        parts.set_materials(self.matter, entries, by=None)

    def look(self, *, passes: bool) -> None:
        """Find something at every review point; where it does not pass, at one of them."""
        points = parts.points_for(self.matter, self.matter.received_on)
        on_day = {*parts.points_for(self.matter, self.day), *points}
        wrong = None if passes else self.random.choice(points)
        parts.set_points(
            self.matter,
            {
                point: (Result.AMEND.value, point.article, "缺少上位法依据。")
                if point == wrong
                else (Result.PASS.value, point.article, "")
                for point in on_day
            },
            by=None,
        )

    def advise(self) -> None:
        """One to three points of the opinion."""
        for number in range(self.random.randint(1, 3)):
            parts.add_advice(
                self.matter, clause=f"第{'三五八'[number]}条", problem="所设义务没有上位法依据。",
                text="建议删去，或者写明所依据的法律、法规条款。", by=None,
            )  # fmt: skip

    def answer(self) -> None:
        """The drafter answers every point, most of them by following it."""
        for one in self.matter.advice.filter(adoption=""):
            adoption = self.random.choices(["full", "part", "no"], [8, 2, 1])[0]
            reason = "" if adoption == "full" else "其余内容另有依据。"
            parts.answer_advice(one, adoption=adoption, reason=reason, on=self.day,
                                today=self.today, by=None)  # fmt: skip

    def review(self) -> None:
        """A draft from its receipt to its publication."""
        self.hand_in()
        track = Track(self.matter.track)
        self.act("receive" if track == Track.GOVERNMENT else "accept")
        if self.random.random() < 0.3:
            self.act("consult", kind="consult", addressee="有关部门", content="请提出意见。")
            self.act("resume", low=2, high=5)
        codes, weights = zip(*OPINIONS[track], strict=True)
        opinion = option("opinion", self.random.choices(codes, weights)[0])
        self.look(passes=opinion.effect == "proceed")
        if opinion.effect == "answer":
            self.advise()
        self.act("propose", low=1, high=5, opinion=opinion, second_reviewer=self.staff.second,
                 summary="经审查，意见如下。")  # fmt: skip
        self.act("issue", opinion=opinion)
        if opinion.effect == "stop":
            return
        if opinion.effect == "answer":
            self.day += timedelta(2)
            if self.day > self.today:
                raise Later
            self.answer()
            self.act("answer")
        self.publish()

    def publish(self) -> None:
        """Deliberated where the government decides, numbered, published, archived."""
        if self.matter.track == Track.GOVERNMENT:
            self.act("deliberate", low=3, high=12, meeting="政府常务会议", result="passed")
        number = f"虚构字〔{self.day.year}〕{self.matter.pk}号"
        self.act("number", number=number, register_number=f"XGGF-{self.day.year}-{self.matter.pk}",
                 signed_on=self.day, signatory="某某")  # fmt: skip
        begins = self.day + timedelta(31)
        self.act("publish", low=0, high=0, effective_on=begins,
                 expires_on=begins.replace(year=begins.year + 5) - timedelta(1),
                 published_in="政府公报")  # fmt: skip
        if self.random.random() < 0.9:
            self.act("archive", low=5, high=20, filed_on=self.day, archive_number="虚构档")

    def file(self) -> None:
        """A document from the duty to file it to the conclusion."""
        self.act("file", low=2, high=17)
        present = parts.checklist(self.matter, self.day)
        if self.random.random() < 0.15:
            self.act("check_form", present=present[1:])
            self.act("ask_supplement")
            self.act("take_supplement", low=3, high=10)
        self.act("check_form", present=present)
        self.act("register")
        self.act("start", low=1, high=5)
        codes, weights = zip(*CONCLUSIONS, strict=True)
        conclusion = option("conclusion", self.random.choices(codes, weights)[0])
        self.day += timedelta(self.random.randint(5, 24))
        self.look(passes=conclusion.code == "b0")
        if conclusion.code != "b0":
            self.advise()
        self.act("conclude", conclusion=conclusion, summary="经审查，意见如下。")
        if conclusion.code != "b0":
            self.act("send_opinion")
            self.act("report", low=5, high=28, handling=Handling.EXPLAINED)
        self.act("archive")

    def suggest(self) -> None:
        """A suggestion from its receipt to the answer."""
        if self.random.random() < 0.2:
            self.act("pass_on", addressee="有权审查的机关")
            return
        self.act("judge")
        self.act("start", low=1, high=4)
        self.day += timedelta(self.random.randint(5, 20))
        self.look(passes=True)
        self.act("conclude", conclusion=option("conclusion", "b0"), summary="未发现问题。")
        self.act("feed_back")


def option(kind: str, code: str) -> Option:
    return Option.objects.get(list=kind, code=code)


class Staff(NamedTuple):
    """Who reviews, and who looks at opinions again."""

    first: User
    second: User


def staff_of(body: Organ) -> Staff:
    """The review body's people; invented, unable to log in, where there is nobody."""
    first = reviewers_of(body).first() or hire(body, "review", "承办人")
    others = reviewers_of(body, EXAMINE).exclude(pk=first.pk)
    return Staff(first, others.first() or hire(body, "second", "审核人"))


def hire(body: Organ, duty: str, role: str) -> User:
    """An invented person of the review body."""
    office = body.children.filter(kind__in=Organ.OFFICES).first() or body
    user, made = User.objects.get_or_create(
        username=f"sample-{body.code}-{duty}", defaults={"name": role, "organ": office}
    )
    if not made:
        return user
    user.set_unusable_password()
    user.save()
    user.groups.add(Group.objects.get(name=role))
    return user
