"""The offices that handle invented cases, and who works there."""

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from simple_history.utils import bulk_create_with_history

from lawgov.accounts.models import User
from lawgov.organs.models import Organ
from reconsideration import numbering
from reconsideration.models import Case, Series
from reconsideration.sample.dice import Dice
from reconsideration.sample.words import invented_name

# What there is to do, the permission it needs, and the role of those who do it.
DUTIES = {
    "handle": ("handle_case", "承办人"),
    "examine": ("examine_case", "审核人"),
    "sign": ("sign_case", "签发人"),
}
SECOND = "second"  # the colleague who examines a case with its handler
YEAR, SERIAL = "9998", "987654"  # stand in a pattern for those to come


class Earlier(NamedTuple):
    """What later cases of the office may refer to."""

    case_id: int
    number: str
    facts: dict[str, Any]
    parties: list[dict[str, Any]]
    words: list[str]
    under_way: tuple[int, int]
    may_lead: bool


@dataclass(eq=False)
class Office:
    """A government that decides reconsideration cases, with its staff and its counters."""

    organ: Organ
    scopes: dict[str, int | None]
    dice: Dice
    patterns: tuple[str, str]
    staff: dict[str, list[int]]
    names: dict[int, str]
    below: list[Organ]
    departments: dict[str, int]
    serials: dict[int, int] = field(default_factory=dict)
    recent: deque[Earlier] = field(default_factory=lambda: deque(maxlen=20))

    def number(self, year: int) -> tuple[str, str]:
        """The next case number of a year, as the office writes it and as it is searched."""
        serial = self.serials[year] = self.serials.get(year, 0) + 1
        exact, loose = (
            pattern.replace(YEAR, str(year)).replace(SERIAL, str(serial))
            for pattern in self.patterns
        )
        return exact, loose


def find_offices(organs: list[Organ], seed: int) -> list[Office]:
    """Governments as offices, with their real staff or, where there is none, invented staff."""
    staff = staff_of(organs, Dice(seed))
    series: dict[int, dict[int, int]] = {}
    for row in Series.objects.filter(kind=numbering.CASE).order_by("pk"):
        series.setdefault(row.organ_id, {})[row.year] = row.last
    governments = Organ.objects.filter(kind=Organ.Kind.GOVERNMENT).order_by("code")
    departments = dict(Organ.objects.filter(kind=Organ.Kind.DEPARTMENT).values_list("name", "pk"))
    names = {user.pk: str(user) for user in User.objects.order_by("pk")}
    offices = []
    for organ in organs:
        pattern = numbering.written(
            organ=organ, kind=numbering.CASE, year=int(YEAR), serial=int(SERIAL)
        )
        office = Office(
            organ=organ,
            dice=Dice(f"{seed} {organ.code}"),
            scopes=scopes_of(organ),
            patterns=(pattern, numbering.loosely(pattern)),
            staff=staff[organ.pk],
            names=names,
            below=[row for row in governments if row.parent_id == organ.pk],
            departments=departments,
            serials=series.get(organ.pk, {}),
        )
        offices.append(office)
    return offices


def scopes_of(organ: Organ) -> dict[str, int | None]:
    """The province, the city and the county that a case of the organ is kept under."""
    placed = Case()
    placed.place_in(organ)
    return {name: getattr(placed, name) for name in ("province_id", "city_id", "county_id")}


def staff_of(organs: list[Organ], dice: Dice) -> dict[int, dict[str, list[int]]]:
    """By organ and duty, who may do it; missing people are invented as disabled accounts."""
    found: dict[int, dict[str, list[int]]] = {
        organ.pk: {duty: [] for duty in (*DUTIES, SECOND)} for organ in organs
    }
    for duty, (permission, _role) in DUTIES.items():
        users = User.objects.filter(is_active=True, groups__permissions__codename=permission)
        for user in users.select_related("organ__parent").distinct().order_by("pk"):
            realm = user.organ.realm if user.organ is not None else None
            if realm is not None and realm.pk in found:
                found[realm.pk][duty].append(user.pk)
    for duties in found.values():
        heads = {*duties["examine"], *duties["sign"]}
        duties["handle"] = [pk for pk in duties["handle"] if pk not in heads]
    missing = [
        (organ, duty) for organ in organs for duty, there in found[organ.pk].items() if not there
    ]
    for organ, duty, user in hire(missing, dice):
        found[organ.pk][duty].append(user.pk)
    return found


def hire(missing: list[tuple[Organ, str]], dice: Dice) -> list[tuple[Organ, str, User]]:
    """Accounts of invented people, who did what is told of them and can never sign in."""
    names = [(f"sample-{organ.code}-{duty}", organ, duty) for organ, duty in missing]
    known = User.objects.in_bulk([name for name, _organ, _duty in names], field_name="username")
    nobody = make_password(None)
    users = [
        User(username=name, name=invented_name(dice), organ=organ, is_active=False,
             password=nobody) for name, organ, _duty in names if name not in known
    ]  # fmt: skip
    made = bulk_create_with_history(users, User, default_change_reason="sample")
    known |= {user.username: user for user in made}
    hired = [(organ, duty, known[name]) for name, organ, duty in names]
    roles = {duty: role for duty, (_permission, role) in DUTIES.items()}
    for role in set(roles.values()):
        them = [one for _organ, duty, one in hired if roles.get(duty, roles["handle"]) == role]
        Group.objects.get(name=role).user_set.add(*them)
    return hired


def keep_counters(given: Iterable[tuple[Office, int]]) -> None:
    """Advance the counters of the series by the numbers that will be given in their years."""
    rows = [
        Series(organ=office.organ, kind=numbering.CASE, year=year,
               last=office.serials.get(year, 0) + count)
        for (office, year), count in Counter(given).items()
    ]  # fmt: skip
    Series.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["organ", "kind", "year"],
        update_fields=["last"],
    )
