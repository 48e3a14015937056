"""Pages and command of the import: who may, what is shown, how it is carried on."""

import csv
import gc
import io

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from reconsideration.importing.running import CASES
from reconsideration.models import Case, ImportRun
from tests.reconsideration.ledgers import DESK, as_csv, imported, row, start, step

pytestmark = pytest.mark.django_db
BAD = {"结案方式": '=HYPERLINK("x")', "被申请人": "+86"}


@pytest.fixture(autouse=True)
def _kept(keep_imports, shipped):
    """Files of imports stay in the test's own folder."""


def test_a_file_is_sent_carried_on_by_its_page_and_its_cases_are_there(client, head):
    client.force_login(head)
    answer = DESK.send(client, as_csv([row(1), row(2)]))
    run = ImportRun.objects.get()
    assert answer.headers["Location"] == f"/cases/imports/{run.pk}/"
    shown = client.get(f"/cases/imports/{run.pk}/").content.decode()
    assert f'hx-post="/cases/imports/{run.pk}/progress/"' in shown

    headers = {"HX-Request": "true"}
    turns = [client.post(f"/cases/imports/{run.pk}/progress/", headers=headers) for _n in "12"]

    assert [turn.headers.get("HX-Refresh") for turn in turns] == [None, "true"]
    assert "已写入全部各行。" in client.get(f"/cases/imports/{run.pk}/").content.decode()
    assert {case.number for case in client.get("/cases/").context["page"].rows and
            Case.objects.all()} == {"晋政复〔2013〕1号", "晋政复〔2013〕2号"}  # fmt: skip
    assert ImportRun.objects.get().made_by == head


def test_without_scripts_a_button_carries_the_import_on(client, head):
    client.force_login(head)
    DESK.send(client, as_csv([row(1)]))
    run = ImportRun.objects.get()

    answer = client.post(f"/cases/imports/{run.pk}/progress/")

    assert answer.headers["Location"] == f"/cases/imports/{run.pk}/"
    run.refresh_from_db()
    assert run.state == "running"


def test_what_takes_longer_than_a_server_waits_is_left_to_the_command(client, head, monkeypatch):
    monkeypatch.setattr(CASES, "most_at_once", 1)
    run = step(step(start(as_csv([row(1), row(2)]), "all")))
    client.force_login(head)

    shown = client.post(f"/cases/imports/{run.pk}/progress/", headers={"HX-Request": "true"})

    assert f"import_cases --resume {run.pk}" in shown.content.decode()
    assert (b"hx-post" in shown.content, Case.objects.count()) == (False, 0)
    call_command("import_cases", resume=run.pk, stdout=io.StringIO())
    assert Case.objects.count() == 2


ADDRESSES = ["/cases/imports/", "/cases/imports/template/", "/cases/imports/{}/",
             "/cases/imports/{}/?download=csv"]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(("role", "organ", "status"), [
    ("审核人", "140000-fzb", 200),
    ("审核人", "140000", 200),
    ("承办人", "140000-fzb", 403),
    ("填报员", "140000-fzb", 403),
    ("签发人", "140000-fzb", 403),
    ("审计员", "140000-fzb", 403),
    ("系统管理员", "140000-fzb", 403),
])  # fmt: skip
def test_imports_are_for_those_who_may_import(client, make_user, address, role, organ, status):
    run = imported(row(1), row(2, **BAD))
    client.force_login(make_user(role, organ))

    assert client.get(address.format(run.pk)).status_code == status


def test_an_import_is_seen_from_above_but_neither_from_below_nor_from_beside(client, make_user):
    run = imported(row(1), row(2, **BAD))
    client.force_login(make_user("审核人", "140100"))

    answers = [client.get(address.format(run.pk)) for address in ADDRESSES[2:]]
    answers.append(client.post(f"/cases/imports/{run.pk}/progress/"))

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert list(client.get("/cases/imports/").context["page"]) == []


