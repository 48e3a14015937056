"""Statistics of normative work: what each figure counts, by which day, of whom, and its list."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import openpyxl
import pytest

from lawgov.organs.models import Organ
from lawgov.spans import Reach, Span
from lawgov.statutes.models import RuleSet
from normative.models import Advice, Evaluation, Matter, MatterClock, MatterMove, Option
from normative.statistics import BY_CODE, COLUMNS, Question, by_organ, fill
from reports.computed import compute
from reports.models import Observation, Source

YEAR = 2026
serial = count(1)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def matter(track: str, organ: str = "140000", **values: Any) -> Matter:
    """A matter as the moves leave it, written straight into the register."""
    values = {k: day(v) if k.endswith("_on") else v for k, v in values.items()}
    outcome = values.pop("outcome", "")
    one = Matter(track=track, title=f"某办法{next(serial)}", stage="examining",
                 received_on=date(YEAR, 3, 2), number=f"试〔{YEAR}〕{next(serial)}号")  # fmt: skip
    for name, value in values.items():
        setattr(one, name, value)
    if one.concluded_on:
        one.outcome = Option.objects.get(code=outcome or "o1")
    one.rule_set = RuleSet.objects.all().in_force(one.received_on, "normative")
    one.place_in(Organ.objects.get(code=organ))
    one.save()
    if one.concluded_on:
        MatterMove.objects.create(matter=one, verb="issue", from_state="second_check",
                                  to_state=one.stage, made_on=one.concluded_on,
                                  recorded={"effect": one.outcome.effect})  # fmt: skip
    return one


def asked(code: str, organ: str = "140000", reach: str = Reach.TERRITORY, year: int = YEAR) -> int:
    question = Question(Organ.objects.get(code=organ), Span.of_year(year), reach)
    return BY_CODE[code].count(question)


@pytest.mark.parametrize(
    ("received", "concluded", "counted_received", "counted_reviewed"),
    [("2025-12-30", "2026-01-04", 0, 1), ("2026-01-01", None, 1, 0),
     ("2026-12-31", "2027-01-05", 1, 0), ("2025-11-01", "2025-12-31", 0, 0)],
)  # fmt: skip
def test_drafts_count_by_the_day_of_the_opinion_and_apart_by_receipt(
    shipped, received, concluded, counted_received, counted_reviewed
):
    matter("government", received_on=received, concluded_on=concluded)

    assert asked("government_received") == counted_received
    assert asked("government_reviewed") == counted_reviewed
    assert asked("department_reviewed") == 0


def test_a_draft_reviewed_again_still_counts_in_the_year_of_its_first_opinion(shipped):
    one = matter("government", concluded_on="2025-05-06", outcome="o3", received_on="2025-04-01")
    Matter.objects.filter(pk=one.pk).update(concluded_on=None, outcome=None)

    assert asked("government_reviewed", year=2025) == asked("reviews_returned", year=2025) == 1
    assert asked("government_reviewed") == 0


def test_a_draft_that_the_review_body_never_had_is_not_received(shipped):
    matter("government", number="", stage="drafting")

    assert asked("government_received") == 0


def filing(organ: str, **values: Any) -> Matter:
    receiver = Organ.objects.get(code="140000")
    return matter("filing", organ, receiver=receiver, **values)


def test_the_province_counts_city_documents_filed_with_it_and_no_departments(shipped):
    filing("140100", registered_on="2026-02-03", filing_number="备1")
    filing("140000-gat", registered_on="2026-02-04", filing_number="备2")
    filing("140100", registered_on="2025-12-31", filing_number="备3")

    assert asked("registered", reach=Reach.OWN) == 2
    assert asked("city_registered", reach=Reach.OWN) == 1
    assert asked("registered", organ="140100") == 1


def test_rates_name_both_parts_and_are_nothing_of_nothing(shipped):
    filing("140100", filed_on="2026-02-03", filing_due_on="2026-02-03")
    filing("140100", filed_on="2026-02-04", filing_due_on="2026-02-03")
    filing("140200", received_on="2026-02-04")
    question = Question(Organ.objects.get(code="140000"), Span.of_year(YEAR))

    rates = {rate.code: rate for rate in fill(question).rates}

    assert (rates["timely_rate"].part, rates["timely_rate"].whole) == (1, 2)
    assert rates["timely_rate"].percent == Decimal("50.00")
    assert rates["filing_rate"].percent == Decimal("66.67")
    assert rates["legality_review_rate"].percent is None


def test_points_count_with_their_opinion_and_by_their_answer(shipped):
    one = matter("government", concluded_on="2026-05-06", outcome="o2")
    for adoption, reason in [("full", ""), ("part", "部分采纳"), ("no", "另有依据"), ("", "")]:
        Advice.objects.create(matter=one, clause="第三条", problem="无依据", text="删去",
                              adoption=adoption, reason=reason,
                              answered_on=date(2026, 5, 7) if adoption else None)  # fmt: skip

    assert [asked(f"advice_{name}") for name in ("given", "adopted", "partly")] == [4, 1, 1]


def test_in_time_is_what_the_deadline_says(shipped):
    for is_met in (True, False, None):
        one = matter("government", concluded_on="2026-05-06")
        MatterClock.objects.create(matter=one, code="legality_review", start=one.received_on,
                                   nominal=one.received_on, due=one.received_on,
                                   ended_on=one.concluded_on, is_met=is_met)  # fmt: skip

    assert (asked("government_reviewed"), asked("government_in_time")) == (3, 1)


def test_a_document_followed_up_twice_in_a_year_counts_once(in_force):
    one = in_force()
    trigger = Option.objects.get(list="trigger", code="routine")
    for month in (2, 9):
        Evaluation.objects.create(
            document=one, trigger=trigger, done_on=date(YEAR, month, 1), team="市司法局",
            method="问卷", findings="有效", advice="keep",
        )  # fmt: skip

    assert asked("evaluated") == 1
    assert asked("evaluated", year=2025) == 0


def test_documents_count_as_they_stand_on_the_last_day(in_force, act):
    in_force()
    gone = in_force(expires_on=None)
    act(gone, "repeal", "2026-06-01", basis="并政发〔2026〕9号")

    assert (asked("in_force"), asked("in_force_termed"), asked("repealed")) == (1, 1, 1)
    assert (asked("in_force", year=2025), asked("issued", year=2024)) == (2, 2)


def test_every_figure_leads_to_as_many_records(client, handler, in_force):
    in_force()
    filing("140100", registered_on="2026-02-03", filing_number="备1", received_on="2026-01-20")
    client.force_login(handler)

    for column in COLUMNS:
        address = f"/normative/statistics/figure/?cell={column.code}&from=2026-01-01&to=2026-11-20"
        page = client.get(address)
        assert page.status_code == 200, column.code
        assert len(page.context["rows"]) == column.count(
            Question(handler.organ.realm, Span.through(date(2026, 1, 1), date(2026, 11, 20)))
        ), column.code


def test_the_page_counts_and_the_workbook_says_the_same(client, handler, tmp_path):
    matter("government", concluded_on="2026-05-06")
    client.force_login(handler)
    query = "from=2026-01-01&to=2026-12-31"

    page = client.get(f"/normative/statistics/?{query}")
    answer = client.get(f"/normative/statistics/export/?{query}")
    (tmp_path / "out.xlsx").write_bytes(answer.content)

    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    rows = {row[0]: row[1] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert page.context["statistics"].numbers["government_reviewed"] == 1
    assert rows["审核政府文件草案"] == 1


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [("organ=nowhere", 404, "organ"), ("from=2026-02-30", 400, "from"),
     ("from=2026-03-01&to=2026-02-01", 400, "to"), ("reach=moon", 400, "reach")],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_at_its_field(client, handler, query, status, field):
    client.force_login(handler)

    for address in ("", "export/", "figure/"):
        page = client.get(f"/normative/statistics/{address}?cell=issued&{query}")
        assert page.status_code == status
        assert field in page.context["form"].errors


def test_another_city_s_figures_are_out_of_reach(client, make_user):
    client.force_login(make_user("承办人", "140100"))

    assert client.get("/normative/statistics/?organ=140200").status_code == 404
    assert client.get("/normative/statistics/").context["form"]["organ"].value() == "140100"


def test_the_yearly_figures_follow_from_the_register(shipped):
    for _number in range(3):
        matter("government", received_on="2013-03-01", concluded_on="2013-03-08")
    filing("140100", received_on="2013-02-01", registered_on="2013-02-04", filing_number="备9")
    office = Organ.objects.get(code="140000-fzb")

    compute(organ=office, year=2013, scope="own")

    rows = Observation.objects.filter(organ=office, year=2013, source=Source.COMPUTED)
    found = dict(rows.values_list("indicator__code", "value"))
    published = rows.model.objects.get(
        organ=office, year=2013, source=Source.PUBLISHED,
        indicator__code="normative.government_drafts_reviewed",
    )  # fmt: skip
    assert found["normative.government_drafts_reviewed"] == 3
    assert found["normative.city_documents_filed"] == 1
    assert published.value == 49


def test_a_question_costs_the_same_however_much_there_is(shipped, django_assert_num_queries):
    question = Question(Organ.objects.get(code="140100"), Span.of_year(YEAR))
    fill(question)
    with django_assert_num_queries(len(COLUMNS) + 4):
        fill(question)
    for number in range(5):
        start = date(YEAR, 2, 1) + timedelta(number)
        matter("government", "140100", concluded_on=str(start), complete_on=str(start))
    with django_assert_num_queries(len(COLUMNS) + 4):
        assert fill(question).numbers["government_reviewed"] == 5


def test_the_organ_alone_and_those_below_add_up_and_offices_have_none(shipped):
    matter("government", concluded_on="2026-05-06")
    matter("government", "140100", concluded_on="2026-05-06")
    question = Question(Organ.objects.get(code="140000"), Span.of_year(YEAR))

    rows = by_organ(question, ["government_reviewed"])

    assert [(organ.code, is_own, *numbers.values()) for organ, is_own, numbers in rows] == [
        ("140000", True, 1), ("140100", False, 1),
    ]  # fmt: skip
