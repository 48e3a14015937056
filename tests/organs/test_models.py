"""The tree of organs, who sees which part of it, and its days."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from lawgov.errors import Conflict
from lawgov.organs.models import Organ, OrganChange
from tests.factories import ObservationFactory, OrganFactory, UserFactory

pytestmark = pytest.mark.django_db
CITY = {"p1", "p1-a", "p1-fzb", "p1-sfj", "p1-jyj"}


@pytest.fixture
def tree() -> dict[str, Organ]:
    """A province with two cities, a county of the first, and its offices of each kind."""
    province = OrganFactory(code="p", level="province")
    city = OrganFactory(code="p1", parent=province)
    organs = [
        province,
        city,
        OrganFactory(code="p10", parent=province),
        OrganFactory(code="p1-a", parent=city, level="county"),
        OrganFactory(code="p1-fzb", parent=city, kind="legal_office"),
        OrganFactory(code="p1-sfj", parent=city, kind="justice"),
        OrganFactory(code="p1-jyj", parent=city, kind="department"),
    ]
    return {organ.code: organ for organ in organs}


def codes(organs) -> set[str]:
    return {organ.code for organ in organs}


@pytest.mark.parametrize(
    ("place", "found"), [("p", CITY | {"p", "p10"}), ("p1", CITY), ("p10", {"p10"})]
)
def test_within_is_the_organ_and_everything_below_it(tree, place, found):
    assert codes(Organ.objects.within(tree[place])) == found


@pytest.mark.parametrize(
    ("place", "seen"),
    [
        ("p", CITY | {"p", "p10"}),
        ("p1", CITY),
        ("p1-fzb", CITY),
        ("p1-sfj", CITY),
        ("p1-jyj", {"p1-jyj"}),
        ("p1-a", {"p1-a"}),
        ("p10", {"p10"}),
    ],
)
def test_a_user_sees_the_subtree_and_a_legal_office_its_governments(tree, place, seen):
    user = UserFactory(organ=tree[place])

    assert codes(Organ.objects.visible_to(user)) == seen


def test_a_shipped_legal_office_sees_its_city_and_no_other(shipped):
    office = UserFactory(organ=Organ.objects.get(code="140200-fzb"))

    seen = codes(Organ.objects.visible_to(office))

    assert {"140200", "140200-fzb", "140202", "140227"} <= seen
    assert {code[:4] for code in seen} == {"1402"}


def test_a_user_without_organ_sees_none_and_a_superuser_all(tree):
    nobody = UserFactory(organ=None)
    superuser = UserFactory(organ=None, is_superuser=True)

    assert codes(Organ.objects.visible_to(nobody)) == set()
    assert codes(Organ.objects.visible_to(superuser)) == codes(Organ.objects.all())


def test_a_legal_office_without_government_is_its_own_realm():
    office = OrganFactory(kind="legal_office")

    assert office.realm == office


@pytest.mark.parametrize(
    ("on", "exists"),
    [
        (date(2013, 12, 31), False),
        (date(2014, 1, 1), True),
        (date(2018, 4, 30), True),
        (date(2018, 5, 1), False),
    ],
)
def test_an_organ_exists_from_its_first_day_to_the_day_before_its_end(on, exists):
    organ = OrganFactory(valid_from=date(2014, 1, 1), valid_until=date(2018, 5, 1))
    always = OrganFactory()

    found = Organ.objects.existing(on)

    assert (organ in found, always in found) == (exists, True)


@pytest.mark.parametrize(
    ("begins", "ends", "years"),
    [
        (None, None, [2012, 2013, 2014, 2015]),
        (date(2013, 12, 31), date(2014, 1, 2), [2013, 2014]),
        (date(2013, 12, 31), date(2014, 1, 1), [2013]),
        (date(2014, 1, 1), None, [2014, 2015]),
    ],
)
def test_an_organ_existed_in_a_year_if_on_any_of_its_days(begins, ends, years):
    organ = OrganFactory.build(valid_from=begins, valid_until=ends)

    assert [year for year in range(2012, 2016) if organ.existed_in(year)] == years


def test_placing_an_organ_elsewhere_moves_its_whole_subtree(tree):
    OrganFactory(code="p1-a-1", parent=tree["p1-a"])
    city = tree["p1"]

    city.place_under(tree["p10"])
    city.save()

    paths = dict(Organ.objects.within(tree["p10"]).values_list("code", "path"))
    assert paths == {
        "p10": "p/p10/",
        "p1": "p/p10/p1/",
        "p1-a": "p/p10/p1/p1-a/",
        "p1-a-1": "p/p10/p1/p1-a/p1-a-1/",
        "p1-fzb": "p/p10/p1/p1-fzb/",
        "p1-sfj": "p/p10/p1/p1-sfj/",
        "p1-jyj": "p/p10/p1/p1-jyj/",
    }


def test_a_new_organ_gets_its_place_from_its_superior(tree):
    organ = OrganFactory.build(code="p1-b", path="")

    organ.place_under(tree["p1"])

    assert (organ.parent, organ.path) == (tree["p1"], "p/p1/p1-b/")


def test_an_organ_cannot_be_placed_below_itself(tree):
    with pytest.raises((Conflict, ValidationError)):
        tree["p1"].place_under(tree["p1-a"])

    assert Organ.objects.get(code="p1-a").path == "p/p1/p1-a/"


@pytest.mark.parametrize("ends", [date(2013, 12, 31), date(2014, 1, 1)])
def test_an_organ_cannot_end_before_it_begins(ends):
    with pytest.raises(IntegrityError, match="organ_ends_after_it_begins"), transaction.atomic():
        OrganFactory(valid_from=date(2014, 1, 1), valid_until=ends)


def test_an_organ_cannot_succeed_itself():
    organ = OrganFactory()
    itself = OrganChange(
        old=organ, new=organ, kind="merged", effective_on=date(2019, 1, 1), source="test"
    )

    with pytest.raises(ValidationError) as refusal:
        itself.full_clean()
    with pytest.raises(IntegrityError, match="organ_does_not_succeed_itself"), transaction.atomic():
        itself.save()

    assert refusal.value.messages == ["机关不能承接自身。"]


def test_two_organs_are_joined_by_one_change():
    old, new = OrganFactory.create_batch(2)
    joined = {"old": old, "new": new, "effective_on": date(2019, 1, 1), "source": "test"}
    change = OrganChange.objects.create(kind="merged", **joined)

    with pytest.raises(IntegrityError), transaction.atomic():
        OrganChange.objects.create(kind="split_merge", **joined)

    assert list(old.successors.all()) == [new]
    assert list(new.predecessors.all()) == [old]
    assert str(change) == f"{old} → {new}"


def test_an_organ_with_figures_cannot_be_deleted():
    figure = ObservationFactory()

    with pytest.raises(ProtectedError) as refusal:
        figure.organ.delete()

    assert refusal.value.protected_objects == {figure}


def test_an_organ_with_children_or_staff_cannot_be_deleted(tree):
    user = UserFactory(organ=tree["p10"])

    with pytest.raises(ProtectedError) as by_staff:
        tree["p10"].delete()
    with pytest.raises(ProtectedError) as by_children:
        tree["p1"].delete()

    assert by_staff.value.protected_objects == {user}
    assert codes(by_children.value.protected_objects) == CITY - {"p1"}


def test_an_organ_is_found_by_its_code(tree):
    assert Organ.objects.get_by_natural_key(*tree["p1"].natural_key()) == tree["p1"]
