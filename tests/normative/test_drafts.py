"""Legality review of government drafts: what its moves write down, and what they lead to."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from normative.matters.parts import lacking, set_materials, take_answer
from normative.models import Matter
from normative.papers import papers
from tests.normative.conftest import TODAY, option
from tests.normative.review_ways import Way

TRACK = "government"


@pytest.mark.parametrize(("rule_set", "due"), [("N1", None), ("N2", "2019-03-29"),
                         ("N3", "2026-03-27")])  # fmt: skip
def test_the_time_for_the_opinion_runs_from_the_day_the_materials_are_complete(
    staff, rule_set, due
):
    way = Way(staff, TRACK, rule_set).to("examining")

    matter = way.matter
    assert (matter.received_on, matter.complete_on) == (way.day(3), way.day(4))
    assert matter.due_on == (date.fromisoformat(due) if due else None)
    assert [clock.code for clock in matter.clocks.all()] == (["legality_review"] if due else [])


def test_a_draft_has_its_number_and_its_law_from_the_day_it_is_received(staff):
    way = Way(staff, TRACK).to("at_office")
    assert way.matter.number == ""
    Matter.objects.filter(pk=way.matter.pk).update(received_on=date(2013, 5, 6))

    way.go("check_procedure", 3, opinion="完备")
    assert way.matter.number == ""
    way.go("submit", 3)

    assert (way.matter.number, way.matter.received_on) == ("山西省法审〔2026〕1号", way.day(3))
    assert way.matter.rule_set.code == "N3"


def test_a_draft_sent_back_keeps_number_and_day_when_it_comes_again(staff):
    way = Way(staff, TRACK).to("received")
    was = (way.matter.number, way.matter.received_on)

    way.go("send_back", 4, reason="未征求意见")
    assert way.matter.stage == "drafting"
    way.go("check_own", 5, result="agreed", opinion="同意")
    way.go("send_to_office", 6)
    with pytest.raises(Exception, match="先由办公机构审核程序"):
        way.go("submit", 7)
    way.go("check_procedure", 7, opinion="完备")
    way.go("submit", 7)

    assert (way.matter.number, way.matter.received_on) == was


def test_the_own_body_may_send_the_draft_back(staff):
    way = Way(staff, TRACK).to("own_check")

    way.go("check_own", 2, result="redraft", opinion="第三条没有依据")

    assert way.matter.stage == "drafting"
    assert way.matter.moves.last().recorded["opinion"] == "第三条没有依据"


def test_supplements_stop_the_time_and_completeness_starts_it_anew(staff):
    way = Way(staff, TRACK).to("examining")
    way.go("ask_supplement", 9, items="公平竞争审查结论", until=way.day(19))

    assert (way.matter.complete_on, way.matter.was_supplemented) == (None, True)
    assert (way.matter.due_on, way.matter.due_code) == (way.day(19), "supplement")
    way.go("take_supplement", 16)
    assert way.matter.due_on is None
    way.go("receive", 17)

    clocks = [(c.code, c.start, c.is_met) for c in way.matter.clocks.all()]
    assert clocks == [
        ("legality_review", way.day(4), None), ("supplement", way.day(9), True),
        ("legality_review", way.day(17), None),
    ]  # fmt: skip
    assert (way.matter.complete_on, way.matter.due_on) == (way.day(17), date(2026, 4, 10))


def test_what_is_lacking_is_asked_for_by_name(staff):
    way = Way(staff, TRACK).to("received")
    entries = dict.fromkeys(lacking(way.matter, way.matter.received_on), ("present", ""))
    way.complete()
    set_materials(way.matter, {option("material", "m3"): ("missing", "")}, by=None)

    way.go("ask_supplement", 4)

    assert "m6" not in {item.code for item in entries}  # the own body was heard already
    assert way.matter.moves.last().recorded["items"] == "起草说明"
    kind = next(k for k in papers.kinds_for(way.matter) if k.code == "review_supplement")
    text = papers.preview(way.matter, kind, on=way.day(4))
    assert "请补正下列材料：起草说明。" in text
    assert "山西省民政厅：" in text


@pytest.mark.parametrize(("is_urgent", "wanted"), [(True, True), (False, False)])
def test_an_urgent_draft_needs_the_note_of_urgency(staff, is_urgent, wanted):
    way = Way(staff, TRACK, is_received=True, is_urgent=is_urgent, urgency_reason="防汛")

    codes = {item.code for item in lacking(way.matter, way.matter.received_on)}

    assert ("m10" in codes) == wanted
    assert "m6" in codes
    assert way.matter.stage == "received"


def test_an_urgent_draft_goes_unchecked_through_the_office_but_not_without_an_opinion(staff):
    way = Way(staff, TRACK, is_urgent=True, urgency_reason="防汛").to("at_office")
    way.go("submit", 2)
    way.complete()
    way.go("receive", 2)
    way.find()
    way.concluded("o1", 3)

    verbs = list(way.matter.moves.values_list("verb", flat=True))
    assert "check_procedure" not in verbs
    assert verbs[-3:] == ["receive", "propose", "issue"]


def test_letters_are_kept_and_the_review_goes_on_without_an_answer(staff):
    way = Way(staff, TRACK).to("consulting")
    way.go("consult", 6, kind="expert", addressee="李教授", people=2)
    assert way.matter.clocks.running().get(code="letter_answer").due == way.day(15)

    way.go("resume", 20)

    letters = [(x.kind, x.addressee, x.sent_on, x.due_on, x.people)
               for x in way.matter.letters.all()]  # fmt: skip
    assert letters == [("consult", "省财政厅", way.day(5), way.day(15), 0),
                       ("expert", "李教授", way.day(6), None, 2)]  # fmt: skip
    assert way.matter.moves.last().recorded["not_answered"] == ["省财政厅", "李教授"]
    assert way.matter.due_code == "legality_review"


def test_an_answer_to_a_letter_ends_its_time(staff):
    way = Way(staff, TRACK).to("consulting")
    assert (way.matter.due_on, way.matter.due_code) == (way.day(15), "letter_answer")

    take_answer(way.matter.letters.get(), answered_on=way.day(12), answer="无意见", today=TODAY,
                by=staff["handler"])  # fmt: skip

    way.matter.refresh_from_db()
    assert way.matter.due_code == "legality_review"
    assert way.matter.clocks.get(code="letter_answer").is_met is True


def test_the_opinion_has_kind_day_number_and_ends_the_time(staff):
    way = Way(staff, TRACK).to("second_check")
    assert way.matter.second_reviewer == staff["head"]
    way.issue("o1", 9, second_opinion="同意")

    matter = way.matter
    assert (matter.outcome.code, matter.concluded_on) == ("o1", way.day(9))
    assert matter.outcome_number == "山西省法审意〔2026〕1号"
    assert (matter.stage, matter.due_on) == ("opinion", None)
    assert matter.clocks.get().is_met is True
    assert matter.moves.last().recorded["second_opinion"] == "同意"


def test_an_opinion_after_its_time_is_noted_as_late(staff):
    way = Way(staff, TRACK).to("second_check")

    way.issue("o1", 60)

    assert way.matter.clocks.get().is_met is False


@pytest.mark.parametrize(("code", "stage"), [("o1", "opinion"), ("o3", "drafting"),
                         ("o5", "drafting")])  # fmt: skip
def test_an_opinion_leads_on_or_back_to_drafting(staff, code, stage):
    way = Way(staff, TRACK).to("examining")
    way.find()

    way.concluded(code)

    assert (way.matter.stage, way.matter.outcome.code) == (stage, code)


def test_a_draft_found_unlawful_begins_again_and_the_journal_keeps_the_first_opinion(staff):
    way = Way(staff, TRACK).to("examining")
    way.advise()
    way.find(r2="fail")
    way.concluded("o3")
    for name, number in (("check_own", 20), ("send_to_office", 21), ("check_procedure", 22)):
        way.go(name, number, **{"check_own": {"result": "agreed", "opinion": "同意"},
                                "check_procedure": {"opinion": "完备"}}.get(name, {}))  # fmt: skip
    way.go("submit", 23)
    assert way.matter.outcome.code == "o3"  # until the review begins anew
    way.go("receive", 24)

    matter = way.matter
    assert (matter.outcome, matter.concluded_on, matter.outcome_number) == (None, None, "")
    assert (matter.points.count(), matter.advice.count()) == (0, 0)
    earlier = matter.moves.last().recorded["earlier"]
    assert (earlier["opinion"], earlier["day"]) == ("不合法", way.day(9).isoformat())
    assert "在法定权限内：不通过 超越权限" in earlier["points"]
    assert earlier["not_answered"] == ["第二条：期限过长 改为十五日"]
    assert matter.clocks.running().get().start == way.day(24)


def test_each_point_is_answered_before_the_draft_goes_on(staff):
    way = Way(staff, TRACK).to("answering")
    way.answer(10, "part", "已有惯例")
    way.go("answer", 11, text="第一条　修改后的送审稿。")

    versions = way.matter.document.versions
    assert (way.matter.stage, versions.count()) == ("opinion", 2)
    assert way.matter.moves.last().recorded["text"] == "第2版"
    assert way.matter.advice.get().adoption == "part"


def test_changed_main_content_is_reviewed_again_from_the_first_point(staff):
    way = Way(staff, TRACK).to("answering")
    way.answer(10)
    file = SimpleUploadedFile("gai.txt", "第一条　另一内容。".encode())
    way.go("review_again", 12, reason="增加收费条款", file=file)

    matter = way.matter
    assert (matter.stage, matter.outcome, matter.points.count()) == ("examining", None, 0)
    assert matter.advice.get().adoption == "full"  # an answered point stays
    assert matter.document.versions.count() == 2
    way.find()
    way.concluded("o1", 14)
    assert matter.moves.filter(verb="issue").count() == 2
    assert Matter.objects.get().outcome_number == "山西省法审意〔2026〕2号"
