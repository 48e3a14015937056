"""How things are timed: medians of things done in turns, as ratios in one run."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client

from lawgov.accounts.models import User
from lawgov.organs.models import Organ

Work = Callable[[], object]


@dataclass
class Row:
    """A line of the table: what, how long, against what, the target, and whether it was met.

    `is_met` is nothing where only a figure is wanted; `is_asked` marks the
    targets whose miss fails the run.
    """

    what: str
    seconds: float
    against: str = ""
    ratio: float | None = None
    target: str = ""
    is_met: bool | None = None
    is_asked: bool = False

    @property
    def has_failed(self) -> bool:
        return self.is_asked and self.is_met is False

    def cells(self) -> list[str]:
        """The line as words."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        verdict = {None: "", True: "met", False: "MISSED"}[self.is_met]
        return [self.what, spell(self.seconds), ratio, self.against, self.target, verdict]


def spell(seconds: float) -> str:
    """A time in the unit that fits."""
    if not seconds:
        return ""
    if seconds < 0.0005:
        return f"{seconds * 1e6:.1f} us"
    return f"{seconds * 1000:.1f} ms" if seconds < 2 else f"{seconds:.1f} s"


def timed(work: Work) -> float:
    """How long something takes, once."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def median(work: Work, runs: int = 15) -> float:
    """The median of some runs after one that warms up."""
    work()
    return statistics.median(timed(work) for _run in range(runs))


def in_turns(*works: Work, runs: int = 15) -> list[float]:
    """The medians of several things done in turns, so that all meet the same machine."""
    for work in works:
        work()
    rounds = [[timed(work) for work in works] for _run in range(runs)]
    return [statistics.median(times) for times in zip(*rounds, strict=True)]


def beat() -> None:
    """A little work that no data can slow down: how fast the machine is now."""
    found: dict[int, int] = {}
    for number in range(100_000):
        found[number & 1023] = number


def sql_of(rows: Any) -> Work:
    """A queryset's SQL, straight from the driver, all rows fetched."""
    sql, params = rows.query.sql_with_params()

    def run() -> object:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()

    return run


def reader(code: str, name: str, *, is_superuser: bool = False) -> Client:
    """A client logged in as somebody of an organ."""
    user, made = User.objects.get_or_create(
        username=name, defaults={"organ": Organ.objects.get(code=code), "name": name,
                                 "is_superuser": is_superuser, "is_staff": is_superuser},
    )  # fmt: skip
    if made:
        user.groups.add(Group.objects.get(name="审核人"))
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, address: str) -> Work:
    """A whole request; anything but 200 ends the run."""

    def run() -> object:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        return response

    return run
