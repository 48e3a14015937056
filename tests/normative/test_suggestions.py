"""Suggestions for review: received, judged, reviewed or not, answered in time."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from lawgov.lifecycle import IllegalMove
from normative.forms.tracks import FORMS_OF
from normative.matters import MACHINES
from normative.matters.suggestions import suggestions
from normative.models import Matter, MoveRule, Option
from tests.normative.asking import BEGIN, Course, conclusion, suggested
from tests.tables import table


@pytest.fixture
def course(handler, head, leader) -> Course:
    return Course(handler, head, leader)


MOVES = table("suggestion_moves.csv")


@pytest.mark.parametrize("row", MOVES, ids=lambda row: "-".join(list(row.values())[:3]))
def test_each_verb_is_possible_at_its_stages_alone(course, row):
    one = course.begin(row["track"], row["stage"])
    before = one.moves.count()

    if row["next"]:
        done = course.go(one, row["verb"], date(2026, 3, 20))
        assert (done.stage, done.moves.count()) == (row["next"], before + 1)
    else:
        with pytest.raises(IllegalMove):
            course.go(one, row["verb"], date(2026, 3, 20))
        assert one.moves.count() == before
    assert Matter.objects.get().stage == (row["next"] or row["stage"])


@pytest.mark.parametrize("track", ["suggestion", "attached"])
def test_every_verb_has_a_form_a_rule_and_rows_in_the_table(shipped, track):
    rules = {
        code.removeprefix(f"{track}-")
        for code in MoveRule.objects.filter(code__startswith=f"{track}-").values_list(
            "code", flat=True
        )
    }
    verbs = {row["verb"] for row in MOVES if row["track"] == track}

    assert verbs == set(MACHINES[track].rules) == set(FORMS_OF[track]) == rules - {"open"}


def test_the_time_to_answer_runs_from_receipt_for_sixty_days(handler):
    one = suggested(handler, date(2026, 3, 2))

    clock = one.clocks.get()
    assert (clock.code, clock.nominal, clock.due) == (
        "suggestion_answer", date(2026, 5, 1), date(2026, 5, 6),
    )  # fmt: skip
    kept = Matter.objects.get()
    assert (kept.due_on, kept.due_code, kept.stage) == (clock.due, clock.code, "received")
    assert "建〔2026〕1号" in kept.number


@pytest.mark.parametrize(("on", "is_met"), [("2026-04-30", True), ("2026-05-07", False)])
def test_the_answer_ends_the_time(course, on, is_met):
    one = course.begin("suggestion", "concluded")

    one = course.go(one, "feed_back", date.fromisoformat(on))

    clock = one.clocks.get()
    assert (clock.is_met, clock.ended_on, one.answered_on) == (
        is_met, date.fromisoformat(on), date.fromisoformat(on),
    )  # fmt: skip
    assert (one.due_on, one.is_open, one.closed_on) == (None, False, date.fromisoformat(on))


@pytest.mark.parametrize("verb", ["pass_on", "not_start"])
def test_passing_on_and_not_starting_are_answers_too(course, verb):
    one = course.go(course.begin("suggestion"), verb, date(2026, 3, 10))

    assert (one.answered_on, one.clocks.get().is_met) == (date(2026, 3, 10), True)
    assert one.concluded_on is None


def test_a_withdrawn_suggestion_leaves_nothing_to_answer(course):
    one = course.go(course.begin("suggestion", "examining"), "withdraw", date(2026, 3, 10))

    assert (one.answered_on, one.clocks.get().is_met, one.due_on) == (None, None, None)


def test_the_review_is_concluded_only_when_every_point_was_looked_at(course):
    one = course.begin("suggestion", "examining")

    with pytest.raises(ValidationError, match=r"13.*符合党中央决策部署"):
        course.go(one, "conclude", date(2026, 3, 10), examine=False)
    assert Matter.objects.get().concluded_on is None

    done = course.go(one, "conclude", date(2026, 3, 10), conclusion=conclusion("b2"),
                     summary="第五条超越权限")  # fmt: skip
    assert (done.outcome.code, done.concluded_on, done.summary) == (
        "b2", date(2026, 3, 10), "第五条超越权限",
    )  # fmt: skip


def test_points_that_the_law_of_the_day_did_not_have_are_not_asked_for(course):
    early = suggested(course.handler, date(2019, 3, 4))

    names = {p.code for p in Option.objects.all().of("point", track="suggestion",
                                                     on=early.received_on)}  # fmt: skip
    assert (len(names), names & {"f1", "c4", "c6", "c7"}) == (9, set())


@pytest.mark.parametrize(
    ("verb", "stage", "data", "field"),
    [
        ("pass_on", "received", {"addressee": " "}, "addressee"),
        ("not_start", "accepted", {"reason": " "}, "reason"),
        ("withdraw", "received", {"reason": ""}, "reason"),
        ("consult", "examining", {"addressee": ""}, "addressee"),
        ("consult", "examining", {"due_on": date(2026, 3, 1)}, "due_on"),
    ],
)
def test_what_is_missing_is_refused_at_its_field(course, verb, stage, data, field):
    one = course.begin("suggestion", stage)

    with pytest.raises(ValidationError) as refusal:
        course.go(one, verb, date(2026, 3, 20), **data)

    assert list(refusal.value.message_dict) == [field]
    assert (Matter.objects.get().stage, one.letters.count()) == (stage, 0)


def test_a_conclusion_of_another_track_is_refused(course):
    one = course.begin("suggestion", "examining")

    with pytest.raises(ValidationError) as refusal:
        course.go(one, "conclude", date(2026, 3, 20), conclusion=conclusion("lawful"))

    assert list(refusal.value.message_dict) == ["conclusion"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"proposer": ""}, "proposer"),
        ({"submitter_name": "  "}, "submitter_name"),
        ({"title": ""}, "title"),
        ({"request": ""}, "request"),
    ],
)
def test_a_suggestion_says_who_what_and_why(handler, values, field):
    with pytest.raises(ValidationError) as refusal:
        suggested(handler, **values)

    assert list(refusal.value.message_dict) == [field]
    assert not Matter.objects.exists()


def test_whoever_asks_for_it_stays_unnamed_and_is_not_found_by_name(handler):
    one = suggested(handler, is_anonymous=True)
    nameless = suggested(handler, is_anonymous=True, submitter_name="")

    assert "王建议" not in one.search_text
    assert nameless.number != one.number


def test_the_letter_of_a_consultation_is_kept_with_its_last_day(course):
    one = course.begin("suggestion", "examining")

    course.go(one, "consult", date(2026, 3, 20), kind="explain", addressee="太原市人民政府",
              content="请说明第五条的依据", due_on=date(2026, 4, 3))  # fmt: skip

    letter = one.letters.get()
    assert (letter.addressee, letter.sent_on, letter.due_on) == (
        "太原市人民政府", date(2026, 3, 20), date(2026, 4, 3),
    )  # fmt: skip


def test_only_who_reviews_here_is_appointed(course, make_user):
    one = course.begin("suggestion")
    other = make_user("承办人", "140100")

    with pytest.raises(ValidationError) as refusal:
        course.go(one, "assign", BEGIN, reviewer=other)

    assert list(refusal.value.message_dict) == ["reviewer"]
    assert course.go(one, "assign", BEGIN, reviewer=course.handler).reviewer == course.handler


@pytest.mark.parametrize(
    ("verb", "may"),
    [("judge", "handler"), ("not_start", "head"), ("assign", "head"), ("pass_on", "head")],
)
def test_a_move_is_for_its_role_at_the_body_of_the_matter(request, course, make_user, verb, may):
    one = course.begin("suggestion")
    rule = suggestions.rules[verb]
    person = request.getfixturevalue(may)
    elsewhere = make_user("审核人", "140100")

    assert suggestions.may_make(person, one, rule)
    assert not suggestions.may_make(elsewhere, one, rule)
    assert suggestions.may_make(course.handler, one, rule) == (may == "handler")
