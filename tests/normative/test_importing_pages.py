"""Pages and command of the import of documents: who may, what is shown, how it goes on."""

import io

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from lawgov.importing.columns import Kind
from normative.importing.columns import COLUMNS
from normative.importing.running import DOCUMENTS
from normative.importing.workbooks import template
from normative.models import Document, ImportRun
from tests.normative.registers import DESK, GOOD, faults, finish, imported, row, start, step
from tests.reconsideration.ledgers import as_csv

pytestmark = pytest.mark.django_db
BAD = {"文种": '=HYPERLINK("x")'}
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _kept(store, shipped):
    """Files of imports stay in the test's own folder."""


def test_a_file_is_sent_carried_on_by_its_page_and_its_documents_are_there(client, head):
    client.force_login(head)
    answer = DESK.send(client, as_csv([row(1), row(2)]))
    run = ImportRun.objects.get()
    assert answer.headers["Location"] == f"/normative/imports/{run.pk}/"
    shown = client.get(f"/normative/imports/{run.pk}/").content.decode()
    assert f'hx-post="/normative/imports/{run.pk}/progress/"' in shown

    turns = [client.post(f"/normative/imports/{run.pk}/progress/", headers=HTMX) for _n in "12"]

    assert [turn.headers.get("HX-Refresh") for turn in turns] == [None, "true"]
    ended = client.get(f"/normative/imports/{run.pk}/").content.decode()
    assert "已写入全部各行。" in ended
    assert 'href="/normative/">查看规范性文件</a>' in ended
    listed = client.get("/normative/").content.decode()
    assert {"并政发〔2013〕1号" in listed, "并政发〔2013〕2号" in listed} == {True}
    assert ImportRun.objects.get().made_by == head


def test_what_takes_longer_than_a_server_waits_is_left_to_the_command(client, head, monkeypatch):
    monkeypatch.setattr(DOCUMENTS, "most_at_once", 1)
    run = step(step(start(as_csv([row(1), row(2)]), "all")))
    client.force_login(head)

    shown = client.post(f"/normative/imports/{run.pk}/progress/", headers=HTMX)

    assert f"import_documents --resume {run.pk}" in shown.content.decode()
    assert Document.objects.count() == 0
    call_command("import_documents", resume=run.pk, stdout=io.StringIO())
    assert Document.objects.count() == 2


ADDRESSES = ["/normative/imports/", "/normative/imports/template/", "/normative/imports/{}/",
             "/normative/imports/{}/?download=csv"]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(("role", "status"), [
    ("审核人", 200), ("承办人", 403), ("填报员", 403), ("签发人", 403), ("审计员", 403),
    ("系统管理员", 403),
])  # fmt: skip
def test_imports_are_for_those_who_may_import(client, make_user, address, role, status):
    run = imported(row(1), row(2, **BAD))
    client.force_login(make_user(role))

    assert client.get(address.format(run.pk)).status_code == status


@pytest.mark.parametrize(("role", "is_shown"), [("审核人", True), ("承办人", False)])
def test_the_tab_is_for_those_who_may_import(client, make_user, role, is_shown):
    client.force_login(make_user(role))

    page = client.get("/normative/").content.decode()

    assert ('href="/normative/imports/"' in page) is is_shown


def test_an_import_is_seen_from_above_but_neither_from_below_nor_from_beside(client, make_user):
    run = imported(row(1), row(2, **BAD))
    client.force_login(make_user("审核人", "140200"))

    answers = [client.get(address.format(run.pk)) for address in ADDRESSES[2:]]
    answers.append(client.post(f"/normative/imports/{run.pk}/progress/"))

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert list(client.get("/normative/imports/").context["page"]) == []


def test_documents_are_imported_only_for_organs_that_one_works_for(client, make_user):
    client.force_login(make_user("审核人", "140100"))

    answer = DESK.send(client, as_csv([row(1)]), organ="140000")

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["organ"])
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("content", [b"", as_csv([row(1)])])
def test_a_refused_file_is_told_at_its_field_with_what_was_chosen(client, head, content):
    imported(row(1), organ="140000")
    client.force_login(head)

    answer = DESK.send(client, content)

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["file"])
    assert answer.context["form"]["mode"].value() == "good"


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"), [("/normative/imports/", 13), ("/normative/imports/{}/", 13)]
)
def test_lists_take_the_same_queries_for_any_length(
    client, head, django_assert_num_queries, count, address, queries
):
    for number in range(count):
        bad = (row(n, **BAD) for n in range(100, 100 + count))
        run = imported(row(number), *bad, by=head, organ="140000")
    client.force_login(head)
    client.get(address.format(run.pk))

    with django_assert_num_queries(queries):
        page = client.get(address.format(run.pk)).context["page"]

    assert len(page) == (count if address.endswith("imports/") else run.faults_found)


def test_the_template_holds_every_column_and_every_list():
    made = openpyxl.load_workbook(io.BytesIO(template()))
    filled, explained, lists = made.worksheets

    assert made.sheetnames == ["规范性文件", "说明", "列表"]
    assert [cell.value for cell in filled[1]] == [column.header for column in COLUMNS]
    keys = [explained.cell(at, 2).value for at in range(2, len(COLUMNS) + 2)]
    assert keys == [column.key for column in COLUMNS]
    offered = {str(rule.sqref) for rule in filled.data_validations.dataValidation}
    assert len(offered) == sum(c.kind in {Kind.CHOICE, Kind.SEVERAL} for c in COLUMNS)
    heads = [cell.value for cell in lists[1]]
    assert "太原市人民政府" in [row[heads.index("制定机关")].value for row in lists.iter_rows()]
    assert lists.cell(2, heads.index("文种") + 1).value == "办法"


def test_a_filled_template_is_imported_and_its_lists_are_all_understood():
    made = openpyxl.load_workbook(io.BytesIO(template()))
    for place, column in enumerate(COLUMNS, start=1):
        made.worksheets[0].cell(2, place).value = GOOD.get(column.header)
    lists = list(made.worksheets[2].iter_rows(min_row=2, values_only=True))
    file = io.BytesIO()
    made.save(file)

    run = finish(start(file.getvalue(), "all", name="目录.xlsx"))

    assert (faults(run), run.rows_written, len(lists) > 10) == ([], 1, True)


def test_the_command_imports_a_file_and_only_for_the_organ_that_is_named(tmp_path, head):
    path = tmp_path / "目录.csv"
    path.write_bytes(as_csv([row(1), row(2, 制定机关="大同市人民政府")]))
    out = io.StringIO()

    call_command("import_documents", str(path), organ="140100", mode="good", user=head.username,
                 stdout=out)  # fmt: skip

    assert [one.number for one in Document.objects.all()] == ["并政发〔2013〕1号"]
    assert "“大同市人民政府”不在可以导入文件的机关范围内。" in out.getvalue()


@pytest.mark.parametrize("options", [
    {"organ": "140100"}, {"resume": 999}, {"organ": "999999"}, {"organ": "140100", "user": "x"},
    {"organ": "140100", "mode": "all"},
])  # fmt: skip
def test_the_command_says_what_is_wrong_and_fails(tmp_path, options):
    path = tmp_path / "目录.csv"
    path.write_bytes(as_csv([row(1, 文种="x")]))
    names = [] if options == {"organ": "140100"} or "resume" in options else [str(path)]

    with pytest.raises(CommandError):
        call_command("import_documents", *names, **options, stdout=io.StringIO())
    assert not Document.objects.exists()
