"""The report through the API: the same rows and the same rules as on the pages."""

import pytest

from lawgov.organs.models import Organ
from reports.entry import Entry, record_figures
from reports.models import Indicator, Line, Observation
from tests.factories import AnnualReportFactory, IndicatorFactory, ObservationFactory

RECEIVED = "reconsideration.received"


def results(client, address: str) -> list[dict]:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 200, response.content.decode()
    return response.json()["results"]


def post(client, **changed):
    data = {"indicator": RECEIVED, "organ": "140000", "year": 2014, "scope": "own", "value": "150"}
    data |= changed
    return client.post("/api/v1/observations/", data, content_type="application/json")


def patch(client, row: Observation, **fields):
    return client.patch(f"/api/v1/observations/{row.pk}/", fields, content_type="application/json")


def named(organ: Organ) -> dict:
    return {"id": organ.pk, "name": organ.name, "code": organ.code}


def as_read(row: Observation, **changed) -> dict:
    """The observation as the API writes it; of 收到行政复议申请 where nothing else is said."""
    return {
        "id": row.pk,
        "indicator": {"code": RECEIVED, "name": "收到行政复议申请件数"},
        "organ": {"id": row.organ_id, "name": "山西省人民政府", "code": "140000"},
        "section": "disputes", "year": 2014, "value": "150", "unit": "件",
        "precision": "exact", "scope": "own", "source": "entered",
        "quote": "", "note": "", "state": "reported", "moment": "whole", "version": 1,
    } | changed  # fmt: skip


@pytest.fixture
def entered(report_2014, clerk) -> Observation:
    """150 applications received in 2014, entered by the clerk."""
    indicator = Indicator.objects.get(code=RECEIVED)
    entry = Entry(indicator, Organ.objects.get(code="140000"), "own", "150")
    return record_figures(report=report_2014, by=clerk, entries=[entry])[0]


def test_a_published_figure_reads(client, clerk):
    client.force_login(clerk)
    figure = Observation.objects.get(indicator__code="enforcement.hazards_found")

    [row] = results(client, "observations/?indicator=enforcement.hazards_found")

    assert client.get(f"/api/v1/observations/{figure.pk}/").json() == row
    assert row == as_read(
        figure,
        indicator={"code": "enforcement.hazards_found", "name": "排查安全隐患数"},
        organ={"id": figure.organ_id, "name": "山西省安全生产监督管理局", "code": "140000-ajj"},
        section="enforcement", year=2013, value="135000", unit="处", scope="system",
        source="published", quote=figure.quote, note=figure.note,
    )  # fmt: skip
    assert "13.5万处" in figure.quote


def test_a_value_is_a_plain_decimal(client, clerk):
    client.force_login(clerk)
    codes = ["audit.violating_amount", "enforcement.cases_investigated",
             "openness.satisfaction_rate"]  # fmt: skip

    rows = [results(client, f"observations/?indicator={code}&year=2013")[0] for code in codes]

    assert [(row["value"], row["unit"], row["precision"]) for row in rows] == [
        ("58000000000", "元", "exact"), ("3100", "起", "at_least"), ("98.9", "%", "exact"),
    ]  # fmt: skip


def test_zero_and_not_reported_and_not_applicable_read_differently(client, clerk):
    client.force_login(clerk)
    organ = Organ.objects.get(code="140100")
    states = [(0, "reported"), (None, "not_reported"), (None, "not_applicable")]
    for value, state in states:
        ObservationFactory(organ=organ, value=value, state=state)

    rows = results(client, "observations/?organ=140100&year=2014")

    found = [(row["value"], row["state"]) for row in rows]
    assert found == [("0", "reported"), (None, "not_reported"), (None, "not_applicable")]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("year=2014", 1), ("year=2012", 0), ("source=computed", 0),
        ("section=disputes&source=entered", 1), ("section=normative&organ=140000-ajj", 0),
        ("organ=140000-ajj&section=enforcement", 2), (f"organ=140000&indicator={RECEIVED}", 3),
        (f"organ=140000&indicator={RECEIVED}&scope=own", 2),
    ],
)  # fmt: skip
def test_observations_are_filtered(client, clerk, entered, query, count):
    client.force_login(clerk)

    assert len(results(client, f"observations/?{query}")) == count


