"""Inventing cases: when they arrive, at which office, and what becomes of each."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils.translation import override

from lawgov.organs.models import Organ
from reconsideration.models import Case, Series
from reconsideration.numbering import loosely
from reconsideration.sample.after import follow
from reconsideration.sample.beginning import take_in
from reconsideration.sample.course import Course, Later
from reconsideration.sample.dice import Dice, Wheel
from reconsideration.sample.end import EARLY, close_case, endings_of
from reconsideration.sample.facts import add_party, fields_in, invent_facts, invent_parties
from reconsideration.sample.law import Book, Law
from reconsideration.sample.loading import writing
from reconsideration.sample.middle import examine, send_copy, take_reply
from reconsideration.sample.offices import Earlier, Office, find_offices, keep_counters
from reconsideration.sample.sheets import Sheets, moment, written_tables
from reconsideration.searching import pairs_of, words_of

BATCH = 2000
# How many cases come to an office, by its level.
SHARES = {
    Organ.Level.PROVINCE: 14.0,
    Organ.Level.PREFECTURE: 5.0,
    Organ.Level.COUNTY: 1.0,
}
OPEN_END = 3_000_000


@transaction.atomic
def invent_cases(
    *,
    count: int,
    years: tuple[int, int],
    seed: int,
    today: date,
    organ: Organ | None = None,
    told: Callable[[int], None] = lambda number: None,
) -> int:
    """Invent cases of the years up to today, all of them or none; returns how many.

    The same seed gives the same cases. Cases of the last months are still under
    way. `told` is called with the number written so far.
    """
    lock()
    dice = Dice(seed)
    days = arrivals(dice, count, years, today)
    to_empty = len(days) > Case.objects.count()
    with override("zh-hans"), writing(written_tables(), to_empty=to_empty) as writer:
        offices = find_offices(list(governments(organ)), dice)
        world = World(dice, Law(), offices, today.toordinal())
        for number, day in enumerate(days, 1):
            world.invent(day)
            if number % BATCH == 0 or number == len(days):
                writer.put(world.sheets.taken())
                told(number)
        writer.wait()
        keep_counters(offices)
    return len(days)


def lock() -> None:
    """Keep other writers of cases away until all are written; readers go on."""
    if connection.vendor == "postgresql":
        tables = ", ".join(f'"{model._meta.db_table}"' for model in (Series, Case))
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")


def governments(organ: Organ | None) -> Iterator[Organ]:
    """The governments that decide cases: one, or all of the province."""
    rows = Organ.objects.filter(kind=Organ.Kind.GOVERNMENT, level__in=SHARES)
    if organ is not None:
        rows = rows.filter(pk=organ.pk)
    return rows.select_related("parent__parent").order_by("code").iterator()


def arrivals(dice: Dice, count: int, years: tuple[int, int], today: date) -> list[int]:
    """The days on which cases arrive: mostly working days, and more of them every year."""
    first = date(years[0], 1, 1).toordinal()
    last = min(date(years[1], 12, 31), today).toordinal()
    if last < first:
        return []
    span = range(first, last + 1)
    weights = [
        (0.03 if day % 7 in (6, 0) else 1) * growth(date.fromordinal(day).year) for day in span
    ]
    return sorted(dice.choices(span, weights, k=count))


def growth(year: int) -> float:
    """How much more there is in a year than in 2013; the revised law doubled it."""
    return 1 + 0.1 * (year - 2013) + (2.2 if year >= 2024 else 0)


class World:
    """Everything invented cases have in common."""

    def __init__(self, dice: Dice, law: Law, offices: list[Office], today: int) -> None:
        self.dice, self.law, self.today = dice, law, today
        self.sheets = Sheets()
        self.offices = [(office, SHARES[Organ.Level(office.organ.level)]) for office in offices]
        self.by_year: dict[int, tuple[Wheel[Office], Wheel]] = {}
        self.endings = {
            (pk, elevates): endings_of(book.articles, book.is_revised, elevates)
            for pk, book in law.books.items()
            for elevates in (True, False)
        }

    def wheels(self, year: int) -> tuple[Wheel[Office], Wheel]:
        """The offices and the fields of administration that exist in a year."""
        if year not in self.by_year:
            offices = Wheel(pair for pair in self.offices if pair[0].organ.existed_in(year))
            self.by_year[year] = offices, fields_in(self.law.fields, year)
        return self.by_year[year]

    def invent(self, day: int) -> None:
        """One case that arrives on a day."""
        book = self.law.book_of(day)
        year = date.fromordinal(day).year
        offices, fields = self.wheels(year)
        if book is None or not offices.items:
            raise ValueError(date.fromordinal(day).isoformat())
        course = self.begin(book, offices.spin(self.dice), day, year)
        describe(course, fields.spin(self.dice), day, year)
        with suppress(Later):
            live(course)
        finish(course, day)

    def begin(self, book: Book, office: Office, day: int, year: int) -> Course:
        """A case with its number, its scopes and its people."""
        dice = self.dice
        people = {duty: dice.pick(found) for duty, found in office.staff.items()}
        elevates = office.organ.level != Organ.Level.PROVINCE
        ending = self.endings[book.rule_set.pk, elevates].spin(dice)
        case = self.sheets.cases.add({
            **office.scopes,
            "organ_id": office.organ.pk,
            "number": office.number(year),
            "rule_set_id": book.rule_set.pk,
            "state": "received",
            "handler_id": None if dice.chance(0.2) else people["handle"],
            "created_at": moment(day),
        })  # fmt: skip
        everybody = {**people, "nobody": None}
        return Course(self.law, book, office, self.sheets, dice, self.today, case, day,
                      ending=ending, people=everybody, reviewed_from=day)  # fmt: skip


def describe(course: Course, field: Any, day: int, year: int) -> None:
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
    for row in earlier.parties:
        if row["role"] in {"applicant", "representative"}:
            add_party(course, at, **{name: row[name] for name in SAME_PERSON})


def live(course: Course) -> None:
    """The case from its receipt to the archive, as far as it has come by today."""
    if take_in(course):
        send_copy(course)
        if course.ending in EARLY and course.dice.chance(0.35):
            close_case(course)
        else:
            take_reply(course)
            if course.state == "review":
                examine(course)
            close_case(course)
    follow(course)


def finish(course: Course, day: int) -> None:
    """Write everything down, and remember the case for those that refer to it."""
    course.write()
    case, parties = course.case, course.parties
    case["search_text"] = words_of(
        [case["number"], loosely(case["number"]), case["respondent_name"], case["act_name"],
         case["act_number"], loosely(case["act_number"])],
        [(row["name"], row["initials"]) for row in parties],
    )  # fmt: skip
    case["search_pairs"] = " ".join(pairs_of(case["search_text"]))
    under_way = (0, 0)
    if course.accepted:
        closed = course.closed if case["closed_on"] else OPEN_END
        under_way = (course.entered, closed)
    course.office.recent.append(
        Earlier(case["id"], case["number"], case, parties, under_way,
                bool(course.accepted) and case["lead_case_id"] is None)
    )  # fmt: skip
