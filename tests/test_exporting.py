"""Lists as files: every row that the page would show, nobody else's, and nothing that runs."""

import csv
import io
from datetime import date

import openpyxl
import pytest

from lawgov import exporting
from normative.matters.suggestions import open_suggestion
from normative.models import Document, Matter
from tests.normative.conftest import TODAY, act, enter, in_force, store  # noqa: F401
from tests.reconsideration.conftest import receive  # noqa: F401

EXPORTS = {
    "documents": "/normative/export/", "matters": "/normative/matters/export/",
    "cases": "/cases/export/",
}  # fmt: skip


def text_of(response) -> str:
    content = b"".join(response.streaming_content)
    return content.decode("utf-8-sig")


def rows_of(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text_of(response))))


def suggest(user, title: str = "某办法", **values) -> Matter:
    matter = Matter(title=title, proposer="person", submitter_name="张三丰", request="无依据。",
                    **values)  # fmt: skip
    return open_suggestion(matter, organ=user.organ, by=user, on=date(2026, 3, 2), today=TODAY)


def test_documents_are_exported_as_filtered_with_days_as_days(client, handler, in_force):  # noqa: F811
    for number in (1, 2, 3):
        in_force(number=f"并政发〔2024〕{number}号")
    client.force_login(handler)

    response = client.get(EXPORTS["documents"], {"number": "并政发〔2024〕2号", "as": "xlsx"})

    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    head, row = sheet.iter_rows(values_only=True)
    assert head[:2] == ("标题", "文号")
    assert row[1] == "并政发〔2024〕2号"
    assert row[head.index("公布日期")].date() == date(2024, 3, 1)


@pytest.mark.parametrize("title", ["=1+1", "+86", "-5", "@SUM(A1)"])
def test_nothing_in_a_file_is_taken_for_a_formula(client, handler, title):
    suggest(handler, title)
    client.force_login(handler)

    line = rows_of(client.get(EXPORTS["matters"], {"as": "csv"}))[1]
    sheet = client.get(EXPORTS["matters"], {"as": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(sheet.streaming_content)))

    assert line[2] == "'" + title
    assert (book.active["C2"].data_type, book.active["C2"].value) == ("s", title)


def test_who_suggested_a_review_stands_in_no_file(client, handler):
    suggest(handler, is_anonymous=True)
    suggest(handler)
    client.force_login(handler)

    assert "张三丰" not in text_of(client.get(EXPORTS["matters"], {"as": "csv"}))


def test_cases_are_exported_for_who_sees_them(client, handler, make_user, receive):  # noqa: F811
    case = receive("2026-07-01")
    client.force_login(handler)
    own = rows_of(client.get(EXPORTS["cases"], {"as": "csv"}))
    client.force_login(make_user("承办人", "140100"))
    other = rows_of(client.get(EXPORTS["cases"], {"as": "csv"}))

    assert [row[0] for row in own[1:]] == [case.number]
    assert len(other) == 1


@pytest.mark.parametrize("name", EXPORTS)
def test_what_is_wrong_is_told_by_the_page_of_the_list(client, handler, name):
    client.force_login(handler)

    wrong = client.get(EXPORTS[name], {"organ": "x" * 3, "as": "exe"}, follow=True)

    assert wrong.status_code == 200
    assert "列表可以导出为 .xlsx 或者 .csv。" in wrong.content.decode()


def test_too_many_rows_are_not_exported(client, handler, in_force, monkeypatch):  # noqa: F811
    monkeypatch.setattr(exporting, "MOST", 1)
    for _number in range(2):
        in_force()
    client.force_login(handler)

    page = client.get(EXPORTS["documents"], {"as": "csv"}, follow=True)

    assert "请先缩小范围" in page.content.decode()
    assert Document.objects.count() == 2


@pytest.mark.parametrize("name", EXPORTS)
def test_a_file_needs_the_permission_of_its_list(client, make_user, name):
    user = make_user("承办人")
    user.groups.clear()
    client.force_login(user)

    assert client.get(EXPORTS[name]).status_code == 403
