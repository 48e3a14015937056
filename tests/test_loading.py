"""Fixtures follow the file, and leave alone what people have edited."""

from datetime import date
from io import StringIO

from django.contrib.auth.models import Group
from django.core.management import call_command

from lawgov.history import signed
from lawgov.loading import Loader, day, read_csv, read_yaml
from lawgov.organs.models import Organ

VALUES = {"name": "甲", "short_name": "甲", "kind": "government", "level": "county",
          "path": "x1/", "source": "test"}  # fmt: skip


def load(loader: Loader, **changes) -> Organ:
    return loader.load(Organ, {"code": "x1"}, VALUES | changes)


def test_a_new_row_is_added_once(db):
    first, second = Loader(), Loader()

    load(first)
    load(second)

    assert dict(first.counts) == {("organs.Organ", "added"): 1}
    assert dict(second.counts) == {}


def test_a_row_of_the_fixture_follows_the_fixture(db):
    load(Loader())

    loader = Loader()
    row = load(loader, name="乙")

    assert (row.name, dict(loader.counts)) == ("乙", {("organs.Organ", "updated"): 1})


def test_a_row_changed_behind_its_history_follows_the_fixture(db):
    row = load(Loader())
    Organ.objects.filter(pk=row.pk).update(name="损坏")

    loader = Loader()
    load(loader)

    row.refresh_from_db()
    assert (row.name, dict(loader.counts)) == ("甲", {("organs.Organ", "updated"): 1})


def test_each_load_is_written_down_as_the_fixtures(db):
    load(Loader())
    row = load(Loader(), name="乙")

    written = row.history.values_list("name", "history_change_reason", "history_user")
    assert list(written) == [("乙", "fixture", None), ("甲", "fixture", None)]


def test_a_row_edited_to_what_the_fixture_says_is_nothing_to_do(db):
    row = load(Loader())
    row.name = "乙"
    signed(row, reason="更名").save()

    loader = Loader()
    load(loader, name="乙")

    assert dict(loader.counts) == {}


def test_a_model_without_history_follows_the_fixture(db):
    Loader().load(Group, {"name": "试用"}, {})

    loader = Loader()
    group = loader.load(Group, {"name": "试用"}, {})

    assert (group.name, dict(loader.counts)) == ("试用", {})


def test_the_summary_counts_by_model(db):
    idle, busy = Loader(), Loader()
    load(busy)
    load(busy, name="乙")

    assert idle.summary() == "没有需要载入的数据：各项基础数据均已存在。"
    assert busy.summary() == "organs.Organ: 1 added; organs.Organ: 1 updated"


def test_fixtures_are_read_as_rows(settings, tmp_path):
    (tmp_path / "a.csv").write_text("code,name\n1,甲\n", encoding="utf-8")
    (tmp_path / "a.yaml").write_text("- name: 乙\n", encoding="utf-8")
    settings.FIXTURE_DIRS = [tmp_path]

    assert list(read_csv("a.csv")) == [{"code": "1", "name": "甲"}]
    assert read_yaml("a.yaml") == [{"name": "乙"}]
    assert (day("2018-05-01"), day("")) == (date(2018, 5, 1), None)


def test_setup_run_again_says_that_there_is_nothing_to_do(shipped):
    said = StringIO()

    call_command("setup", verbosity=1, stdout=said)

    assert said.getvalue().strip() == Loader().summary()


def test_setup_prints_one_demonstration_account_per_role(shipped, settings):
    settings.DEBUG = True
    said = StringIO()

    call_command("setup", "--demonstration", verbosity=0, stdout=said)

    lines = said.getvalue().splitlines()[1:]
    assert [line.split()[0] for line in lines] == [
        "clerk", "handler", "head", "leader", "auditor", "admin",
    ]  # fmt: skip


def test_a_row_edited_by_a_person_is_kept(db, django_user_model):
    row = load(Loader())
    row.name = "丙"
    signed(row, reason="更名").save()

    loader = Loader()
    load(loader, name="乙")

    row.refresh_from_db()
    assert (row.name, dict(loader.counts)) == ("丙", {("organs.Organ", "kept"): 1})
