"""The national form: stock and flow, rows, breakdowns, identities and rates."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from lawgov.organs.models import Organ
from reconsideration.models import Case, Letter, Setting
from reconsideration.statistics import Question, Reach, Span, fill
from tests.reconsideration.bulk import standing, write
from tests.reconsideration.conftest import option
from tests.tables import table

CHECKED = [
    "carried_in", "received", "accepted", "closed", "pending", "unreviewed_before", "unreviewed",
    "not_accepted", "told_elsewhere", "forwarded", "otherwise", "abandoned", "pre_withdrawn",
    "self_corrected", "not_handled_again", "closed_upheld", "closed_revoked", "closed_altered",
    "closed_perform", "closed_withdrawn",
]  # fmt: skip


def ask(first: str, last: str, organ: str = "140000", **more) -> Question:
    days = Span.through(date.fromisoformat(first), date.fromisoformat(last))
    return Question(Organ.objects.get(code=organ), days, **more)


def numbers(question: Question, *codes: str) -> list:
    total = fill(question).total
    return [total[code] for code in codes]


@pytest.mark.parametrize("row", table("statistics.csv"), ids=lambda row: row["note"])
def test_a_case_is_counted_where_its_days_fall(shipped, row):
    names = ("accepted", "closed", "ended", "state", "closing")
    write((1, standing(row["received"], **{n: row[n] for n in names if row[n]})))

    filled = fill(ask(row["from"], row["to"]))

    counted = [code for code in CHECKED if filled.total[code]]
    assert sorted(counted) == sorted(row["counted"].split())
    assert filled.broken == []


def shanghai() -> None:
    """The figures that Shanghai published for 2014, as cases of one organ."""
    old, accepted = {"accepted": "2013-11-05"}, {"accepted": "2014-02-05"}
    corrected = {"closing": "terminated", "respondent_corrected": True}
    closings = [(3509, {"closing": "upheld"}), (678, {"closing": "withdrawn"}),
                (295, {"closing": "dismissed"}), (77, corrected), (63, {"closing": "revoked"}),
                (43, {"closing": "unlawful"}), (8, {"closing": "perform"}),
                (23, {"closing": "other"})]  # fmt: skip
    write((676, standing("2013-11-01", **old, closed="2014-03-31", closing="upheld")))
    for count, closing in closings:
        count -= 676 if closing["closing"] == "upheld" else 0
        write((count, standing("2014-02-03", **accepted, closed="2014-04-01", **closing)))
    write((935, standing("2014-02-03", **accepted)))
    write((1245, standing("2014-02-03", ended="2014-02-07", state="not_accepted")))


def test_the_published_year_of_scenario_s23_comes_out(shipped):
    shanghai()

    filled = fill(ask("2014-01-01", "2014-12-31"))

    codes = ["carried_in", "received", "accepted", "closed", "pending", "closed_altered"]
    assert [filled.total[code] for code in codes] == [676, 6200, 4955, 4696, 935, 0]
    assert filled.broken == []
    rates = {rate.code: rate.shown for rate in filled.rates}
    assert rates == {
        "acceptance": "79.9%",
        "closing": "83.4%",
        "closing_accepted": "94.8%",
        "correction": "2.43%",
        "correction_overall": "4.07%",
        "agreed": "14.4%",
        "sued": "0.0%",
    }


def test_a_setting_counts_every_agreement_as_a_correction(shipped):
    write((1, standing("2014-02-03", accepted="2014-02-03", closed="2014-03-03",
                       closing="mediated")))  # fmt: skip
    write((3, standing("2014-02-03", accepted="2014-02-03", closed="2014-03-03",
                       closing="upheld")))  # fmt: skip
    question = ask("2014-01-01", "2014-12-31")

    before = {rate.name: rate.shown for rate in fill(question).rates}["综合纠错率"]
    Setting.objects.filter(code="corrected_all_agreed").update(value="1")
    after = {rate.name: rate.shown for rate in fill(question).rates}["综合纠错率"]

    assert (before, after) == ("0.00%", "25.00%")


def test_a_rate_of_nothing_is_no_rate(shipped):
    filled = fill(ask("2014-01-01", "2014-12-31"))

    assert [(rate.percent, rate.shown) for rate in filled.rates] == [(None, "—")] * 7
    assert filled.is_empty


def test_the_last_instant_of_the_year_belongs_to_it(shipped):
    late = timezone.make_aware(timezone.datetime(2013, 12, 31, 23, 59, 59, 900_000))
    write((1, standing(str(timezone.localtime(late).date()), received_at=late)))

    years = [numbers(ask(f"{y}-01-01", f"{y}-12-31"), "received")[0] for y in (2013, 2014)]

    assert years == [1, 0]


def test_a_past_form_is_the_same_whatever_happens_later(shipped):
    case = write((1, standing("2024-11-01", accepted="2024-11-05")))[0]
    question = ask("2024-01-01", "2024-12-31")
    before = fill(question).total

    Case.objects.filter(pk=case.pk).update(
        state="decided", closed_on="2025-02-01", closing="revoked", is_open=False
    )

    assert fill(question).total == before


def test_a_case_without_handler_counts(shipped):
    write((2, standing("2024-11-01", accepted="2024-11-05")))

    assert not Case.objects.exclude(handler=None).exists()
    assert numbers(ask("2024-01-01", "2024-12-31"), "accepted") == [2]


def test_the_same_numbers_in_both_languages(shipped):
    write((2, standing("2024-11-01", accepted="2024-11-05")))
    question = ask("2024-01-01", "2024-12-31")

    with translation.override("en"):
        english = fill(question)
    chinese = fill(question)

    assert english.total == chinese.total
    assert [row.head.code for row in english.rows] == [row.head.code for row in chinese.rows]


@pytest.mark.parametrize(
    ("year", "field", "row"),
    [
        (2013, "police", "police"),
        (2013, "drugs", "drugs"),
        (2016, "drugs", "food"),
        (2016, "health_old", "health"),
        (2013, "planning", "city_planning"),
        (2013, "quality", "other"),
        (2013, "science", "other"),
        (2016, "science", "science"),
        (2016, "other", "other"),
    ],
)
def test_a_field_is_counted_in_the_row_of_the_years_list(shipped, year, field, row):
    write((1, standing(f"{year}-03-01", field=option("field", field))))

    filled = fill(ask(f"{year}-01-01", f"{year}-12-31"))

    assert [r.head.code for r in filled.rows if r.numbers["received"]] == [row]
    assert filled.broken == []


def test_the_versions_of_the_form_have_their_columns_and_rows(shipped):
    old, new = fill(ask("2014-01-01", "2014-12-31")), fill(ask("2015-01-01", "2015-12-31"))

    assert [(f.version.code, len(f.columns), len(f.rows)) for f in (old, new)] == [
        ("F10", 45, 44),
        ("F15", 47, 46),
    ]
    assert [[c.number for c in f.columns] for f in (old, new)] == [
        list(range(1, 46)), list(range(1, 48)),
    ]  # fmt: skip
    assert [f.rows[-1].head.code for f in (old, new)] == ["other", "other"]


def test_breakdowns_are_taken_of_the_base(shipped):
    write((3, standing("2024-02-01", accepted="2024-02-05")))
    write((2, standing("2024-02-01")))
    days = "2024-01-01", "2024-12-31"
    codes = ["base", "respondent_city_department", "act_penalty", "organ_province"]

    accepted = numbers(ask(*days), *codes)
    received = numbers(ask(*days, base="received"), *codes)

    assert (accepted, received) == ([3] * 4, [5] * 4)


def test_an_organ_counts_those_below_it_or_itself_alone(shipped):
    for organ, count in (("140000", 1), ("140000-fgw", 2), ("140100", 4), ("140105", 8)):
        write((count, standing("2024-02-01", organ=organ)))
    days = "2024-01-01", "2024-12-31"

    found = {
        (organ, reach): numbers(ask(*days, organ=organ, reach=reach), "received")[0]
        for organ in ("140000", "140000-fzb", "140100", "140105", "140000-fgw")
        for reach in Reach
    }

    assert {key: value for key, value in found.items() if key[1] == "territory"} == {
        ("140000", "territory"): 15, ("140000-fzb", "territory"): 15,
        ("140100", "territory"): 12, ("140105", "territory"): 8,
        ("140000-fgw", "territory"): 2,
    }  # fmt: skip
    own = [value for key, value in found.items() if key[1] == "own"]
    assert own == [1, 1, 4, 8, 2]


def test_the_organs_make_up_the_total_and_none_counts_twice(shipped):
    for organ, count in (("140000", 1), ("140000-fgw", 2), ("140100", 4), ("140105", 8)):
        write((count, standing("2024-02-01", organ=organ)))
    filled = fill(ask("2024-01-01", "2024-12-31"))

    parts = [(row.organ.code, row.is_own, row.numbers["received"]) for row in filled.organs]

    assert parts == [("140000", True, 1), ("140000-fgw", False, 2), ("140100", False, 12)]
    assert {c.code: c.sentence for c in filled.checks}["i7_received"] == "15 = 15"


def test_a_case_that_lost_its_scope_breaks_the_sum_of_the_organs(shipped):
    write((2, standing("2024-02-01", organ="140100")))
    Case.objects.filter(pk=Case.objects.latest("pk").pk).update(province=None)

    broken = fill(ask("2024-01-01", "2024-12-31")).broken

    assert [(check.code, check.sentence) for check in broken] == [("i7_received", "1 ≠ 2")]


def test_a_broken_identity_is_named_with_its_row(shipped):
    case = write((1, standing("2024-02-01", accepted="2024-02-05")))[0]
    Case.objects.filter(pk=case.pk).update(intake_ended_on=None)

    broken = fill(ask("2024-01-01", "2024-12-31")).broken

    assert [(c.code, c.sentence, c.broken_rows) for c in broken] == [
        ("i1", "1 ≠ 1 + 1", ["公安：1 ≠ 1 + 1"])
    ]


def test_compensation_is_counted_with_the_closing(shipped):
    paid = {"accepted": "2024-02-05", "closed": "2024-03-01", "closing": "revoked"}
    write((2, standing("2024-02-01", **paid, compensation_granted=Decimal("1200.50"))))
    write((1, standing("2024-02-01", **paid, compensation_granted=Decimal(0))))

    found = numbers(ask("2024-01-01", "2024-12-31"), "compensation", "compensation_sum")

    assert found == [2, Decimal("2401.00")]


def test_letters_are_counted_each_and_as_carried_out_in_their_time(shipped):
    case = write((1, standing("2024-02-01", accepted="2024-02-05")))[0]
    letter = {"case": case, "kind": "opinion", "addressee": "太原市", "subject": "意见",
              "content": "改正", "received_on": "2024-12-30"}  # fmt: skip
    for _turn in range(2):
        Letter.objects.create(**letter, issued_on="2024-12-30")
    Letter.objects.create(**letter | {"kind": "suggestion"}, issued_on="2024-12-30")
    Letter.objects.filter(pk=Letter.objects.first().pk).update(
        fed_back_on="2025-02-03", is_carried_out=True
    )

    years = [numbers(ask(f"{y}-01-01", f"{y}-12-31"), "opinions_issued", "opinions_done")
             for y in (2024, 2025)]  # fmt: skip

    assert years == [[2, 0], [0, 1]]
    assert fill(ask("2025-01-01", "2025-12-31")).broken == []
