"""The organs' endpoint, and what every endpoint of the API shares."""

import re
from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.urls import reverse

from lawgov.organs.models import Organ
from lawgov.urls import api_urls
from reports.models import AnnualReport, Plan, Practice, Problem
from tests.factories import (
    AnnualReportFactory,
    IdentityRuleFactory,
    IndicatorFactory,
    ObservationFactory,
    OrganFactory,
    UserFactory,
)

ENDPOINTS = {
    "organs": "organs/",
    "indicators": "indicators/",
    "reports": "reports/",
    "observations": "observations/",
    "comparison": "comparison/?years=2013,2014",
    "identities": "identities/?year=2013",
    "practices": "practices/",
    "problems": "problems/",
    "plans": "plans/",
}
TESTED_ELSEWHERE = {
    "cases", "catalogue", "cleanups", "deadlines", "documents", "filings", "reviews",
    "statistics", "suggestions", "token",
}  # fmt: skip
PAGED = [name for name in ENDPOINTS if name not in {"comparison", "identities"}]
every_endpoint = pytest.mark.parametrize("name", ENDPOINTS)


def get(client, address: str, **headers):
    return client.get(f"/api/v1/{address}", headers=headers)


def test_every_endpoint_is_tested_here(db):
    served = {str(pattern.pattern).split("/")[0].strip("^") for pattern in api_urls}

    assert served == {*ENDPOINTS, *TESTED_ELSEWHERE}


@every_endpoint
def test_an_endpoint_needs_a_login(client, shipped, name):
    response = get(client, ENDPOINTS[name])

    assert (response.status_code, response.json()) == (401, {"detail": "身份认证信息未提供。"})


@every_endpoint
def test_an_endpoint_needs_its_permission(client, shipped, name):
    client.force_login(UserFactory(organ=Organ.objects.get(code="140000")))

    response = get(client, ENDPOINTS[name])

    assert (response.status_code, response.json()) == (
        403,
        {"detail": "您没有执行该操作的权限。"},
    )


@every_endpoint
def test_an_endpoint_answers_readers_with_the_same_envelope(client, make_user, name):
    client.force_login(make_user("承办人"))

    response = get(client, ENDPOINTS[name])

    answer = response.json()
    assert response.status_code == 200
    assert list(answer) == ["next", "previous", "results"]
    assert (answer["previous"], len(answer["results"]) > 0) == (None, True)


@every_endpoint
def test_an_endpoint_answers_an_inactive_user_with_401(client, clerk, name):
    client.force_login(clerk)
    clerk.is_active = False
    clerk.save()

    assert get(client, ENDPOINTS[name]).status_code == 401


