"""The command that invents cases: what it refuses, what it fills, what a demonstration shows."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from lawgov.accounts.intake import make_demonstration_accounts
from lawgov.accounts.models import User
from lawgov.organs.models import Organ
from reconsideration.listing import lamps_on
from reconsideration.models import INTAKE, UNDER_WAY, Case, Move, Party, Series
from reconsideration.numbering import take_number
from reconsideration.sample.shares import side_by_side
from tests.reconsideration.replaying import clear

TODAY = date(2026, 11, 20)


def sample(**options) -> None:
    call_command("sample", **{"cases": 20, "today": TODAY, "verbosity": 0, **options})


def lines() -> list[tuple]:
    """What the invented rows say, without their keys."""
    cases = Case.objects.order_by("pk").values_list("number", "state", "due_on", "request")
    moves = Move.objects.order_by("case", "pk").values_list("verb", "made_on", "made_at")
    parties = Party.objects.order_by("pk").values_list("name", "paper_number")
    return [*cases, *moves, *parties]


def test_the_same_seed_gives_the_same_cases(shipped):
    sample()
    first = lines()
    clear()
    Series.objects.all().delete()
    sample()
    second = lines()
    clear()
    Series.objects.all().delete()
    sample(seed=2)

    assert (len(first) > 200, second == first, lines() == first) == (True, True, False)


def test_cases_are_not_mixed_with_others_unless_that_is_meant(shipped):
    sample(organ="140000")

    with pytest.raises(CommandError, match="--add"):
        sample(organ="140000")
    sample(organ="140000", once=True)
    before = Case.objects.count()
    sample(organ="140000", add=True, cases=30)

    assert (before, Case.objects.count()) == (20, 50)
    assert Series.objects.count() == Case.objects.values("received_on__year").distinct().count()


def test_numbers_go_on_where_a_series_stands_and_the_next_case_goes_on_behind_them(shipped):
    province = Organ.objects.get(code="140000")
    Series.objects.create(organ=province, kind="case", year=2026, last=40)
    sample(organ="140000", years=(2026, 2026), cases=5)

    numbers = list(Case.objects.order_by("pk").values_list("number", flat=True))
    following = take_number(organ=province, kind="case", year=2026)

    assert numbers == [f"晋政复〔2026〕{n}号" for n in range(41, 46)]
    assert following.text == "晋政复〔2026〕46号"


@pytest.mark.parametrize(
    "options",
    [{"cases": 0}, {"cases": -1}, {"years": (2027, 2028)}, {"years": (2006, 2008)},
     {"organ": "nowhere"}, {"organ": "140000-fzb"}, {"organ": "140213"}],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_leaves_nothing(shipped, options):
    with pytest.raises(CommandError):
        sample(**options)

    assert Case.objects.count() == User.objects.filter(username__startswith="sample-").count() == 0


@pytest.mark.parametrize("text", ["2013-", "x", "2026-2013", "0", "-1"])
def test_years_that_cannot_be_read_are_refused(shipped, text):
    with pytest.raises(CommandError):
        call_command("sample", "--cases", "1", f"--years={text}")


def test_invented_staff_can_never_sign_in(shipped):
    sample(organ="140105")

    hired = User.objects.filter(username__startswith="sample-140105-")
    assert {user.username for user in hired} == {
        f"sample-140105-{duty}" for duty in ("handle", "examine", "sign", "second")
    }
    assert not any(user.is_active or user.has_usable_password() for user in hired)
    assert all(user.history.count() == 1 for user in hired)


def test_a_demonstration_shows_every_open_state_and_every_lamp(shipped, settings):
    settings.DEBUG = True
    make_demonstration_accounts()
    sample(cases=300, recent=500)
    handler = User.objects.get(username="handler")

    seen = Case.objects.visible_to(handler)
    lamps = lamps_on(TODAY)
    mine = {lamps.of(case.due_on) for case in seen.due().filter(handler=handler)}

    assert set(seen.open().values_list("state", flat=True)) == INTAKE | UNDER_WAY
    assert mine == {"overdue", "red", "yellow", "green"}
    assert seen.filter(handler=None, is_open=True).exists()


class Counting:
    """A share of some numbers, one of which may go wrong."""

    def __init__(self, numbers: list[int]) -> None:
        self.numbers = numbers

    def batches(self):
        for number in self.numbers:
            yield 1, 6 // number


@pytest.mark.parametrize("is_worth_it", [True, False])
def test_processes_side_by_side_make_the_same_as_one_after_the_other(is_worth_it):
    shares = [Counting([1, 2]), Counting([3])]

    assert sorted(side_by_side(shares, is_worth_it)) == [(1, 2), (1, 3), (1, 6)]
    with pytest.raises(ZeroDivisionError):
        list(side_by_side([Counting([1]), Counting([0])], is_worth_it))