def test_entered_figures_of_another_place_are_not_seen(client, stranger, entered):
    own = ObservationFactory(organ=stranger.organ, year=2014)
    elsewhere = ObservationFactory(organ=Organ.objects.get(code="140200"), year=2014)
    client.force_login(stranger)

    rows = results(client, "observations/?source=entered")

    hidden = [client.get(f"/api/v1/observations/{row.pk}/") for row in (entered, elsewhere)]
    assert [row["id"] for row in rows] == [own.pk]
    assert [response.status_code for response in hidden] == [404, 404]


def test_an_open_report_elsewhere_is_not_seen(client, stranger, report_2013):
    elsewhere = AnnualReportFactory(year=2014, organ=Organ.objects.get(code="140200"))
    client.force_login(stranger)

    rows = results(client, "reports/")

    assert [row["id"] for row in rows] == [report_2013.pk]
    assert client.get(f"/api/v1/reports/{elsewhere.pk}/").status_code == 404


def test_a_computed_indicator_reads(client, clerk):
    client.force_login(clerk)
    code = "reconsideration.acceptance_rate"
    ratio = Indicator.objects.get(code=code)

    [row] = results(client, f"indicators/?code={code}")

    assert row == {
        "id": ratio.pk, "code": code, "name": ratio.name, "section": "disputes",
        "definition": ratio.definition, "unit": "%", "decimals": 1, "aggregation": "ratio",
        "origin": "computed", "numerator": "reconsideration.accepted", "denominator": RECEIVED,
        "scope": ratio.scope, "valid_from": 2013, "valid_until": None, "source": ratio.source,
    }  # fmt: skip


def test_a_report_reads_with_its_whole_text(client, stranger, report_2013):
    client.force_login(stranger)

    [row] = results(client, "reports/?year=2013")

    assert row == {
        "id": report_2013.pk, "year": 2013, "organ": named(report_2013.organ),
        "title": "山西省人民政府法制办公室关于2013年全省推进依法行政工作的情况报告",
        "addressee": "省人民政府", "signed_on": report_2013.signed_on.isoformat(),
        "published_on": report_2013.published_on.isoformat(), "is_open": False,
        "sections": list(report_2013.sections.values("key", "title", "text")),
        "source": report_2013.source,
    }  # fmt: skip
    assert len(row["sections"]) == 12


def test_practices_problems_and_plans_read(client, clerk, report_2013):
    client.force_login(clerk)
    practice = report_2013.practices.order_by("pk").first()
    problem, plan = report_2013.problems.get(number=1), report_2013.plans.get(number=1)

    names = ("practices", "problems", "plans")
    first = [results(client, f"{name}/?year=2013")[0] for name in names]

    assert first == [
        {"id": practice.pk, "year": 2013, "section": practice.section,
         "organ": named(practice.organ), "kind": practice.kind, "text": practice.text,
         "note": practice.note, "source": practice.source},
        {"id": problem.pk, "year": 2013, "number": 1, "text": problem.text,
         "source": problem.source},
        {"id": plan.pk, "year": 2013, "number": 1, "title": plan.title, "text": plan.text,
         "source": plan.source},
    ]  # fmt: skip


def test_an_identity_reads_with_its_sides(client, clerk):
    client.force_login(clerk)
    rule = "reconsideration-received-parts"

    rows = results(client, "identities/?year=2013")

    [row] = [r for r in rows if r["rule"] == rule and r["scope"] == "territory"]
    terms = [*row.pop("left")["terms"], *row.pop("right")["terms"]]
    row.pop("name")
    assert [term["value"] for term in terms] == ["1161", "1117", "44"]
    assert row == {
        "rule": rule, "severity": "error", "relation": "=", "scope": "territory", "year": 2013,
        "organ": named(Organ.objects.get(code="140000")), "holds": True,
        "sentence": "1161 = 1117 + 44",
    }  # fmt: skip
    assert {row["holds"] for row in rows} <= {True, None}


