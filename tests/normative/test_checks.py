"""What a document must keep: the rules of section 1.0, by day, with their gravity."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from lawgov.organs.models import Organ
from normative import checks, registering
from normative.models import Check, Setting
from normative.models.patterns import problem_of
from tests.normative.conftest import TODAY, drafted
from tests.tables import table

TITLES = table("normative_titles.csv")
PLAIN = ["number", "register_number", "dates_reason", "legality_review"]
DAYS = ["signed_on", "published_on", "effective_on", "expires_on"]


def case_of(row: dict[str, str], **values: object):
    """The document that a row of the table describes, with what follows from title and maker."""
    facts = {name: row[name] for name in PLAIN + DAYS}
    one = drafted(row["title"], is_trial=bool(row["is_trial"]), **{**facts, **values})
    registering.prepare(one, organ=Organ.objects.get(code=row["organ"]), comakers=[])
    return one


def told(document, today: date = TODAY) -> set[str]:
    return {f"{one.code}:{'error' if one.is_error else 'warning'}"
            for one in checks.findings(document, today=today)}  # fmt: skip


@pytest.mark.parametrize("row", TITLES, ids=lambda row: row["why"])
def test_what_a_document_does_not_keep_is_found(shipped, row):
    assert told(case_of(row)) == set(row["expected"].split())


def test_the_table_covers_every_rule_but_those_that_look_at_other_documents(shipped):
    named = {one.split(":")[0] for row in TITLES for one in row["expected"].split()}

    assert set(checks.RULES) - named == {"number_taken", "number_elsewhere", "register_taken"}
    assert set(Check.objects.values_list("code", flat=True)) == set(checks.RULES)


def test_a_second_document_of_a_number_is_refused_at_the_number(in_force, enter):
    in_force(number="并政发〔2024〕12号")

    with pytest.raises(ValidationError) as own:
        in_force(number="并政发[2024] 012号")
    with pytest.raises(ValidationError) as other:
        enter(organ="140200", number="并政发〔2024〕12号")

    assert own.value.message_dict == {"number": ["该机关已有该文号的文件。"]}
    assert other.value.message_dict == {"number": ["其他机关已有该文号的文件。"]}


def test_a_second_document_of_a_register_number_is_refused(in_force):
    in_force(register_number="TYGF-2024-9")

    with pytest.raises(ValidationError) as refusal:
        in_force(register_number="TYGF-2024-9")

    assert refusal.value.message_dict == {"register_number": ["该登记号已被使用。"]}


def test_the_number_of_a_struck_out_entry_is_free_again(in_force, act):
    act(in_force(number="并政发〔2024〕12号"), "void", "2024-05-01", basis="重复登记")

    again = in_force(number="并政发〔2024〕12号")

    assert again.number == "并政发〔2024〕12号"


def test_an_office_makes_a_rule_milder_or_stricter_from_a_day_on(shipped):
    row = next(row for row in TITLES if row["why"] == "effect before publication")
    values = {"name": "宽限", "source": "test", "code": "early_effect"}
    Check.objects.create(effective_from=date(2024, 1, 1), gravity="warning", **values)
    Check.objects.create(effective_from=date(2025, 1, 1), gravity="off", **values)

    assert told(case_of(row)) == {"early_effect:warning"}
    assert told(case_of(row, signed_on="2023-12-31", number="")) == {
        "early_effect:error", "number_missing:warning",
    }  # fmt: skip


def test_terms_follow_the_settings_of_the_day(shipped):
    row = next(row for row in TITLES if row["why"] == "five years and a day")
    Setting.objects.create(code="term_years", effective_from=date(2024, 1, 1), value="6",
                           name="年数", source="test")  # fmt: skip

    assert told(case_of(row)) == set()


def test_a_basis_answers_what_an_implementing_title_asks(enter):
    one = enter("太原市城市供热实施办法")

    before = told(one)
    one.bases.create(law="山西省城市供热条例", article="第十条")

    assert "title_implementing:warning" in before
    assert "title_implementing:warning" not in told(one)


def test_every_finding_says_what_it_rests_on(shipped):
    found = [one for row in TITLES for one in checks.findings(case_of(row), today=TODAY)]

    assert all(one.source and one.message and one.mark for one in found)
    assert {one.mark for one in found} == {"statute", "practice", "derived", "unverified"}


@pytest.mark.parametrize(
    ("code", "value", "is_good"),
    [
        ("number_pattern", "[", False),
        ("number_pattern", r"\d+号", True),
        ("term_years", "5", True),
        ("term_years", "五", False),
        ("term_years", "0", False),
        ("term_years", "101", False),
        ("file_max_mb", "20", True),
        ("another", "anything", True),
    ],
)
def test_a_setting_is_refused_that_could_not_be_read(code, value, is_good):
    assert (problem_of(code, value) == "") is is_good
