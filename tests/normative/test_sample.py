"""Invented documents keep every rule of the database, and are the same for the same seed."""

from datetime import date
from itertools import pairwise

import pytest
from django.core.management import call_command

from lawgov.organs.models import Organ
from normative import writing
from normative.models import Document, Link, Move, Option, Setting, Standing, Version
from normative.sample import invent_documents

TODAY = date(2026, 11, 20)


@pytest.fixture
def invented(shipped) -> int:
    return invent_documents(count=300, seed=3, today=TODAY)


def test_invented_documents_are_valid_and_of_every_kind(invented):
    assert invented == 300
    for one in Document.objects.all():
        one.full_clean()
        assert one.ends_on == one.life.last_day
    found = {one.life.standing(TODAY, alert_days=180) for one in Document.objects.all()}
    assert found >= set(Standing) - {"void", "annulled", "coming", "suspended"}


def test_their_journals_tell_how_they_came_to_stand_so(invented):
    for one in Document.objects.prefetch_related("moves"):
        moves = list(one.moves.all())
        days = [move.made_on for move in moves]
        assert (moves[0].verb, moves[-1].to_state) == ("register", one.state)
        assert (days, one.version) == (sorted(days), len(moves))
        assert all(a.to_state == b.from_state for a, b in pairwise(moves))


def test_they_are_found_by_their_texts(invented):
    assert writing.sweep(Document.objects.all()) == 0
    Document.objects.filter(pk=Document.objects.first().pk).update(search_text="", search_pairs="")
    assert writing.sweep(Document.objects.order_by("pk")) == 1


def facts() -> list[tuple]:
    return list(Document.objects.order_by("title", "number").values_list("title", "number", "state",
                                                                "ends_on"))  # fmt: skip


def test_the_same_seed_invents_the_same_documents(invented):
    first = facts()
    for model in (Link, Move, Version, Document):
        model.objects.all().delete()

    invent_documents(count=300, seed=3, today=TODAY)

    assert facts() == first


def test_more_are_added_beside_those_that_are_there(invented):
    city = Organ.objects.get(code="140100")

    invent_documents(count=20, seed=3, today=TODAY, organ=city)

    assert Document.objects.count() == 320
    assert Document.objects.filter(organ=city).count() >= 20


def test_what_an_office_has_edited_is_kept_when_loading_again(shipped):
    row = Setting.objects.get(code="term_years")
    row.value = "4"
    row.save()

    call_command("setup", verbosity=0)

    assert Setting.objects.get(code="term_years").value == "4"
    assert Option.objects.filter(list="not_normative").count() == 19
    assert not Setting.objects.filter(source="").exists()