def test_a_comparison_reads_with_value_and_change(client, clerk, entered):
    client.force_login(clerk)

    rows = results(client, f"comparison/?years=2013,2014&indicator={RECEIVED}&organ=140000")

    [row] = [row for row in rows if row["scope"] == "own"]
    base = {"state": "reported", "precision": "exact", "is_derived": False,
            "change": None, "change_percent": None, "change_kind": None,
            "change_in_points": False, "definition_changed": False}  # fmt: skip
    change = {"change": "16", "change_percent": "11.9", "change_kind": "up"}
    assert row == {
        "indicator": {"code": RECEIVED, "name": "收到行政复议申请件数"},
        "organ": named(entered.organ), "section": "disputes", "scope": "own", "unit": "件",
        "values": [base | {"year": 2013, "value": "134"},
                   base | {"year": 2014, "value": "150"} | change],
    }  # fmt: skip


def test_a_figure_is_entered(client, clerk, report_2014):
    client.force_login(clerk)

    response = post(client, value="１５０件", note="核对过", reason="年报")

    row = Observation.objects.get(source="entered")
    assert (response.status_code, response.json()) == (201, as_read(row, note="核对过"))
    assert (row.report, row.recorded_by) == (report_2014, clerk)
    written = row.history.get()
    assert (written.history_user, written.history_change_reason) == (clerk, "年报")
    assert Line.objects.filter(report=report_2014, organ=row.organ, scope="own").exists()


@pytest.mark.parametrize(
    ("changed", "status", "fields"),
    [
        ({"value": "abc"}, 400, ["value"]), ({"value": "1e999"}, 400, ["value"]),
        ({"value": "-5"}, 400, ["value"]), ({"value": ""}, 400, ["value"]),
        ({"value": None, "scope": "all"}, 400, ["scope", "value"]),
        ({"indicator": "no.such"}, 400, ["indicator"]),
        ({"indicator": "test.later"}, 400, ["value"]),
        ({"indicator": "reconsideration.acceptance_rate", "value": "90"}, 400, ["value"]),
        ({"organ": "000000-gwy"}, 400, ["organ"]), ({"organ": "140215"}, 400, ["value"]),
        ({"year": 2015}, 400, ["year"]), ({"year": 2013}, 409, ["detail"]),
    ],
)  # fmt: skip
def test_what_the_page_refuses_the_api_refuses(client, clerk, report_2014, changed, status, fields):
    IndicatorFactory(code="test.later", valid_from=2016)
    client.force_login(clerk)

    response = post(client, **changed)

    assert (response.status_code, list(response.json())) == (status, fields)
    assert response.json() != {"year": ["2015"]}  # a reason, in words
    assert not Observation.objects.filter(source="entered").exists()


def test_an_identity_that_must_hold_is_kept_to(client, clerk, report_2014):
    client.force_login(clerk)
    accepted = {"indicator": "reconsideration.accepted", "value": "140"}
    others = {"indicator": "reconsideration.otherwise_handled", "value": "5"}

    codes = [post(client, **fields).status_code for fields in ({}, accepted, others)]

    assert codes == [201, 201, 400]


def test_a_figure_is_changed_by_who_has_read_it_last(client, clerk, make_user, entered):
    head = make_user("审核人")
    client.force_login(head)

    changed = patch(client, entered, value="160", version=1, reason="核对")
    late = patch(client, entered, value="170", version=1)

    expected = as_read(entered, value="160", version=2)
    assert (changed.status_code, changed.json()) == (200, expected)
    assert (late.status_code, list(late.json())) == (409, ["value"])
    assert late.json()["value"][0].startswith("审核人甲已于")
    assert Observation.objects.get(pk=entered.pk).value == 160


def test_an_empty_value_does_what_the_answer_says(client, clerk, entered):
    client.force_login(clerk)

    refused = patch(client, entered, value="", version=1).status_code >= 400

    assert Observation.objects.filter(pk=entered.pk).exists() == refused


def test_published_figures_and_those_of_others_are_not_changed(
    client, clerk, stranger, make_user, entered
):
    published = Observation.objects.get(indicator__code="enforcement.hazards_found")
    answers = []
    for user, row in [(clerk, published), (stranger, entered), (make_user("承办人"), entered)]:
        client.force_login(user)
        answers.append(patch(client, row, value="1", version=1).status_code)

    assert answers == [409, 404, 403]
    assert client.delete(f"/api/v1/observations/{entered.pk}/").status_code == 405
