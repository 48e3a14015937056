"""Inventing cases: all of them in one transaction, by as many processes as are worth it."""

from collections.abc import Callable, Iterator
from datetime import date

from django.db import connection, transaction
from django.utils.translation import override

from lawgov.organs.models import Organ
from reconsideration.models import Case, Series
from reconsideration.sample.dice import Dice
from reconsideration.sample.law import Law
from reconsideration.sample.loading import writing
from reconsideration.sample.offices import Office, find_offices, keep_counters
from reconsideration.sample.plan import Plan, governments, plan_cases
from reconsideration.sample.shares import side_by_side
from reconsideration.sample.sheets import written_tables
from reconsideration.sample.world import World

SHARES = 2  # the same on every machine, so that the same seed gives the same keys
WORTH_IT = 10_000  # cases for which other processes are started


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
    to_empty = count > Case.objects.count()
    with override("zh-hans"), writing(written_tables(), to_empty=to_empty) as writer:
        offices = find_offices(governments(organ), seed)
        plan = plan_cases(Dice(seed), offices, count, years, today)
        keep_counters(given(plan, offices))
        law = Law()
        worlds = [
            World(law, offices, plan, today.toordinal(), share, SHARES) for share in range(SHARES)
        ]
        done = 0
        for number, batches in side_by_side(worlds, count >= WORTH_IT):
            writer.put(batches)
            done += number
            told(done)
    return done


def lock() -> None:
    """Keep other writers of cases away until all are written; readers go on."""
    if connection.vendor == "postgresql":
        tables = ", ".join(f'"{model._meta.db_table}"' for model in (Series, Case))
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")


def given(plan: Plan, offices: list[Office]) -> Iterator[tuple[Office, int]]:
    """For each case its office and year, in whose series it gets its number."""
    years = {day: date.fromordinal(day).year for day in set(plan.days)}
    pairs = zip(plan.offices, plan.days, strict=True)
    return ((offices[place], years[day]) for place, day in pairs)
