"""Filings: every verb at every stage, by the table; and what each verb writes down."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F

from lawgov.lifecycle import IllegalMove
from lawgov.organs.models import Organ
from normative import catalogues
from normative.forms.tracks import FORMS_OF
from normative.matters.filings import filings
from normative.models import Matter, MoveRule, Stage
from tests.normative.conftest import TODAY, option
from tests.normative.filed import WAYS, Way, clocks_of, permission_of, ways
from tests.tables import table

TABLE = table("filing_moves.csv")
REFUSALS = table("filing_refusals.csv")


def verbs_at(stage: str) -> dict[str, str]:
    """What the table says of a stage: verb and where it leads."""
    row = next(row for row in TABLE if row["stage"] == stage)
    return {verb: to for verb, to in row.items() if verb != "stage" and to}


@pytest.fixture
def people(make_user, handler, head, leader):
    """The maker's handler, and the receiver's staff."""
    return {"submit_draft": make_user("承办人", "140100-fzb"), "review_matter": handler,
            "examine_matter": head, "sign_matter": leader}  # fmt: skip


@pytest.fixture
def way(in_force, people):
    return ways(in_force, people)


def test_the_table_has_every_verb_stage_form_and_rule(shipped):
    codes = MoveRule.objects.filter(code__startswith="filing-").values_list("code", flat=True)
    rules = {code.removeprefix("filing-") for code in codes}
    stages = {row["stage"].partition(":")[0] for row in TABLE}

    assert set(TABLE[0]) - {"stage"} == set(filings.rules) == set(FORMS_OF["filing"])
    assert rules == set(filings.rules) | {"open"}
    assert {stage for rule in filings.rules.values() for stage in rule.sources} <= stages
    assert [row["stage"] for row in TABLE] == list(WAYS)


@pytest.mark.parametrize("stage", WAYS)
def test_at_each_stage_the_moves_of_the_table_are_allowed_and_no_others(way, stage):
    one = way().to(stage)
    before = one.moves.count()

    allowed = {str(verb) for verb in filings.allowed(one, TODAY)}

    assert one.stage == stage.partition(":")[0]
    assert allowed == set(verbs_at(stage))
    for verb in set(filings.rules) - allowed:
        with pytest.raises(IllegalMove):
            filings.make(one, verb, by=None, on=TODAY, today=TODAY)
    assert (Matter.objects.get().stage, one.moves.count()) == (one.stage, before)


@pytest.mark.parametrize(("stage", "verb"), [(s, v) for s in WAYS for v in verbs_at(s)])
def test_a_move_leads_where_the_table_says(way, stage, verb):
    course = way()
    before = course.to(stage).moves.count()
    kind = {"report": "disputed", "decide": "annul", "conclude": "b0"}.get(verb, "")
    later = {"remind": 100, "censure": 200, "refer": 300}.get(verb)

    done = course.go(f"{verb}:{kind}" if kind else verb, later)

    leads = verbs_at(stage)[verb]
    assert (done.stage, done.moves.count()) == (leads, before + 1)
    assert done.is_open == (leads not in {"archived", "refused", "withdrawn"})


@pytest.mark.parametrize("row", REFUSALS, ids=lambda row: f"{row['verb']}-{row['basis']}")
def test_bad_input_is_refused_at_its_field_and_leaves_no_trace(way, row):
    course = way()
    course.to(row["stage"])
    before = list(Matter.objects.values()), course.matter.moves.count()
    letters = course.matter.letters.count()

    with pytest.raises(ValidationError) as refusal:
        course.go(row["verb"], int(row["on"]), **values_of(course, row["data"]))

    error = refusal.value
    fields = list(error.message_dict) if hasattr(error, "error_dict") else [""]
    assert (fields, course.matter.letters.count()) == ([row["field"]], letters)
    assert (list(Matter.objects.values()), course.matter.moves.count()) == before


def values_of(course: Way, text: str) -> dict[str, object]:
    """What is sent: `name=value;name=value`; days as +n after publication, rows as list/code."""
    found: dict[str, object] = {}
    for pair in filter(None, text.split(";")):
        name, _sign, value = pair.partition("=")
        kind, slash, code = value.partition("/")
        if value.startswith("+"):
            found[name] = date.fromordinal(course.begin.toordinal() + int(value))
        else:
            found[name] = option(kind, code) if slash else int(value) if value.isdigit() else value
    return found


def test_the_city_files_and_the_province_registers(way, people):
    one = way().to("formal_check")
    city = people["submit_draft"]
    steps = {user: filings.steps(one, user, TODAY) for user in (city, people["review_matter"])}

    may = {user: {str(step["verb"]) for step in steps[user]["may"]} for user in steps}
    why = {str(step["verb"]): step["why"] for step in steps[city]["cannot"]}
    assert may == {city: set(), people["review_matter"]: {"check_form", "ask_supplement",
                                                           "register"}}  # fmt: skip
    assert why["register"] == "此事项由其他角色办理。"
    assert filings.may_make(city, one, filings.rules["file"])


@pytest.mark.parametrize(("verb", "role"), [
    ("file", "submit_draft"), ("take_supplement", "submit_draft"), ("report", "submit_draft"),
    ("register", "review_matter"), ("remind", "review_matter"), ("conclude", "examine_matter"),
    ("refuse", "examine_matter"), ("withdraw", "examine_matter"), ("censure", "sign_matter"),
    ("send_opinion", "sign_matter"), ("refer", "sign_matter"), ("decide", "sign_matter"),
])  # fmt: skip
def test_whose_move_it_is(verb, role):
    assert permission_of(verb) == role


@pytest.mark.parametrize(("user", "status"), [("submit_draft", 403), ("review_matter", 302)])
def test_the_page_of_a_move_keeps_the_sides_apart(client, way, people, user, status):
    one = way().to("formal_check")
    client.force_login(people[user])
    address = f"/normative/matters/{one.pk}/register/"

    answer = client.post(address, {"on": "2024-12-05", "version": one.version})

    assert answer.status_code == status
    assert (Matter.objects.get().stage == "registered") == (status == 302)


def test_a_filing_in_time_is_checked_registered_and_reviewed(way):
    one = way().to("registered")

    assert (one.filed_on, one.filing_due_on) == (date(2024, 12, 3), date(2024, 12, 17))
    assert one.number == "山西省法备〔2024〕1号"
    assert (one.filing_number, one.registered_on) == ("山西省法备登〔2024〕1号", date(2024, 12, 5))
    assert clocks_of(one) == {
        "normative_filing": ("2024-12-17", True), "filing_check": ("2024-12-10", True),
        "filing_review": ("2025-01-06", None),
    }  # fmt: skip
    assert one.moves.get(verb="file").recorded["is_in_time"] is True
    assert str(Stage(one.stage).label) in one.get_state_display()


def test_a_late_filing_is_marked_and_its_time_was_missed(way):
    course = way()

    one = course.go("file", 16)

    assert one.moves.last().recorded["is_in_time"] is False
    assert clocks_of(one)["normative_filing"] == ("2024-12-17", False)


def test_a_tenth_of_the_year_2013_is_filed_registered_and_reviewed(way):
    """The report of 2013 counts 110 filings; here eleven cities file one document each."""
    cities = Organ.objects.filter(level="prefecture", kind="government").order_by("code")
    courses = [way("2013", city.code, number=f"某政发〔2013〕{city.pk}号") for city in cities]

    for place, course in enumerate(courses):
        course.go("file", 20 if place < 2 else 10)
        for step in ("check_form", "register", "start"):
            course.go(step)
        course.go("conclude:b2" if place == 5 else "conclude:b0")

    rows = Matter.objects.filter(track="filing", rule_set__code="N1")
    late = rows.filter(filed_on__gt=F("filing_due_on"))
    assert (rows.count(), late.count(), rows.filter(outcome__code="b0").count()) == (11, 2, 10)
    assert [one.filing_number for one in rows.order_by("pk")] == [
        f"山西省法备登〔2013〕{number}号" for number in range(1, 12)
    ]
    quarter = catalogues.of_filings(Organ.objects.get(code="140000"),
                                    catalogues.span_of(2013, 2, 3), today=TODAY)  # fmt: skip
    assert len(quarter.lines) == 11
