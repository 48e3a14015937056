"""Lists cost the same number of queries at one row and at three."""

import pytest
from django.urls import reverse

from tests.factories import AnnualReportFactory, LineFactory, ObservationFactory


@pytest.mark.parametrize("count", [1, 3])
def test_home(client, clerk, report_2013, django_assert_num_queries, count):
    for year in range(count):
        AnnualReportFactory(year=2000 + year, organ=clerk.organ, published_on="2010-01-01")
    client.force_login(clerk)

    with django_assert_num_queries(12):
        response = client.get("/")

    assert len(response.context["rows"]) == count + 1


@pytest.mark.parametrize("count", [1, 3])
def test_report(client, clerk, report_2014, django_assert_num_queries, count):
    organ = report_2014.organ
    ObservationFactory.create_batch(count, report=report_2014, organ=organ, section="disputes")
    client.force_login(clerk)

    with django_assert_num_queries(16):
        response = client.get("/reports/2014/")

    assert response.context["figure_count"] == count


@pytest.mark.parametrize("count", [1, 3])
def test_entry(client, clerk, report_2014, django_assert_num_queries, count):
    report_2014.lines.all().delete()
    LineFactory.create_batch(count, report=report_2014)
    client.force_login(clerk)

    with django_assert_num_queries(21):
        response = client.get("/reports/2014/entry/?section=disputes")

    assert len(response.context["sheet"].rows) == count


@pytest.mark.parametrize("count", [1, 3])
def test_draft(client, clerk, report_2014, django_assert_num_queries, count):
    report_2014.lines.all().delete()
    line, *_rest = LineFactory.create_batch(count, report=report_2014)
    client.force_login(clerk)

    with django_assert_num_queries(22):
        client.post(
            reverse("reports:draft", args=[2014, "disputes"]),
            {f"value-{line.pk}": "5", f"version-{line.pk}": "0"},
        )


@pytest.mark.parametrize("count", [1, 3])
def test_identities(client, clerk, report_2014, django_assert_num_queries, count):
    ObservationFactory.create_batch(count, report=report_2014, organ=report_2014.organ)
    client.force_login(clerk)

    with django_assert_num_queries(15):
        client.get("/reports/2014/identities/")
