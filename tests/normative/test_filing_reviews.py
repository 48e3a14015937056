"""Filing review in both regimes: points, conclusions, opinions, and what becomes of the text."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from lawgov.lifecycle import IllegalMove
from normative.matters import parts
from normative.matters.filings import filings
from normative.models import Document, Matter, Stage
from normative.papers import papers
from tests.normative.conftest import TEXT, TODAY
from tests.normative.filed import NEW_TEXT, clocks_of, conclusion, ways
from tests.normative.test_filings import people  # noqa: F401


@pytest.fixture
def way(in_force, people):  # noqa: F811
    return ways(in_force, people)


@pytest.mark.parametrize(("year", "points", "forbidden"), [
    ("2013", ["f2", "f3", "f4", "f5", "f6"], ["c1", "c2", "c3", "c5"]),
    ("2024", ["f1", "f2", "f3", "f4", "f5", "f6"], ["c1", "c2", "c3", "c4", "c5", "c6", "c7"]),
])  # fmt: skip
def test_the_points_of_the_day_are_all_looked_at_before_the_conclusion(
    way, year, points, forbidden
):
    course = way(year)
    one = course.to("examining")
    codes = [point.code for point in parts.points_for(one, course.day)]
    assert codes == points + forbidden

    for point in parts.points_for(one, course.day)[:-1]:
        parts.set_points(one, {point: ("pass", "", "")}, by=None)
    with pytest.raises(ValidationError):
        course.go("conclude", 8)
    parts.set_points(one, {parts.points_for(one, course.day)[-1]: ("pass", "", "")}, by=None)

    done = course.go("conclude", 8)
    assert (done.stage, done.outcome.code, done.concluded_on) == ("concluded", "b0", course.day)


@pytest.mark.parametrize(("year", "due"), [("2013", None), ("2024", "2024-12-23")])
def test_papers_that_lack_have_a_limit_since_2024_alone(way, year, due):
    course = way(year)
    course.go("file")
    course.go("check_form", present=[])

    with pytest.raises(ValidationError):
        course.go("register")
    one = course.go("ask_supplement")

    supplement = clocks_of(one).get("filing_supplement")
    assert (supplement and supplement[0], one.was_supplemented) == (due, True)
    assert one.moves.get(verb="check_form").recorded["lacking"].startswith("备案报告、正式文本")
    course.go("take_supplement", 10)
    course.go("check_form")
    assert course.go("register").filing_number.endswith("〔" + year + "〕1号")


def test_papers_not_completed_in_time_count_as_not_filed(way):
    course = way()
    course.to("supplement")
    number = course.matter.number

    one = course.go("remind", 20, due_on=date(2024, 12, 30))
    assert (one.stage, one.filed_on, clocks_of(one)["filing_supplement"][1]) == (
        "reminded", None, False,
    )  # fmt: skip

    one = course.go("file", 25)
    assert (one.filed_on, one.number) == (date(2024, 12, 27), number)


def test_a_reminder_and_a_circular_are_letters_with_new_limits(way):
    one = way().to("censured")

    letters = [(x.kind, x.sent_on, x.due_on, x.addressee) for x in one.letters.all()]
    assert letters == [
        ("reminder", date(2024, 12, 22), date(2025, 1, 21), "太原市人民政府"),
        ("circular", date(2025, 1, 31), date(2025, 3, 2), "太原市人民政府"),
    ]
    running = one.clocks.running().values_list("code", "due")
    assert set(running) == {("normative_filing", date(2024, 12, 17)),
                            ("filing_order", date(2025, 3, 2))}  # fmt: skip
    assert (one.due_on, one.due_code) == (date(2024, 12, 17), "normative_filing")


def test_the_review_is_extended_within_the_law(way):
    course = way()
    course.to("registered")

    one = course.go("extend", days=20)

    assert clocks_of(one)["filing_review"] == ("2025-01-24", None)
    with pytest.raises(ValidationError):
        course.go("extend", days=1)


def test_a_point_of_the_opinion_alone_bears_a_conclusion(way):
    course = way()
    one = course.to("examining")
    course.find()
    parts.add_advice(one, clause="第二条", problem="用语不准", text="改为“应当”", by=None)

    with pytest.raises(ValidationError):
        course.go("conclude", conclusion=conclusion("b0"))
    done = course.go("conclude", conclusion=conclusion("b1"))

    assert (done.outcome.code, done.reviewer.name) == ("b1", "承办人甲")


def test_the_opinion_starts_the_makers_time_and_the_report_ends_it(way):
    course = way()
    course.to("concluded:b2")

    one = course.go("send_opinion", 8, delivered_on=date(2024, 12, 12), outcome_number="备审1号")
    assert clocks_of(one)["maker_report"] == ("2025-01-13", None)
    assert (one.delivered_on, one.outcome_number, one.due_code) == (
        date(2024, 12, 12), "备审1号", "maker_report",
    )  # fmt: skip

    one = course.go("report:disputed", 30)
    assert (one.reported_on, one.handling) == (date(2025, 1, 1), "disputed")
    assert clocks_of(one)["maker_report"][1] is True


def test_the_report_puts_the_new_text_into_the_register(way):
    one = way().to("reported:amended")

    document = Document.objects.get()
    assert [v.text for v in document.versions.all()] == [TEXT, NEW_TEXT]
    last = document.moves.last()
    assert (last.verb, last.made_on, last.recorded["basis"]) == (
        "amend", one.reported_on, one.filing_number,
    )  # fmt: skip
    assert not one.moves.last().recorded["text"]


def test_a_text_amended_before_or_followed_by_another_needs_no_new_text(way, act, in_force):
    first, second = way(), way()
    for course in (first, second):
        course.to("advised:b2")
    day = first.day.isoformat()
    act(first.matter.document, "amend", day, basis="决定", text=NEW_TEXT,
        effective_on=date(2025, 3, 1))  # fmt: skip
    new = in_force()

    first.go("report", handling="amended")
    second.go("report", handling="amended", by_document=new)

    link = new.links.get()
    assert (link.kind, link.target) == ("supersedes", second.matter.document)
    assert {m.stage for m in Matter.objects.all()} == {"reported"}


@pytest.mark.parametrize(("handling", "state"), [("repealed", "repealed"),
                                                 ("stopped", "suspended")])  # fmt: skip
def test_what_the_maker_reports_stands_at_the_document_too(way, people, head, handling, state):  # noqa: F811
    course = way()
    course.to("advised:b2")
    head.organ = people["submit_draft"].organ
    head.save()

    with pytest.raises(ValidationError) as refusal:
        course.go("report", handling=handling)
    assert list(refusal.value.message_dict) == ["handling"]  # a handler does not end documents
    course.go("report", handling=handling, by=head)

    assert (Document.objects.get().state, course.matter.handling) == (state, handling)


@pytest.mark.parametrize(("decision", "state", "handling", "stage"), [
    ("annul", "annulled", "annulled", "referred"), ("stop", "suspended", "annulled", "referred"),
    ("uphold", "issued", "explained", "referred"), ("order", "issued", "", "advised"),
])  # fmt: skip
def test_the_governments_decision_is_carried_out(way, decision, state, handling, stage):
    course = way()
    one = course.to("referred")
    assert clocks_of(one)["revocation"] == ("2025-02-06", None)

    due = {"due_on": date(2025, 3, 3)} if decision == "order" else {}
    one = course.go("decide", decision=decision, **due)

    assert (Document.objects.get().state, one.handling, one.stage) == (state, handling, stage)
    assert clocks_of(one)["revocation"][1] is True
    if stage == "referred":
        assert course.go("archive").closed_on == course.day
    else:
        assert clocks_of(one)["maker_report"] == ("2025-03-03", None)


def test_a_maker_that_does_not_report_in_time_is_referred(way):
    course = way()
    course.to("advised:b2")

    one = course.go("refer", 60)

    assert (one.stage, clocks_of(one)["maker_report"][1]) == ("referred", False)


def test_a_report_is_reviewed_again_and_the_first_conclusion_stays_in_the_journal(way):
    course = way()
    first = course.to("reported:disputed").concluded_on

    one = course.go("review_again")
    assert (one.stage, one.concluded_on, one.outcome, one.handling) == (
        Stage.EXAMINING, None, None, "",
    )  # fmt: skip
    recorded = one.moves.last().recorded
    assert (recorded["concluded_on"], recorded["outcome"]) == (first.isoformat(), "建议修改")

    assert course.go("conclude:b0").outcome.code == "b0"


def test_an_ended_filing_has_no_deadline_and_no_move(way):
    one = way().to("archived")

    assert (one.is_open, one.due_on, one.clocks.running().count()) == (False, None, 0)
    assert filings.allowed(one, TODAY) == []
    with pytest.raises(IllegalMove):
        filings.make(one, "assign", by=None, on=TODAY, today=TODAY)


@pytest.mark.parametrize(("stage", "code", "words"), [
    ("registered", "filing_registration", ["山西省法备登〔2024〕1号", "2024年12月5日"]),
    ("supplement", "filing_supplement", ["暂缓办理备案登记", "2024年12月20日前补正"]),
    ("refused", "filing_refusal", ["不属于规范性文件"]),
    ("reminded", "filing_reminder", ["2024年12月17日前报送备案", "2025年1月21日"]),
    ("censured", "filing_circular", ["现予通报", "2025年3月2日"]),
    ("advised:b2", "filing_opinion", ["建议修改", "不超越权限：无依据设定处罚"]),
    ("referred", "filing_proposal", ["由政府改变或者撤销", "提请山西省人民政府"]),
    ("archived", "filing_closing", ["无问题", "2024年12月8日"]),
])  # fmt: skip
def test_each_step_has_its_paper_first(way, stage, code, words):
    one = way().to(stage)

    kind = papers.kinds_for(one).first()
    text = papers.preview(one, kind, on=TODAY)

    assert kind.code == code
    assert [word for word in words if word not in text] == []
    assert "{{" not in text
