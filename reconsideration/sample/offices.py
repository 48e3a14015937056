"""The offices that handle invented cases, and who works there."""

from collections import deque
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
NO_YEAR, NO_SERIAL = 9998, 987654


class Earlier(NamedTuple):
    """What later cases of the office may refer to."""

    case_id: int
    number: str
    facts: dict[str, Any]
    parties: list[dict[str, Any]]
    under_way: tuple[int, int]
    may_lead: bool


@dataclass
class Office:
    """A government that decides reconsideration cases, with its staff and its counters."""

    organ: Organ
    scopes: dict[str, int | None]
    pattern: str
    staff: dict[str, list[int]]
    names: dict[int, str]
    below: list[Organ]
    departments: dict[str, int]
    serials: dict[int, int] = field(default_factory=dict)
    recent: deque[Earlier] = field(default_factory=lambda: deque(maxlen=20))

    def number(self, year: int) -> str:
        """The next case number of a year, as the office writes it."""
        self.serials[year] = self.serials.get(year, 0) + 1
        return self.pattern.replace(str(NO_YEAR), str(year)).replace(
            str(NO_SERIAL), str(self.serials[year])
        )


def find_offices(organs: list[Organ], dice: Dice) -> list[Office]:
    """Governments as offices, with their real staff or, where there is none, invented staff."""
    staff = staff_of(organs, dice)
    series: dict[int, dict[int, int]] = {}
    for row in Series.objects.filter(kind=numbering.CASE).order_by("pk"):
        series.setdefault(row.organ_id, {})[row.year] = row.last
    governments = Organ.objects.filter(kind=Organ.Kind.GOVERNMENT).order_by("code")
    departments = dict(Organ.objects.filter(kind=Organ.Kind.DEPARTMENT).values_list("name", "pk"))
    names = {user.pk: str(user) for user in User.objects.order_by("pk")}
    offices = []
    for organ in organs:
        placed = Case()
        placed.place_in(organ)
        scopes = {name: getattr(placed, name) for name in ("province_id", "city_id", "county_id")}
        pattern = numbering.written(
            organ=organ, kind=numbering.CASE, year=NO_YEAR, serial=NO_SERIAL
        )
        serials = series.get(organ.pk, {})
        below = [row for row in governments if row.parent_id == organ.pk]
        offices.append(
            Office(organ, scopes, pattern, staff[organ.pk], names, below, departments, serials)
        )
    return offices


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


def keep_counters(offices: list[Office]) -> None:
    """Advance the counters of the series to the last numbers given."""
    rows = [
        Series(organ=office.organ, kind=numbering.CASE, year=year, last=last)
        for office in offices
        for year, last in sorted(office.serials.items())
    ]
    Series.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["organ", "kind", "year"],
        update_fields=["last"],
    )
