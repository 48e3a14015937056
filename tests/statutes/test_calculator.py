"""The deadline calculator as a page and for programs: the same answers as the engine."""

from datetime import date

import pytest

from lawgov.statutes.current import (
    Question,
    answer,
    calendar_as_of,
    current_calendar,
    law_version,
    terms_as_of,
)
from lawgov.statutes.models import CalendarDay, Period

PAGE, API = "/deadlines/calculator/", "/api/v1/deadlines/calculate/"
ASKED = {"code": "decision", "start": "2013-03-11", "suspend": "2013-04-01:2013-05-20"}


def test_the_page_explains_every_step(client, handler):
    client.force_login(handler)

    page = client.get(PAGE, ASKED).content.decode()

    assert "最后一日：2013年6月28日" in page
    assert "行政复议法（1999）第三十一条" in page
    assert "中止" in page


def test_the_api_answers_as_the_command_does(client, handler):
    client.force_login(handler)

    found = client.get(API, ASKED).json()

    assert list(found) == ["code", "rule_set", "article", "days", "unit", "start", "nominal",
                           "due", "provisional", "steps"]  # fmt: skip
    assert (found["rule_set"], found["due"], found["provisional"]) == ("A", "2013-06-28", False)


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"code": "decision"},
        {"code": "no_such", "start": "2013-03-11"},
        {"code": "decision", "start": "2013-02-30"},
        {"code": "decision", "start": "1066-10-14"},
        {"code": "maker_notice", "start": "2013-03-11"},
        {"code": "decision", "start": "2013-03-11", "extend": "31"},
        {"code": "decision", "start": "2013-03-11", "suspend": "2013-05-01"},
        {"code": "copy_to_respondent", "start": "2013-03-11",
         "suspend": "2013-03-12:2013-03-13"},
    ],
)  # fmt: skip
def test_what_the_law_does_not_know_is_refused_with_what_was_typed(client, handler, asked):
    client.force_login(handler)

    page, found = client.get(PAGE, asked), client.get(API, asked)

    assert found.status_code == 400
    assert found.json()
    if asked:
        assert page.status_code == 400
        assert asked.get("suspend", "") in page.content.decode()


def test_a_visitor_is_asked_to_log_in(client, db):
    assert client.get(PAGE).status_code == 302
    assert client.get(API, ASKED).status_code == 401


def test_a_deadline_in_a_year_without_calendar_is_provisional(client, handler):
    client.force_login(handler)

    found = client.get(API, {"code": "decision", "start": "2040-03-11"}).json()

    assert found["provisional"] is True
    assert found["steps"][-1]["kind"] == "provisional"


def test_a_calendar_of_the_past_can_be_had_again(shipped):
    before, version = current_calendar(), law_version()
    day = date(2026, 12, 7)

    CalendarDay.objects.create(date=day, kind="off", name="临时放假", source="test")

    assert law_version() != version
    assert not current_calendar().works(day.toordinal())
    assert calendar_as_of(version).works(day.toordinal())
    assert calendar_as_of(version).days == before.days


def test_a_day_taken_out_of_the_calendar_is_out_of_it(shipped):
    day = date(2026, 10, 7)
    assert not current_calendar().works(day.toordinal())

    CalendarDay.objects.get(date=day).delete()

    assert current_calendar().works(day.toordinal())


def test_terms_of_the_past_can_be_had_again(shipped):
    version = law_version()
    period = Period.objects.get(code="decision", rule_set__code="A")

    period.length = 90
    period.save()

    asked = Question(code="decision", start=date(2013, 3, 11))
    assert terms_as_of(period, version).length == 60
    assert (answer(asked).terms.length, answer(asked).nominal) == (90, date(2013, 6, 9))
