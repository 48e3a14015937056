"""One invented case after the other: what it is about, what becomes of it, how it is found."""

from collections.abc import Iterator
from datetime import date

from lawgov.copying import Batch
from lawgov.organs.models import Organ
from reconsideration.models import Option
from reconsideration.sample.after import follow
from reconsideration.sample.beginning import take_in
from reconsideration.sample.course import Course, Later
from reconsideration.sample.dice import Wheel
from reconsideration.sample.end import EARLY, close_case, endings_of
from reconsideration.sample.facts import add_party, fields_in, invent_facts, invent_parties
from reconsideration.sample.law import Book, Law
from reconsideration.sample.middle import examine, send_copy, take_reply
from reconsideration.sample.offices import Earlier, Office
from reconsideration.sample.plan import Plan
from reconsideration.sample.sheets import Sheets, moment
from reconsideration.searching import pairs_of, words_of

BATCH = 2000
OPEN_END = 3_000_000


class World:
    """The offices of one share of the plan, with everything that their cases need.

    Shares are independent of one another: each office has its own chances and its
    own earlier cases, and each share its own keys.
    """

    def __init__(
        self, law: Law, offices: list[Office], plan: Plan, today: int, share: int, shares: int
    ) -> None:
        self.law, self.offices, self.plan, self.today = law, offices, plan, today
        self.share, self.shares = share, shares
        self.sheets = Sheets(share, shares)
        self.first = self.sheets.cases.next - share
        self.fields: dict[int, Wheel[Option]] = {}
        self.endings = {
            (pk, elevates): endings_of(book.articles, book.is_revised, elevates)
            for pk, book in law.books.items()
            for elevates in (True, False)
        }

    def batches(self) -> Iterator[tuple[int, list[Batch]]]:
        """All cases of this share, some at a time, with how many they are."""
        done = 0
        for number, (day, place) in enumerate(zip(self.plan.days, self.plan.offices, strict=True)):
            if place % self.shares != self.share:
                continue
            self.sheets.cases.next = self.first + number
            self.invent(self.offices[place], day)
            done += 1
            if done == BATCH:
                yield done, self.sheets.taken()
                done = 0
        yield done, self.sheets.taken()

    def invent(self, office: Office, day: int) -> None:
        """One case that arrives at an office on a day."""
        year = date.fromordinal(day).year
        if year not in self.fields:
            self.fields[year] = fields_in(self.law.fields, year)
        course, loose = self.begin(self.law.book_of(day), office, day, year)
        describe(course, self.fields[year].spin(office.dice), day, year)
        live(course)
        finish(course, loose)

    def begin(self, book: Book, office: Office, day: int, year: int) -> tuple[Course, str]:
        """A case with its number, its scopes and its people."""
        dice = office.dice
        people = {duty: dice.pick(found) for duty, found in office.staff.items()}
        elevates = office.organ.level != Organ.Level.PROVINCE
        ending = self.endings[book.rule_set.pk, elevates].spin(dice)
        number, loose = office.number(year)
        case = self.sheets.cases.add({
            **office.scopes,
            "organ_id": office.organ.pk,
            "number": number,
            "rule_set_id": book.rule_set.pk,
            "state": "received",
            "handler_id": None if dice.chance(0.3) else people["handle"],
            "created_at": moment(day),
        })  # fmt: skip
        everybody = {**people, "nobody": None}
        course = Course(self.law, book, office, self.sheets, dice, self.today, case, day,
                        ending=ending, people=everybody, reviewed_from=day)  # fmt: skip
        return course, loose


def describe(course: Course, field: Option, day: int, year: int) -> None:
    """What the case is about, and who applies; now and then as in an earlier case."""
    at, office = moment(day), course.office
    if course.ending == "repeated":
        course.earlier = next((one for one in office.recent if not one.may_lead), None)
        course.ending = course.ending if course.earlier else "refusal"
    course.case |= invent_facts(course, field, day, year)
    if course.earlier is not None:
        repeat(course, course.earlier, at)
    else:
        course.case["headcount"] = invent_parties(course, office.organ.short_name, year, at)
    if course.ending in {"forwarded", "self_corrected"}:
        channel = "agency" if course.book.is_revised else "county"
        course.case |= {"channel": channel, "posted_on": None}
    course.sheets.cases.remember(course.case, "+", at, course.people["handle"])


SAME = ["respondent_id", "respondent_name", "respondent_level", "act_name", "act_number", "act_on",
        "act_kind_id", "field_id", "is_real_estate", "request", "headcount"]  # fmt: skip
SAME_PERSON = ["role", "being", "name", "paper", "paper_number", "address"]


def repeat(course: Course, earlier: Earlier, at: str) -> None:
    """The same applicants complain of the same act again."""
    course.case |= {name: earlier.facts[name] for name in SAME}
    course.words = earlier.words
    for row in earlier.parties:
        if row["role"] in {"applicant", "representative"}:
            add_party(course, at, **{name: row[name] for name in SAME_PERSON})


def live(course: Course) -> None:
    """The case from its receipt to the archive, as far as it has come by today."""
    try:
        if take_in(course):
            send_copy(course)
            if not (course.ending in EARLY and course.dice.chance(0.35)):
                take_reply(course)
                if course.state == "review":
                    examine(course)
            close_case(course)
        follow(course)
    except Later:
        return


def finish(course: Course, loose: str) -> None:
    """Write everything down, and remember the case for those that refer to it."""
    course.write()
    case, parties = course.case, course.parties
    names = [(row["name"], row["initials"]) for row in parties]
    case["search_text"] = words_of([case["number"], loose, *course.words], names)
    case["search_pairs"] = " ".join(pairs_of(case["search_text"]))
    under_way = (0, 0)
    if course.accepted:
        under_way = (course.entered, course.closed if case["closed_on"] else OPEN_END)
    may_lead = bool(course.accepted) and case["lead_case_id"] is None
    course.office.recent.append(
        Earlier(case["id"], case["number"], case, parties, course.words, under_way, may_lead)
    )
