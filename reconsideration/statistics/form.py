"""The filled form: rows, total, organs, identities and rates."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from lawgov.organs.models import Organ
from reconsideration.models import FormColumn, FormVersion, Setting
from reconsideration.statistics.checks import Check, Rate, check, check_rows, formulas_of, rate
from reconsideration.statistics.columns import COLUMNS
from reconsideration.statistics.counting import Numbers, add_up, count
from reconsideration.statistics.rows import Head, rows_of
from reconsideration.statistics.spans import Base, Question, Reach

TREE = ["carried_in", "received", "accepted", "closed", "pending"]


@dataclass(frozen=True)
class Row:
    """One row of the form with its numbers by the columns' codes."""

    head: Head
    numbers: Numbers

    @property
    def is_empty(self) -> bool:
        """Whether no case of the period or before it has to do with the row."""
        return not any(self.numbers.values())


@dataclass(frozen=True)
class OrganRow:
    """What an organ right below the one that is asked of, with all below it, contributes."""

    organ: Organ
    numbers: Numbers
    is_own: bool = False

    @property
    def name(self) -> str:
        """The organ, or that these are its own cases."""
        own = _("%(organ)s (own cases)") % {"organ": self.organ}
        return own if self.is_own else str(self.organ)


@dataclass(frozen=True)
class Statistics:
    """A form as filled for a question."""

    question: Question
    version: FormVersion
    columns: list[FormColumn]
    memoranda: list[FormColumn]
    rows: list[Row]
    total: Numbers
    checks: list[Check]
    rates: list[Rate]
    organs: list[OrganRow] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all to count."""
        return not any(self.total.values())

    @property
    def broken(self) -> list[Check]:
        """The identities that do not hold."""
        return [one for one in self.checks if not one.is_good]


def default_base() -> str:
    """The base that the office's settings choose."""
    value = Setting.read("breakdown_base")
    return value if value in Base.values else Base.ACCEPTED


def columns_of(version: FormVersion) -> tuple[list[FormColumn], list[FormColumn]]:
    """The columns of a version, and the memorandum columns that it does not have itself."""
    rows = FormColumn.objects.filter(form=version) | FormColumn.objects.filter(form=None)
    listed = [row for row in rows.order_by("rank", "pk") if row.code in COLUMNS]
    own = [row for row in listed if row.form_id]
    codes = {row.code for row in own}
    return own, [row for row in listed if not row.form_id and row.code not in codes]


def count_total(question: Question) -> Numbers:
    """Every column for all fields of administration together."""
    return add_up(count(question).by_field.values(), COLUMNS)


def count_rates(question: Question, total: Numbers) -> list[Rate]:
    """The rates of a total, by the version of the form that the question's last day has."""
    version = FormVersion.objects.all().of_year(question.span.last.year)
    return [rate(one, total) for one in formulas_of(version) if one.is_rate]


def fill(question: Question) -> Statistics:
    """Fill the form that is valid in the year of the last day."""
    year = question.span.last.year
    version = FormVersion.objects.all().of_year(year)
    columns, memoranda = columns_of(version)
    codes = list(COLUMNS)
    counted = count(question)
    found = counted.by_field
    total = add_up(found.values(), codes)
    rows = [
        Row(head, add_up((found[pk] for pk in head.fields if pk in found), codes))
        for head in rows_of(year)
    ]
    summed = add_up((row.numbers for row in rows), codes)
    organs = organs_of(question, counted.by_organ)
    whole = total | {f"tree_{code}": n for code, n in tree_of(question, organs, total).items()}
    named = [(row.head.name, row.numbers) for row in rows if not row.is_empty]
    formulas = formulas_of(version)
    checks = [check(one, whole, named) for one in formulas if not one.is_rate]
    checks.append(check_rows(total, summed, codes))
    rates = [rate(one, total) for one in formulas if one.is_rate]
    return Statistics(question, version, columns, memoranda, rows, total, checks, rates, organs)


def tree_of(question: Question, organs: list[OrganRow], total: Numbers) -> Numbers:
    """The sums over the organs; an organ asked of alone is its own sum."""
    if question.reach == Reach.OWN:
        return {code: total[code] for code in TREE}
    return add_up((row.numbers for row in organs), TREE)


def organs_of(question: Question, found: dict[int, Numbers]) -> list[OrganRow]:
    """The organ's own cases and those of each organ right below it, with all below that."""
    realm = question.organ.realm
    paths = Organ.objects.in_bulk(list(found))
    parts: dict[str, list[Numbers]] = {}
    for pk, numbers in found.items():
        below = paths[pk].path.removeprefix(realm.path).split("/")[0]
        is_office = paths[pk].parent_id == realm.pk and paths[pk].kind in Organ.OFFICES
        parts.setdefault("" if is_office else below, []).append(numbers)
    known = {organ.code: organ for organ in Organ.objects.filter(code__in=parts)}
    rows = [
        OrganRow(known.get(code, realm), add_up(numbers, TREE), code == "")
        for code, numbers in parts.items()
    ]
    return sorted(rows, key=lambda row: (not row.is_own, row.organ.code))
