"""After the opinion: the meeting, signature and number, publication, the archive."""

import pytest
from django.core.exceptions import ValidationError

from normative.models import Document
from tests.normative.conftest import TODAY
from tests.normative.review_ways import Way

TRACK = "government"


@pytest.mark.parametrize(("result", "stage"), [("passed", "deliberation"),
                         ("redraft", "drafting"), ("dropped", "withdrawn")])  # fmt: skip
def test_the_meeting_passes_sends_back_or_drops_the_draft(staff, result, stage):
    way = Way(staff, TRACK).to("opinion")

    way.go("deliberate", 12, meeting="第3次常务会议", result=result, dissent="无")

    assert (way.matter.stage, way.matter.is_open) == (stage, stage != "withdrawn")


@pytest.mark.parametrize("rule_set", ["N1", "N3"])
def test_the_document_is_published_by_its_own_move_as_reviewed(staff, rule_set):
    way = Way(staff, TRACK, rule_set).to("published")

    document = Document.objects.get()
    numbers = way.numbers()
    assert (document.state, document.legality_review) == ("issued", "done")
    assert (document.number, document.register_number, document.signed_on) == (
        numbers["number"], numbers["register_number"], way.day(13))  # fmt: skip
    assert (document.published_on, document.effective_on) == (way.day(14), way.day(50))
    assert [move.verb for move in document.moves.all()] == ["register", "publish"]
    assert way.matter.due_code == "committee_filing"
    assert Document.objects.public(TODAY).count() == 1


def test_a_number_that_is_taken_is_refused_where_the_draft_is_numbered(staff, in_force):
    in_force(organ="140000", number="晋政发〔2026〕1号", signed_on="2026-01-05",
             published_on="2026-01-06", effective_on="2026-03-01")  # fmt: skip
    way = Way(staff, TRACK).to("deliberation")

    with pytest.raises(ValidationError) as refusal:
        way.go("number", 13, **way.numbers())

    assert list(refusal.value.message_dict) == ["number"]
    assert Document.objects.filter(number="晋政发〔2026〕1号").count() == 1


def test_a_document_published_on_its_own_page_is_noted_with_the_same_day(staff, act):
    way = Way(staff, TRACK).to("numbered")
    act(way.matter.document, "publish", way.day(14).isoformat(), effective_on=way.day(50))

    with pytest.raises(ValidationError, match="已于2026-03-16公布"):
        way.go("publish", 15)
    assert way.go("publish", 14).stage == "published"


def test_the_archive_ends_the_time_for_filing_with_the_standing_committee(staff):
    way = Way(staff, TRACK).to("archived")

    matter = way.matter
    assert (matter.filed_on, matter.closed_on, matter.is_open) == (way.day(28), way.day(30), False)
    assert matter.clocks.get(code="committee_filing").is_met is True
    assert matter.moves.last().recorded["archive_number"] == "档2013-1"
