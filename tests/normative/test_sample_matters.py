"""Invented matters went through their own moves, and fill the pages of a demonstration."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command

from lawgov.organs.models import Organ
from normative.models import Document, Matter, Track
from normative.sample import invent_documents
from normative.sample_matters import invent_matters

TODAY = date(2026, 11, 20)


@pytest.fixture
def invented(head) -> int:
    invent_documents(count=200, seed=2, today=TODAY)
    province = Organ.objects.get(code="140000")
    return invent_matters(count=60, seed=4, today=TODAY, organ=province)


def test_every_track_and_much_that_is_under_way(invented):
    found = Counter(Matter.objects.values_list("track", "is_open"))

    assert invented == 60
    for track in (Track.GOVERNMENT, Track.DEPARTMENT, Track.FILING, Track.SUGGESTION):
        assert found[track, True] + found[track, False] > 2, track
    assert Matter.objects.filter(is_open=True, due_on__isnull=False).count() > 5


def test_their_journals_join_and_lie_in_the_past(invented):
    for matter in Matter.objects.prefetch_related("moves"):
        moves = list(matter.moves.all())
        days = [move.made_on for move in moves]
        assert (moves[0].verb, moves[-1].to_state) == ("open", matter.stage)
        assert days == sorted(days)
        assert days[-1] <= TODAY
        assert all(a.to_state == b.from_state for a, b in pairwise(moves))
        matter.full_clean(exclude=["search_text", "search_pairs"])


def test_the_command_fills_an_empty_register_once(shipped):
    def sample(**options) -> None:
        call_command("sample", documents=30, today=TODAY, verbosity=0, **options)

    sample()
    before = Document.objects.count()
    with pytest.raises(CommandError, match="--add"):
        sample()
    sample(once=True)

    assert Document.objects.count() == before >= 30
    assert Matter.objects.count() >= 10


@pytest.mark.parametrize("count", [0, -3])
def test_no_documents_cannot_be_invented(shipped, count):
    with pytest.raises(CommandError):
        call_command("sample", documents=count, today=TODAY)
