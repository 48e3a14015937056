"""How a document stands on a day: by its dates, in Python and in the database alike."""

from datetime import date, timedelta
from random import Random

import pytest

from lawgov.organs.models import Organ
from normative.models import (
    ENDED,
    Document,
    Life,
    Lights,
    Standing,
    State,
    last_day_of_term,
)
from normative.registering import type_of
from tests.normative.conftest import day
from tests.tables import table

ROWS = table("normative_standings.csv")
FAR = 180
BEGIN = date(2024, 1, 1)


def life_of(row: dict[str, str]) -> Life:
    return Life(row["state"], *(day(row[name]) for name in Life._fields[1:]))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['state']}-{row['on']}")
def test_a_document_stands_on_a_day_as_its_dates_say(row):
    on = date.fromisoformat(row["on"])

    assert life_of(row).standing(on, alert_days=FAR) == row["expected"]


def test_the_table_shows_every_standing():
    assert {row["expected"] for row in ROWS} == set(Standing.values)


def written(lives: list[Life]) -> None:
    """Documents of these lives, as the moves would have left them."""
    organ = Organ.objects.get(code="140100")
    rows = []
    for number, life in enumerate(lives):
        one = Document(title=f"太原市办法{number}", title_type=type_of("办法"), kind="government",
                       level=organ.level, **life._asdict())  # fmt: skip
        one.place_in(organ)
        one.settle_days(BEGIN)
        rows.append(one)
    Document.objects.bulk_create(rows)


def found(on: date) -> dict[str, int]:
    """The one standing that the database gives each document."""
    out: dict[str, int] = {}
    for standing in Standing:
        rows = Document.objects.all().standing(standing, on=on, until=on + timedelta(FAR))
        for title in rows.values_list("title", flat=True):
            assert title not in out, (title, standing, out[title])
            out[title] = standing
    return out


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['state']}-{row['on']}")
def test_the_database_finds_it_under_the_same_standing(shipped, row):
    written([life_of(row)])

    assert found(date.fromisoformat(row["on"])) == {"太原市办法0": row["expected"]}


def invented(random: Random) -> Life:
    """Any life that the constraints allow."""
    days = [None, *(BEGIN + timedelta(n * 50) for n in range(9))]
    state = random.choice(State.values)
    published = random.choice(days[1:] if state not in {"draft", "void"} else [None])
    effective = random.choice(days[1:])
    expires = random.choice([None, *(d for d in days[1:] if d >= effective)])
    ended = random.choice(days[1:]) if state in ENDED else None
    return Life(state, published, effective, expires, ended, random.choice(days),
                random.choice(days))  # fmt: skip


def test_database_and_dates_agree_on_any_life_and_day(shipped):
    random = Random(7)
    lives = [invented(random) for _number in range(300)]
    written(lives)

    for on in (BEGIN + timedelta(n * 60) for n in range(-1, 9)):
        expected = {f"太原市办法{n}": life.standing(on, alert_days=FAR)
                    for n, life in enumerate(lives)}  # fmt: skip
        assert found(on) == expected
        in_force = set(Document.objects.in_force(on).values_list("title", flat=True))
        assert in_force == {t for t, s in expected.items()
                            if s in {"in_force", "expiring", "amended"}}  # fmt: skip


@pytest.mark.parametrize("row", table("normative_terms.csv"), ids=lambda row: row["effective_on"])
def test_a_term_of_years_ends_on_the_day_before_its_day(row):
    last = last_day_of_term(date.fromisoformat(row["effective_on"]), int(row["years"]))

    assert last == date.fromisoformat(row["expected"])


@pytest.mark.parametrize(
    ("left", "light"),
    [(-1, "overdue"), (0, "red"), (30, "red"), (31, "yellow"), (90, "yellow"), (91, "soon"),
     (180, "soon"), (181, "green")],
)  # fmt: skip
def test_lights_follow_the_days_left(left, light):
    lights = Lights.on(BEGIN, {})

    assert lights.of(BEGIN + timedelta(left)) == light
    assert lights.of(None) == "none"


def test_lights_follow_the_offices_own_days():
    lights = Lights.on(BEGIN, {"alert_far_days": "100", "alert_urgent_days": "10"})

    assert (lights.far, lights.near, lights.urgent) == (100, 90, 10)
    assert lights.until == BEGIN + timedelta(100)