@pytest.mark.parametrize("name", [n for n in ENDPOINTS if n != "observations"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_an_endpoint_for_reading_cannot_be_written_to(client, clerk, name, method):
    client.force_login(clerk)

    response = getattr(client, method)(f"/api/v1/{ENDPOINTS[name]}")

    assert response.status_code == 405


@pytest.mark.parametrize("name", PAGED)
def test_following_next_gives_every_row_once(client, clerk, name):
    client.force_login(clerk)
    everything = get(client, f"{name}/?page_size=500").json()["results"]
    size = len(everything) // 2 or 1

    rows, address = [], f"/api/v1/{name}/?page_size={size}"
    while address:
        page = client.get(address).json()
        rows += page["results"]
        address = page["next"]

    assert rows == everything
    assert [row["id"] for row in rows] == sorted({row["id"] for row in rows})


def test_a_computed_list_is_paged_too(client, clerk):
    client.force_login(clerk)
    everything = get(client, ENDPOINTS["comparison"]).json()["results"]

    page = get(client, f"{ENDPOINTS['comparison']}&limit=2&offset=2").json()

    assert page["results"] == everything[2:4]
    assert page["next"] == (
        "http://testserver/api/v1/comparison/?limit=2&offset=4&years=2013%2C2014"
    )
    assert page["previous"] == "http://testserver/api/v1/comparison/?limit=2&years=2013%2C2014"


def test_an_organ_reads(client, clerk):
    client.force_login(clerk)
    office = Organ.objects.get(code="140000-fzb")

    [row] = get(client, "organs/?code=140000-fzb").json()["results"]

    assert get(client, f"organs/{office.pk}/").json() == row
    assert row == {
        "id": office.pk, "code": "140000-fzb", "name": "山西省人民政府法制办公室",
        "short_name": office.short_name, "kind": "legal_office", "level": "province",
        "division_code": "", "parent": "140000", "valid_from": None,
        "valid_until": office.valid_until.isoformat(), "successors": ["140000-sft"],
        "source": office.source,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("code=140227", ["140227"]),
        ("parent=140200&kind=government&on=2018-05-01&division_code=140215", ["140215"]),
        ("division_code=140227&on=2018-04-30", ["140227"]),
        ("division_code=140227&on=2018-05-01", []),
        ("division_code=140215&on=2018-04-30", []),
        ("level=prefecture&kind=government&parent=140000&page_size=1", ["140100"]),
        ("code=000000-gwy", []),
    ],
)
def test_organs_are_filtered(client, clerk, query, codes):
    client.force_login(clerk)

    results = get(client, f"organs/?{query}").json()["results"]

    assert [row["code"] for row in results] == codes


@pytest.mark.parametrize(
    "address",
    ["organs/?on=2013-02-30", "organs/?kind=ministry", "organs/?level=x",
     "observations/?year=abc", "observations/?section=tenth", "observations/?source=rumour",
     "comparison/?years=2013", "comparison/?years=2013,20x4", "comparison/",
     "comparison/?years=2013,2014&organ=000000-gwy", "comparison/?years=2013,2014&large=-1",
     "identities/", "identities/?year=x", "identities/?year=99999999999999999999"],
)  # fmt: skip
def test_a_question_without_sense_is_refused_at_its_field(client, clerk, address):
    client.force_login(clerk)

    response = get(client, address)

    query = address.split("&")[-1].split("?")[-1].split("=")[0]
    field = {"comparison/": "years", "identities/": "year"}.get(query, query)
    assert (response.status_code, list(response.json())) == (400, [field])


def test_a_city_sees_its_own_organs_only(client, stranger):
    client.force_login(stranger)
    other = Organ.objects.get(code="140200")

    rows = get(client, "organs/?page_size=500").json()["results"]

    within = Organ.objects.filter(path__startswith="140000/140100/")
    assert {row["code"] for row in rows} == set(within.values_list("code", flat=True))
    assert get(client, f"organs/{other.pk}/").status_code == 404


@pytest.mark.parametrize(("year", "seen"), [(2019, []), (2020, ["1"]), (2021, ["2"]), (2022, [])])
def test_indicators_are_those_in_force_in_the_year(client, clerk, year, seen):
    IndicatorFactory(code="test.new", definition="1", valid_from=2020, valid_until=2021)
    IndicatorFactory(code="test.new", definition="2", valid_from=2021, valid_until=2022)
    client.force_login(clerk)

    rows = get(client, f"indicators/?code=test.new&year={year}").json()["results"]

    assert [row["definition"] for row in rows] == seen


def make_report() -> AnnualReport:
    return AnnualReportFactory(year=2020, published_on=date(2021, 1, 1))


def make_item(model, **fields) -> None:
    model.objects.create(report=make_report(), text="测试", **fields)


def make_check(organ: Organ) -> None:
    figure = ObservationFactory(year=2020, organ=organ)
    IdentityRuleFactory(left=figure.indicator.code, right=figure.indicator.code)


# What the list takes, what it asks for, and what makes one row of it.
LISTS = {
    "organs": (10, "parent={organ}", lambda organ: OrganFactory(parent=organ)),
    "indicators": (8, "section=problems", lambda organ: IndicatorFactory(section="problems")),
    "reports": (10, "year=2020", lambda organ: make_report()),
    "observations": (9, "year=2020", lambda organ: ObservationFactory(year=2020, organ=organ)),
    "practices": (9, "year=2020", lambda organ: make_item(Practice, organ=organ)),
    "problems": (9, "year=2020", lambda organ: make_item(Problem, number=1)),
    "plans": (9, "year=2020", lambda organ: make_item(Plan, number=1)),
    "comparison": (12, "years=2020,2021", lambda o: ObservationFactory(year=2020, organ=o)),
    "identities": (12, "year=2020", make_check),
}


@pytest.mark.parametrize("count", [1, 3])
@every_endpoint
def test_a_list_takes_the_same_queries_for_any_length(
    client, db, name, count, django_assert_num_queries
):
    queries, query, make = LISTS[name]
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    for _number in range(count):
        make(user.organ)
    client.force_login(user)

    # Session and user (2), permissions (2), saving the session (3), and the list's own.
    with django_assert_num_queries(queries):
        response = get(client, f"{name}/?{query.format(organ=user.organ.code)}")

    assert len(response.json()["results"]) == count


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_address_of_the_api_answers_in_json(client, clerk, method):
    client.force_login(clerk)

    response = getattr(client, method)("/api/v1/nothing/")

    assert (response.status_code, response["Content-Type"]) == (404, "application/json")


def test_the_schema_is_written_without_a_warning(db, tmp_path):
    file = tmp_path / "schema.yaml"

    call_command("spectacular", "--fail-on-warn", "--validate", "--file", file)

    text = file.read_text(encoding="utf-8")
    paths = set(re.findall(r"^  /api/v1/(\w+)/", text, re.MULTILINE))
    assert paths == {*ENDPOINTS, *TESTED_ELSEWHERE}


@pytest.mark.parametrize("page", ["schema", "api_docs"])
def test_the_documentation_is_for_those_who_log_in(client, clerk, page):
    before = client.get(reverse(page)).status_code

    client.force_login(clerk)

    assert (before, client.get(reverse(page)).status_code) == (401, 200)


def test_the_documentation_page_loads_local_files_only(client, clerk):
    client.force_login(clerk)
    text = client.get(reverse("api_docs")).content.decode()
    script = client.get(f"{reverse('api_docs')}?script=").content.decode()

    loaded = re.findall(r"""(?:src|href)="([^"]+)""", text)

    assert [address for address in loaded if not re.match(r"/(?!/)", address)] == []
    assert re.findall(r"https?://[^\s\"']+", text + script) == []
    assert len(loaded) == 5
