"""Years side by side, on the page and as files."""

import csv
import io

import openpyxl
import pytest
from django.urls import reverse

from reports.comparison import Wanted, compare_years
from reports.entry import Entry, record_figures
from reports.models import Indicator

YEARS = {"years": "2013,2014"}


@pytest.fixture
def filled(report_2014, clerk):
    """A year with three figures."""
    values = {"received": "1200", "accepted": "1150", "otherwise_handled": "50"}
    record_figures(
        report=report_2014, by=clerk,
        entries=[
            Entry(Indicator.objects.get(code=f"reconsideration.{code}"),
                  report_2014.organ.parent, "territory", text)
            for code, text in values.items()
        ],
    )  # fmt: skip
    return report_2014


def get(client, user, **query):
    client.force_login(user)
    return client.get(reverse("reports:compare"), query)


def test_values_changes_and_derived_ratios_stand_in_rows(filled, clerk):
    rows = compare_years(clerk, Wanted([2013, 2014], section="disputes"))

    found = {
        (row.indicator.code, row.scope): [
            str(cell.figure.value) if cell.figure else None for cell in row.cells
        ]
        + [row.last_change.signed, row.last_change.signed_percent]
        for row in rows
    }
    assert found["reconsideration.received", "territory"] == ["1161.00", "1200.00", "+39", "+3.4%"]
    assert found["reconsideration.acceptance_rate", "territory"] == ["96.2", "95.8", "−0.4", ""]
    assert found["reconsideration.closed", "territory"] == ["1090.00", None, "", ""]


def test_of_two_moments_the_later_is_compared(shipped, clerk):
    rows = compare_years(clerk, Wanted([2012, 2013], indicator="approval.completion_rate"))

    assert [[cell.figure and cell.figure.value for cell in row.cells] for row in rows] == [
        [None, 99]
    ]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 54),
        ({"section": "normative"}, 4),
        ({"organ": "140500"}, 3),
        ({"indicator": "reconsideration.received"}, 2),
        ({"section": "disputes", "large": "20"}, 10),
    ],
)
def test_filters_narrow_the_rows(client, filled, clerk, query, count):
    response = get(client, clerk, **YEARS, **query)

    assert len(response.context["rows"]) == count


@pytest.mark.parametrize("years", ["2013", "abc", "2013,1e3", "", "2013;2014"])
def test_wrong_years_come_back_with_a_message(client, shipped, clerk, years):
    response = get(client, clerk, years=years)

    assert response.status_code == 400
    assert response.context["form"].errors["years"]


def test_a_clerk_of_a_city_compares_only_its_own_organs(client, filled, stranger):
    response = get(client, stranger, **YEARS)

    assert response.context["rows"] == []


def test_the_csv_opens_in_spreadsheets_and_holds_no_formula(client, filled, clerk):
    Indicator.objects.filter(code="reconsideration.received").update(name="=1+1")

    response = get(client, clerk, **YEARS, section="disputes", export="csv")

    text = response.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert rows[0][:6] == ["部分", "指标", "机关", "统计范围", "单位", "2013"]
    assert rows[1][1:9] == ["'=1+1", "山西省人民政府", "全域", "件", "1161.0", "", "1200.0", ""]


def test_the_workbook_holds_numbers_as_numbers(client, filled, clerk):
    response = get(client, clerk, **YEARS, section="disputes", export="xlsx")

    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    row = next(r for r in sheet.iter_rows(values_only=True) if r[1] == "收到行政复议申请件数")
    assert row[5:11] == (1161, None, 1200, None, 39, 3.4)
    assert sheet.freeze_panes == "C2"


def test_the_remark_says_at_least(client, shipped, clerk):
    response = get(client, clerk, **YEARS, section="enforcement", export="csv")

    assert "3100.0,\u22653\u002c100" in response.content.decode().replace('"', "")


def test_exporting_needs_its_permission(client, shipped, make_user):
    user = make_user("承办人")
    user.groups.first().permissions.remove(
        *user.groups.first().permissions.filter(codename="export_figures")
    )

    assert get(client, user, **YEARS, export="csv").status_code == 403


@pytest.mark.parametrize(("query", "count"), [({"organ": "140700"}, 1), ({"organ": "140500"}, 3)])
def test_the_comparison_takes_the_same_queries_for_any_length(
    client, filled, clerk, django_assert_num_queries, query, count
):
    client.force_login(clerk)

    with django_assert_num_queries(17):
        response = client.get(reverse("reports:compare"), YEARS | query)

    assert len(response.context["rows"]) == count
