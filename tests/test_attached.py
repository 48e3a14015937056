"""The attached review across both apps: a case asks, the review body answers, the case goes on."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from lawgov import attached
from lawgov.lifecycle import IllegalMove
from lawgov.organs.models import Organ
from normative import registering
from normative.models import Act, Document, Matter, MoveRule
from reconsideration import moves
from reconsideration.models import AttachedReview
from tests.normative.asking import Course, conclusion
from tests.normative.conftest import TEXT, drafted
from tests.reconsideration.conftest import TODAY, act, receive  # noqa: F401
from tests.reconsideration.ways import Way, way_to

NUMBER = "并政发〔2010〕5号"


@pytest.fixture
def way(receive, act) -> Way:  # noqa: F811
    """A case under review, of which the times are those of B2."""
    return way_to(receive, act, "review", "B2")


@pytest.fixture
def course(handler, head, leader) -> Course:
    return Course(handler, head, leader)


@pytest.fixture
def registered(handler) -> Document:
    """The document that the case is about, as published in 太原."""
    draft = drafted(
        "太原市城市供热管理办法", number=NUMBER, register_number="TYGF-2010-5",
        signed_on="2010-02-20", published_on="2010-03-01", effective_on="2010-04-01",
    )  # fmt: skip
    organ = Organ.objects.get(code="140100")
    return registering.register(draft, organ=organ, by=handler, today=TODAY, text=TEXT)


def opened(way: Way, **values: Any) -> AttachedReview:
    """The review of a clause, opened on the eighth day."""
    review = AttachedReview(**{"document": NUMBER, "clause": "第五条", **values})
    way.go("open_review", 8, review=review)
    return way.case.attached_reviews.get(clause=review.clause)


def concluded(course: Course, way: Way, code: str = "lawful") -> Matter:
    """The matter of a case, concluded by the review body."""
    one = Matter.objects.get()
    for number, verb in enumerate(["start", "propose"], 9):
        one = course.go(one, verb, way.day(number))
    return course.go(one, "issue", way.day(11), conclusion=conclusion(code), summary="理由")


def test_a_case_that_asks_opens_a_matter_with_its_own_last_day(way, registered):
    opened(way)

    one = Matter.objects.get()
    clock, own = one.clocks.get(), way.case.clocks.get(code="attached_review_own")
    assert (one.track, one.stage, one.document, one.title, one.clause, one.origin) == (
        "attached", "received", registered, NUMBER, "第五条", way.case.number,
    )  # fmt: skip
    assert (one.organ, one.submitter, one.received_on) == (
        way.case.organ, way.case.organ, way.day(8),
    )  # fmt: skip
    assert (clock.code, clock.due, clock.period) == ("attached_review", own.due, None)
    assert (one.due_on, one.due_code) == (own.due, "attached_review")


def test_a_document_that_is_not_in_the_register_has_only_its_title(way):
    opened(way, document="某部文件 第二号")

    one = Matter.objects.get()
    assert (one.document, one.title) == (None, "某部文件 第二号")


@pytest.mark.parametrize(
    ("rule_set", "code"),
    [("A", "lawful"), ("B1", "unlawful"), ("B2", "lawful"), ("B2", "unlawful")],
)
def test_the_conclusion_closes_the_review_and_lets_the_case_go_on(
    receive, act, course, rule_set, code,  # noqa: F811
):  # fmt: skip
    way = way_to(receive, act, "review", rule_set)
    review = opened(way)
    one = concluded(course, way, code)
    assert "resume" not in moves.allowed(way.case)

    done = course.go(one, "feed_back", way.day(12))

    review.refresh_from_db()
    assert (review.outcome, review.opinion, review.closed_on) == (code, "理由", way.day(12))
    assert way.case.clocks.get(code="attached_review_own").is_met is True
    assert done.moves.last().recorded == {"was_waited_for": True}
    last = way.case.moves.last()
    assert (last.verb, last.made_by, last.recorded["opinion"]) == (
        "close_review", course.handler, "理由",
    )  # fmt: skip
    assert (done.stage, way.go("resume", 13).state) == ("answered", "review")


def test_a_review_handed_over_is_asked_of_the_competent_organ_in_its_sixty_days(
    receive, act, make_user,  # noqa: F811
):  # fmt: skip
    make_user("承办人", "140100")
    way = way_to(receive, act, "review", "B2")
    review = opened(way, is_own_power=False)
    assert not Matter.objects.exists()

    way.go("transfer_review", 10, review=review, what="transfer", addressee="太原市人民政府",
           received_on="+12")  # fmt: skip

    one = Matter.objects.get()
    due = way.case.clocks.get(code="attached_review_other").due
    assert (one.organ.code, one.received_on, one.due_on) == ("140100", way.day(12), due)
    assert (due - way.day(12)).days >= 60


@pytest.mark.parametrize("addressee", ["国务院某部", "大同市人民政府"])
def test_an_organ_that_does_not_work_here_is_asked_on_paper_alone(way, addressee):
    review = opened(way, is_own_power=False)

    way.go("transfer_review", 10, review=review, what="transfer", addressee=addressee,
           received_on="+10")  # fmt: skip

    assert not Matter.objects.exists()
    assert way.case.clocks.filter(code="attached_review_other").exists()


def test_a_review_closed_in_the_case_is_given_up_by_the_review_body(way, course):
    review = opened(way)
    one = course.go(Matter.objects.get(), "start", way.day(9))
    with pytest.raises(IllegalMove, match=way.case.number):
        course.go(one, "withdraw", way.day(9))

    way.go("close_review", 10, review=review, outcome="not_handled", opinion="申请人撤回")

    one = Matter.objects.get()
    assert (one.stage, one.closed_on, one.due_on) == ("withdrawn", way.day(10), None)
    assert one.moves.last().reason


def test_a_case_that_ends_takes_its_questions_back(way, course):
    opened(way)
    opened(way, clause="第六条")

    way.go("withdraw", 10, why="自愿")

    assert [one.stage for one in Matter.objects.all()] == ["withdrawn", "withdrawn"]
    assert [move.made_on for one in Matter.objects.all() for move in one.moves.all()][-1] == (
        way.day(10)
    )  # fmt: skip


def test_what_is_concluded_already_stays_and_finds_nobody_waiting(way, course):
    opened(way)
    one = concluded(course, way)
    way.go("withdraw", 12, why="自愿")
    assert Matter.objects.get().stage == "opinion"

    done = course.go(one, "feed_back", way.day(13))

    assert done.moves.last().recorded == {"was_waited_for": False}
    assert way.case.attached_reviews.get().closed_on is None


def test_a_matter_moved_later_than_the_case_ends_is_given_up_on_its_own_last_day(way, course):
    opened(way)
    course.go(Matter.objects.get(), "start", way.day(20))

    way.go("withdraw", 15, why="自愿")

    assert Matter.objects.get().closed_on == way.day(20)


def test_an_answer_the_case_cannot_take_leaves_both_as_they_were(way, course):
    review = opened(way)
    one = concluded(course, way)

    with pytest.raises(ValidationError):
        course.go(one, "feed_back", date(2027, 1, 1))

    review.refresh_from_db()
    assert (Matter.objects.get().stage, review.closed_on) == ("opinion", None)


@pytest.mark.parametrize("role", [attached.REVIEWER, attached.ASKER])
def test_each_app_works_alone(way, course, monkeypatch, role):
    monkeypatch.delitem(attached._registered, role)
    review = opened(way)

    if role == attached.REVIEWER:
        assert not Matter.objects.exists()
        way.go("close_review", 10, review=review, outcome="lawful", opinion="合法")
        assert way.go("resume", 11).state == "review"
    else:
        one = course.go(concluded(course, way), "feed_back", way.day(12))
        assert (one.stage, one.moves.last().recorded) == ("answered", {"was_waited_for": False})


def test_the_page_of_the_case_leads_to_the_matter_for_who_may_see_it(way, client, head):
    opened(way)
    one = Matter.objects.get()
    client.force_login(head)

    page = client.get(way.case.get_absolute_url()).content.decode()

    assert f'href="{reverse("normative:matter", args=[one.pk])}"' in page
    assert one.number in page


def test_who_may_not_see_matters_is_led_nowhere(way, make_user):
    opened(way)
    stranger = make_user("承办人", "140200")
    blind = make_user("系统管理员")

    assert attached.places(way.case.organ, way.case.number, stranger) == []
    assert attached.places(way.case.organ, way.case.number, blind) == []
    assert Matter.objects.get().moves.get().verb == Act.OPEN


def test_a_matter_that_the_rules_do_not_let_go_does_not_keep_the_case(way):
    opened(way)
    MoveRule.objects.filter(code="attached-withdraw").delete()

    assert way.go("withdraw", 10, why="自愿").state == "terminated"
    assert Matter.objects.get().stage == "received"
