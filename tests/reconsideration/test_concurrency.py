"""Two handlers at one case at the same moment: exactly one move is made, whole."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from lawgov.errors import Conflict
from reconsideration import moves
from reconsideration.models import Case, Clock, Letter, Move, Stop
from tests.reconsideration.conftest import TODAY, option

DAY = date(2026, 7, 6)
pytestmark = [
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite lets one writer in at a time."
    ),
    pytest.mark.django_db(transaction=True),
]


def at_once(*deeds):
    """Let everybody begin at the same moment, each with a connection of its own."""
    start = Barrier(len(deeds))

    def alone(deed):
        try:
            start.wait()
            deed()
            return "done"
        except (Conflict, ValidationError) as refusal:
            return type(refusal).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return Counter(pool.map(alone, deeds))


@pytest.fixture
def case(receive, act):
    return act(receive("2026-07-01"), "accept", "2026-07-02")


@pytest.mark.parametrize("version", [True, False])
def test_of_two_who_suspend_at_once_exactly_one_does(case, handler, version):
    seen = case.version if version else None

    def suspend(code):
        return lambda: moves.make(case, "suspend", by=handler, on=DAY, today=TODAY, version=seen,
                                  ground=option("suspension", code, "B2"))  # fmt: skip

    outcome = at_once(suspend("death"), suspend("force"))

    assert outcome == {"done": 1, "Stale" if version else "IllegalMove": 1}
    assert (Stop.objects.count(), Move.objects.filter(verb="suspend").count()) == (1, 1)
    case.refresh_from_db()
    ends = Clock.objects.filter(code="suspension_termination").count()
    assert (case.state, case.version, ends) == (
        "suspended", 3, int(case.stops.get().ground.code == "death"),
    )  # fmt: skip


def test_of_two_ways_to_end_a_case_exactly_one_ends_it(case, leader):
    def end(verb, **data):
        return lambda: moves.make(case, verb, by=leader, on=DAY, today=TODAY, **data)

    outcome = at_once(
        end("withdraw", why="自愿"),
        end("dismiss", ground=option("dismissal", "claim", "B2")),
        end("elevate", superior="国务院部门", why="重大"),
    )

    assert outcome == {"done": 1, "IllegalMove": 2}
    case.refresh_from_db()
    last = case.moves.last()
    assert (case.version, case.moves.count(), case.state) == (3, 3, last.to_state)
    assert case.clocks.exclude(code="elevation_files").filter(ended_on=None).count() == 0


def test_notes_of_two_persons_at_once_are_both_kept(case, handler):
    def send(subject):
        return lambda: moves.make(
            case, "send_letter", by=handler, on=DAY, today=TODAY,
            letter=Letter(kind="opinion", addressee="太原市公安局", subject=subject,
                          content="改正", received_on=DAY))  # fmt: skip

    outcome = at_once(*(send(f"意见{number}") for number in range(6)))

    assert outcome == {"done": 6}
    case.refresh_from_db()
    assert (case.version, case.moves.count(), case.letters.count()) == (8, 8, 6)
    assert case.clocks.filter(code="opinion_reply").count() == 6


def test_cases_registered_at_once_all_get_their_own_number(receive):
    outcome = at_once(*(lambda: receive("2026-07-02") for _turn in range(8)))

    numbers = set(Case.objects.values_list("number", flat=True))
    assert outcome == {"done": 8}
    assert numbers == {f"晋政复〔2026〕{serial}号" for serial in range(1, 9)}
