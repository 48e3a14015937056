"""Who applies: identity papers checked, applicants, representatives and agents counted."""

import pytest

from reconsideration.models import Case, Party
from reconsideration.parties import check_paper, id_fault, uscc_fault
from tests.reconsideration.conftest import OLD_ID, applicant
from tests.reconsideration.refusing import refused
from tests.tables import table

TABLE = table("identities_of_parties.csv")
FIELDS = {"form": "格式", "date": "出生日期", "check": "校验码", "old": "15位", "empty": "证件号码"}
DAYS = {"A": "2013-08-05", "B1": "2024-09-05", "B2": "2026-07-01"}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['paper']}-{row['basis']}")
def test_a_paper_is_checked_as_the_table_says(row):
    party = Party(role="third_party", name="张三", paper=row["paper"],
                  paper_number=row["number"], paper_note=row["note"])  # fmt: skip

    if row["fault"]:
        words = refused("paper_number", check_paper, party)
        assert FIELDS[row["fault"]] in words
    else:
        check_paper(party)
        assert party.paper_number == row["kept_as"]


def changed(number: str, place: int, to: str) -> str:
    return number[:place] + to + number[place + 1 :]


def test_a_check_digit_finds_every_single_wrong_digit():
    number, code = "11010519491231002X", "91350100M000100Y43"

    wrong_ids = [changed(number, i, c) for i in range(14, 17) for c in "0123456789"]
    wrong_codes = [changed(code, i, c) for i in range(8, 17) for c in "0123456789AHJ"]

    assert {id_fault(wrong) for wrong in wrong_ids if wrong != number} == {"check"}
    assert {uscc_fault(wrong) for wrong in wrong_codes if wrong != code} == {"check"}


def person(role, number, **values):
    return Party(**{"role": role, "name": f"{role}{number}", "paper": "other",
                    "paper_number": f"P{number}"} | values)  # fmt: skip


@pytest.mark.parametrize(
    ("rule_set", "headcount", "representatives", "is_allowed"),
    [
        ("A", 5, 0, True),
        ("A", 6, 0, False),
        ("A", 6, 1, True),
        ("A", 6, 5, True),
        ("A", 6, 6, False),
        ("B1", 5, 0, True),
        ("B1", 6, 0, False),
        ("B1", 6, 1, True),
        ("B2", 10, 0, True),
        ("B2", 11, 0, False),
        ("B2", 11, 1, False),
        ("B2", 11, 2, True),
        ("B2", 11, 5, True),
        ("B2", 11, 6, False),
    ],
)
def test_many_applicants_elect_as_many_representatives_as_their_law_says(
    receive, rule_set, headcount, representatives, is_allowed
):
    parties = [applicant(), *(person("representative", n) for n in range(representatives))]
    data = {"parties": parties, "headcount": headcount}

    if is_allowed:
        assert receive(DAYS[rule_set], **data).headcount == headcount
    else:
        refused("headcount", receive, DAYS[rule_set], **data)
        assert not Case.objects.exists()


@pytest.mark.parametrize(("listed", "headcount", "counted"), [(3, 1, 3), (1, 4, 4), (2, 2, 2)])
def test_there_are_at_least_as_many_applicants_as_are_named(receive, listed, headcount, counted):
    parties = [person("applicant", number) for number in range(listed)]

    assert receive("2024-09-05", parties=parties, headcount=headcount).headcount == counted


@pytest.mark.parametrize(
    ("parties", "field"),
    [
        ([("third_party", {})], ""),
        ([("applicant", {"paper": "none", "paper_number": ""})], "paper"),
        ([("applicant", {"paper_number": " "})], "paper_number"),
        ([("applicant", {"being": "organisation", "paper": "id_card", "paper_number": OLD_ID})],
         "paper"),
        ([("applicant", {}), ("agent", {}), ("agent", {}), ("agent", {})], ""),
    ],
)  # fmt: skip
def test_an_application_without_identified_applicant_is_refused_whole(receive, parties, field):
    rows = [person(role, number, **values) for number, (role, values) in enumerate(parties)]

    refused(field, receive, "2024-09-05", parties=rows)
    assert (Case.objects.count(), Party.objects.count()) == (0, 0)


def test_two_agents_of_an_applicant_are_taken(receive):
    parties = [person("applicant", 1), person("agent", 2), person("agent", 3)]

    assert receive("2024-09-05", parties=parties).parties.count() == 3