def test_cases_are_imported_only_for_organs_that_one_works_for(client, make_user):
    client.force_login(make_user("审核人", "140100"))

    answer = DESK.send(client, as_csv([row(1)]), organ="140000")

    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["organ"]
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("content", [b"", as_csv([row(1)])])
def test_a_refused_file_is_told_at_its_field_with_what_was_chosen(client, head, content):
    imported(row(1))
    client.force_login(head)

    answer = DESK.send(client, content)

    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["file"]
    assert answer.context["form"]["mode"].value() == "good"


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"), [("/cases/imports/", 13), ("/cases/imports/{}/", 13)]
)
def test_lists_take_the_same_queries_for_any_length(
    client, head, django_assert_num_queries, count, address, queries
):
    for number in range(count):
        run = imported(row(number), *(row(n, **BAD) for n in range(100, 100 + count)), by=head)
    client.force_login(head)
    client.get(address.format(run.pk))

    with django_assert_num_queries(queries):
        page = client.get(address.format(run.pk)).context["page"]

    assert len(page) == (count if address.endswith("imports/") else run.faults_found)


def test_faults_are_given_out_with_their_rows_and_harmless(client, head):
    run = imported(row(1), row(2, 结案方式='=HYPERLINK("x")'))
    client.force_login(head)

    text = b"".join(client.get(f"/cases/imports/{run.pk}/?download=csv").streaming_content)
    file = client.get(f"/cases/imports/{run.pk}/?download=xlsx").content

    message = '“=HYPERLINK("x")”不在可选范围内。'
    assert list(csv.reader(io.StringIO(text.decode("utf-8-sig")))) == [
        ["行", "列", "填写的内容", "差错"],
        ["3", "结案方式", '\'=HYPERLINK("x")', message],
    ]
    rows = openpyxl.load_workbook(io.BytesIO(file)).active
    cell = rows["C2"]
    assert (rows["A2"].value, cell.value, cell.data_type) == (3, '=HYPERLINK("x")', "s")


def test_faults_are_told_in_the_language_of_the_reader(client, head):
    client.force_login(head)
    client.cookies["django_language"] = "en"
    DESK.send(client, as_csv([row(1, 收到日期="x")]))
    run = ImportRun.objects.get()

    for _turn in range(2):
        client.post(f"/cases/imports/{run.pk}/progress/")

    assert run.faults.get().message == "This is not a date such as 2013-03-05."


def test_the_template_is_given_out_as_a_file(client, head):
    client.force_login(head)

    answer = client.get("/cases/imports/template/")

    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert openpyxl.load_workbook(io.BytesIO(answer.content)).sheetnames[0] == "案件"


def test_the_command_imports_a_file_and_carries_an_import_on(tmp_path, head):
    path = tmp_path / "台账.csv"
    path.write_bytes(as_csv([row(1), row(2)]))
    out = io.StringIO()

    call_command("import_cases", str(path), organ="140000", mode="good", user=head.username,
                 stdout=out)  # fmt: skip
    left = start(as_csv([row(3)]))
    before = gc.get_threshold()
    call_command("import_cases", resume=left.pk, stdout=out)

    assert gc.get_threshold() == before  # it collects seldom only while it works
    assert Case.objects.count() == 3
    assert ImportRun.objects.order_by("pk")[0].made_by == head


@pytest.mark.parametrize("options", [
    {"organ": "140000"}, {"resume": 999}, {"organ": "999999"}, {"organ": "140000", "user": "x"},
    {"organ": "140000", "mode": "all"},
])  # fmt: skip
def test_the_command_says_what_is_wrong_and_fails(tmp_path, options):
    path = tmp_path / "台账.csv"
    path.write_bytes(as_csv([row(1, 结案方式="x")]))
    names = [] if options == {"organ": "140000"} or "resume" in options else [str(path)]

    with pytest.raises(CommandError):
        call_command("import_cases", *names, **options, stdout=io.StringIO())
    assert not Case.objects.exists()
