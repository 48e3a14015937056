"""Which documents a campaign is given: by maker, age, upper law and words, in force only."""

from datetime import date
from functools import partial

import pytest

from lawgov.organs.models import Organ
from normative.cleaning import Choice, chosen
from tests.normative.clearing import campaign_of
from tests.normative.conftest import TODAY


@pytest.fixture
def campaign(head):
    """Open a campaign of the province."""
    return partial(campaign_of, head)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({}, {"old", "new", "lower"}),
        ({"maker": "140100"}, {"old", "new", "lower"}),
        ({"maker": "140105"}, {"lower"}),
        ({"published_before": date(2020, 1, 1)}, {"old"}),
        ({"published_before": date(2015, 3, 1)}, set()),
        ({"years": 5}, {"old"}),
        ({"years": 2}, {"old", "new", "lower"}),
        ({"law": "城市供热条例"}, {"new"}),
        ({"law": "《城市供热条例》"}, {"new"}),
        ({"words": "养犬"}, {"lower"}),
        ({"words": "办法 供热"}, {"old", "new"}),
        ({"words": "养犬", "law": "城市供热条例", "years": 5}, set()),
    ],
)
def test_documents_are_chosen_by_maker_age_law_and_words(campaign, in_force, choice, expected):
    old = {"signed_on": "2015-02-20", "published_on": "2015-03-01", "effective_on": "2015-04-01",
           "expires_on": None}  # fmt: skip
    found = {"old": in_force(**old), "new": in_force(),
             "lower": in_force(title="小店区养犬管理办法", organ="140105")}  # fmt: skip
    found["new"].bases.create(law="山西省城市供热条例", article="第三条", clause="第一条")
    if "maker" in choice:
        choice = choice | {"maker": Organ.objects.get(code=choice["maker"])}

    rows = chosen(campaign(), Choice(**choice), TODAY)

    assert {name for name, one in found.items() if one in rows} == expected


def test_only_what_is_in_force_is_chosen(campaign, in_force, enter, act):
    act(in_force(), "repeal", "2025-01-10", basis="决定")
    act(in_force(), "suspend", "2025-01-10", basis="决定")
    in_force(expires_on="2025-12-31")
    enter(title="太原市未公布办法", signed_on="2026-11-01")
    kept = in_force()

    assert list(chosen(campaign(), Choice(), TODAY)) == [kept]


def test_a_campaign_of_a_city_has_nothing_of_other_cities(campaign, in_force):
    in_force(organ="140200")
    own = in_force()

    assert list(chosen(campaign("140100"), Choice(), TODAY)) == [own]
