"""The organs we ship: Shanxi's governments through the reforms, and who followed whom."""

from datetime import date

import pytest

from lawgov.history import signed
from lawgov.loading import Loader, read_csv
from lawgov.organs import intake
from lawgov.organs.models import Organ, OrganChange

LAST_DAY_OF_2013 = date(2013, 12, 31)


@pytest.fixture
def shanxi(shipped) -> Organ:
    return Organ.objects.get(code="140000")


def divisions(shanxi, on: date):
    organs = Organ.objects.within(shanxi).existing(on)
    return organs.filter(kind=Organ.Kind.GOVERNMENT, level=Organ.Level.COUNTY)


def test_shanxi_has_eleven_cities(shanxi):
    cities = Organ.objects.filter(parent=shanxi, level=Organ.Level.PREFECTURE, kind="government")

    assert list(cities.order_by("code").values_list("code", "short_name")) == [
        ("140100", "太原市"),
        ("140200", "大同市"),
        ("140300", "阳泉市"),
        ("140400", "长治市"),
        ("140500", "晋城市"),
        ("140600", "朔州市"),
        ("140700", "晋中市"),
        ("140800", "运城市"),
        ("140900", "忻州市"),
        ("141000", "临汾市"),
        ("141100", "吕梁市"),
    ]


@pytest.mark.parametrize(
    ("on", "count"),
    [
        (LAST_DAY_OF_2013, 119),
        (date(2018, 6, 1), 118),
        (date(2018, 12, 31), 117),
        (date(2020, 12, 31), 117),
    ],
)
def test_as_many_counties_exist_as_there_were(shanxi, on, count):
    assert divisions(shanxi, on).count() == count


def test_every_county_is_below_the_city_of_its_code(shanxi):
    counties = Organ.objects.within(shanxi).filter(level="county", kind="government")

    strays = [c.code for c in counties.select_related("parent") if c.code[:4] != c.parent.code[:4]]

    assert strays == []


def test_a_governments_code_is_its_division_code(shanxi):
    governments = Organ.objects.within(shanxi).filter(kind="government")

    assert [g.code for g in governments if g.code != g.division_code] == []


def test_every_organ_and_change_names_its_source(shipped):
    assert list(Organ.objects.filter(source="")) == []
    assert list(OrganChange.objects.filter(source="")) == []


def test_every_place_in_the_tree_is_below_its_superior(shipped):
    organs = Organ.objects.select_related("parent")

    wrong = [o.code for o in organs if o.path != f"{o.parent.path if o.parent else ''}{o.code}/"]

    assert wrong == []


def test_every_shipped_row_passes_its_own_rules(shipped):
    for row in [*Organ.objects.all(), *OrganChange.objects.all()]:
        row.full_clean()


def test_an_old_division_ends_on_the_day_its_successor_begins(shanxi):
    changes = OrganChange.objects.filter(old__kind="government").select_related("old", "new")
    old_ones = Organ.objects.within(shanxi).filter(kind="government", valid_until__isnull=False)

    assert [c for c in changes if c.old.valid_until != c.effective_on] == []
    assert set(old_ones) == {change.old for change in changes}


@pytest.mark.parametrize(
    ("old", "on", "new"),
    [
        ("140203", date(2018, 5, 1), {"140213", "140214"}),
        ("140227", date(2018, 5, 1), {"140215"}),
        ("140421", date(2018, 11, 23), {"140404"}),
        ("140402", date(2018, 11, 23), {"140403"}),
        ("140411", date(2018, 11, 23), {"140403"}),
        ("140624", date(2018, 8, 8), {"140681"}),
        ("140726", date(2020, 4, 26), {"140703"}),
    ],
)
def test_a_reform_ends_a_division_and_names_its_successor(shipped, old, on, new):
    organ = Organ.objects.get(code=old)

    assert organ.valid_until == on
    assert {successor.code for successor in organ.successors.all()} == new


def test_datongs_three_old_districts_were_split_among_new_ones(shipped):
    old = Organ.objects.filter(code__in=["140202", "140203", "140211"])

    successors = set(Organ.objects.filter(predecessors__in=old).values_list("code", flat=True))

    assert {organ.valid_until for organ in old} == {date(2018, 5, 1)}
    assert {"140213", "140214"} <= successors


def test_the_legal_affairs_office_became_part_of_the_justice_department(shipped):
    office = Organ.objects.get(code="140000-fzb")

    department = office.successors.get()

    assert (office.name, office.kind) == ("山西省人民政府法制办公室", "legal_office")
    assert (department.name, department.kind) == ("山西省司法厅", "justice")
    assert department.parent == office.parent
    assert "未核实" in OrganChange.objects.get(old=office).confidence


@pytest.mark.parametrize(
    "code", ["140000-fzb", "140000-ajj", "140000-zjj", "140000-sjt", "140000-gat", "140800"]
)
def test_the_organs_of_the_report_existed_in_2013(shipped, code):
    assert Organ.objects.existing(LAST_DAY_OF_2013).filter(code=code).count() == 1


def test_every_row_of_the_files_is_loaded(shipped):
    listed = [row["code"] for row in read_csv("organs.csv")]
    changes = [(row["old"], row["new"]) for row in read_csv("organ_changes.csv")]

    assert sorted(Organ.objects.values_list("code", flat=True)) == sorted(listed)
    assert sorted(OrganChange.objects.values_list("old__code", "new__code")) == sorted(changes)


def test_loading_organs_again_changes_nothing(shipped):
    loader = Loader()

    intake.load_organs(loader)

    assert dict(loader.counts) == {}


def test_an_edited_organ_is_kept_and_a_damaged_one_repaired(shipped, clerk):
    edited, damaged = Organ.objects.get(code="140100"), Organ.objects.get(code="140200")
    edited.short_name = "并州"
    signed(edited, by=clerk, reason="别称").save()
    Organ.objects.filter(pk=damaged.pk).update(short_name="损坏")
    loader = Loader()

    intake.load_organs(loader)

    edited.refresh_from_db()
    damaged.refresh_from_db()
    assert (edited.short_name, damaged.short_name) == ("并州", "大同市")
    assert dict(loader.counts) == {("organs.Organ", "kept"): 1, ("organs.Organ", "updated"): 1}


def test_an_organ_with_an_unknown_superior_is_refused(db, settings, tmp_path):
    (tmp_path / "organs.csv").write_text("code,parent\n140100,999999\n", encoding="utf-8")
    settings.FIXTURE_DIRS = [tmp_path]

    with pytest.raises(ValueError, match="no such superior: 999999"):
        intake.load_organs(Loader())
