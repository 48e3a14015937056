"""The deadline engine against a table that a lawyer can read and extend."""

from datetime import date

import pytest

from lawgov.statutes.calendar import WorkCalendar
from lawgov.statutes.current import Question, answer, current_calendar
from lawgov.statutes.deadlines import NotAllowed, Span, Terms, Unit, calculate
from lawgov.statutes.models import Period, RuleSet
from tests.tables import table

CASES = table("deadlines.csv")


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def spans(text: str) -> tuple[Span, ...]:
    pairs = (pair.split(":") for pair in text.split())
    return tuple(Span(date.fromisoformat(a), date.fromisoformat(b)) for a, b in pairs)


def question(case: dict[str, str]) -> Question:
    return Question(
        code=case["code"],
        start=date.fromisoformat(case["start"]),
        received=day(case["received"]),
        suspensions=spans(case["suspend"]),
        exclusions=spans(case["exclude"]),
        extension=int(case["extend"] or 0),
        content_known=day(case["content_known"]),
        variant=case["variant"],
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_the_engine_gives_the_day_of_the_table(case, shipped):
    deadline = answer(question(case))

    found = (
        deadline.terms.rule_set,
        deadline.nominal.isoformat(),
        deadline.due.isoformat(),
        deadline.is_provisional,
    )
    expected = (case["rule_set"], case["nominal"], case["due"], case["provisional"] == "yes")
    assert found == expected


def test_the_table_is_large_and_speaks_of_every_period(shipped):
    codes = {case["code"] for case in CASES}

    assert len(CASES) >= 80
    assert codes == set(Period.objects.values_list("code", flat=True))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_the_last_day_is_always_worked(case, shipped):
    deadline = answer(question(case))

    assert current_calendar().works(deadline.due.toordinal())


@pytest.mark.parametrize(
    ("code", "start"),
    [
        ("hearing_notice", "2013-05-06"),
        ("filing_outer", "2013-05-06"),
        ("supplement", "2013-05-06"),
        ("decision_simplified", "2023-12-29"),
        ("elevation_files", "2026-06-30"),
        ("forward", "2024-01-02"),
        ("nothing", "2024-01-02"),
    ],
)
def test_a_period_that_the_rule_set_lacks_is_refused(code, start, shipped):
    with pytest.raises(NotAllowed, match=code):
        answer(Question(code, date.fromisoformat(start)))


@pytest.mark.parametrize(
    "extra",
    [
        {"extension": 31},
        {"extension": -1},
        {"content_known": date(2024, 1, 1)},
        {"suspensions": (Span(date(2024, 6, 3), date(2024, 6, 3)),)},
        {"suspensions": (Span(date(2024, 4, 1), date(2024, 4, 8)),)},
        {"suspensions": (Span(date(2024, 9, 1), date(2024, 9, 8)),)},
    ],
)
def test_what_the_law_does_not_allow_for_a_decision_is_refused(extra, shipped):
    with pytest.raises(NotAllowed):
        answer(Question("decision", date(2024, 5, 6), **extra))


@pytest.mark.parametrize("code", ["decision_simplified", "respondent_reply", "acceptance_review"])
def test_only_some_periods_can_be_lengthened(code, shipped):
    with pytest.raises(NotAllowed):
        answer(Question(code, date(2024, 5, 6), extension=1))


def test_a_period_that_cannot_be_suspended_is_not_suspended(shipped):
    span = Span(date(2024, 5, 7), date(2024, 5, 9))

    with pytest.raises(NotAllowed):
        answer(Question("respondent_reply", date(2024, 5, 6), suspensions=(span,)))


def test_nothing_governs_what_was_received_before_the_first_rule_set(shipped):
    with pytest.raises(NotAllowed, match="2007-07-31"):
        answer(Question("decision", date(2007, 7, 31)))


def test_an_amendment_is_a_row_and_leaves_other_cases_alone(shipped):
    before = answer(Question("decision", date(2024, 5, 6)))
    old = RuleSet.objects.get(code="B2")
    old.effective_until = date(2030, 1, 1)
    old.save()
    new = RuleSet.objects.create(
        code="C", name="修订", effective_from=date(2030, 1, 1), laws="新法", source="test"
    )
    Period.objects.create(
        code="decision", rule_set=new, article="新法第一条", length=45, unit="calendar_day",
        start_event="受理", source="test",
    )  # fmt: skip

    assert answer(Question("decision", date(2030, 1, 7))).nominal == date(2030, 2, 21)
    assert answer(Question("decision", date(2024, 5, 6))) == before


def test_the_explanation_names_article_holidays_and_working_weekends(shipped):
    deadline = answer(Question("acceptance_review", date(2013, 4, 25)))

    kinds = [step.kind for step in deadline.steps]
    assert kinds == ["rule", "start", "skip", "exchanged", "exchanged", "nominal", "due"]
    assert "行政复议法（1999）第十七条" in deadline.steps[0].as_json()["zh"]
    assert deadline.steps[2].as_json()["en"] == (
        "2013-04-29 to 2013-05-01 is not worked (劳动节) and is passed over."
    )


def test_months_end_on_the_same_date_or_the_last_of_the_month():
    calendar = WorkCalendar({}, range(2000, 2040))
    terms = Terms("x", "A", "第一条", 1, Unit.MONTH)

    assert calculate(terms, date(2024, 1, 31), calendar).nominal == date(2024, 2, 29)
    assert calculate(terms, date(2024, 12, 15), calendar).nominal == date(2025, 1, 15)
