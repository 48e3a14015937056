"""Pre-review of department drafts: its scope, its time, silence, and what escaped it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from lawgov.organs.models import Organ
from normative.matters.prereview import open_department
from normative.matters.unreviewed import unreviewed_documents
from normative.models import Document, Matter, Setting
from tests.normative.conftest import TEXT, TODAY, option
from tests.normative.review_ways import Way

TRACK = "department"


@pytest.fixture
def open_one(staff):
    """Open the pre-review of a draft on a day."""

    def opened(on: str, **facts: object) -> Matter:
        usual: dict[str, object] = {"title": "民政救助管理办法", "submitter_name": "省民政厅"}
        organ = facts.pop("organ", "140000-mzt")
        return open_department(
            Matter(**{**usual, **facts}), organ=Organ.objects.get(code=organ), text=TEXT,
            by=staff["handler"], on=date.fromisoformat(on), today=TODAY, is_received=True,
        )  # fmt: skip

    return opened


@pytest.mark.parametrize(
    ("on", "approved", "scope", "is_open"),
    [
        ("2013-05-06", False, None, True),
        ("2018-05-15", False, None, True),
        ("2018-05-16", False, None, False),
        ("2018-05-16", True, None, True),
        ("2026-03-02", False, None, False),
        ("2026-03-02", True, None, True),
        ("2026-03-02", False, "all", True),
    ],
)
def test_what_the_rules_of_the_day_send_to_pre_review_is_opened(
    open_one, on, approved, scope, is_open
):
    if scope:
        Setting.objects.filter(code="pre_review_scope").update(value=scope)

    if is_open:
        assert open_one(on, is_approved_by_government=approved).stage == "received"
        return
    with pytest.raises(ValidationError) as refusal:
        open_one(on, is_approved_by_government=approved)
    assert list(refusal.value.message_dict) == ["is_approved_by_government"]
    assert (Matter.objects.count(), Document.objects.count()) == (0, 0)


def test_the_department_is_the_maker_and_the_government_reviews(open_one):
    matter = open_one("2013-05-06")

    assert (matter.organ.code, matter.submitter.code) == ("140000", "140000-mzt")
    assert (matter.document.organ.code, matter.document.kind) == ("140000-mzt", "department")
    assert matter.number == "山西省法前审〔2013〕1号"


def test_a_government_alone_does_not_say_whose_document_it_will_be(open_one):
    with pytest.raises(ValidationError) as refusal:
        open_one("2013-05-06", organ="140000")

    assert list(refusal.value.message_dict) == ["submitter"]


@pytest.mark.parametrize(("rule_set", "due"), [("N1", "2013-05-24"), ("N2", "2019-03-29"),
                         ("N3", "2026-03-27")])  # fmt: skip
def test_the_time_runs_from_complete_materials(staff, rule_set, due):
    way = Way(staff, TRACK, rule_set).to("examining")

    assert (way.matter.due_on, way.matter.due_code) == (date.fromisoformat(due), "pre_review")


def test_in_2013_the_time_is_extended_by_ten_working_days_at_most(staff):
    way = Way(staff, TRACK, "N1").to("examining")

    way.go("extend", 8, days=4, reason="情况复杂")
    assert way.matter.due_on == date(2013, 5, 30)
    way.go("extend", 8, days=6, reason="仍需论证")
    assert way.matter.due_on == date(2013, 6, 7)
    with pytest.raises(ValidationError) as refusal:
        way.go("extend", 8, days=1, reason="再延长")

    assert list(refusal.value.message_dict) == ["days"]
    assert way.matter.moves.filter(verb="extend").count() == 2


@pytest.mark.parametrize(
    ("code", "stage"),
    [("agree", "opinion"), ("disagree", "drafting"), ("postpone", "drafting"),
     ("needs_government", "drafting")],
)  # fmt: skip
def test_an_opinion_leads_on_or_back_to_drafting(staff, code, stage):
    way = Way(staff, TRACK).to("examining")
    way.find()

    way.concluded(code)

    assert (way.matter.stage, way.matter.outcome.code) == (stage, code)
    assert way.matter.outcome_number == "山西省法前审意〔2026〕1号"


def test_a_draft_is_numbered_after_the_department_has_answered_each_point(staff):
    way = Way(staff, TRACK, "N1").to("answering")
    way.answer(10, "no", "省政府已有规定")
    way.go("answer", 11)

    way.go("number", 13, **way.numbers())

    document = Document.objects.get()
    assert (document.number, document.state) == ("晋民发〔2013〕1号", "draft")
    assert way.matter.advice.get().reason == "省政府已有规定"


def test_silence_is_consent_only_where_the_setting_says_so_and_only_after_the_time(staff):
    Setting.objects.filter(code="pre_review_silence").update(value="consent")
    way = Way(staff, TRACK, "N1").to("consulting")
    due = way.matter.clocks.running().get(code="pre_review").due
    last = (due - way.begin).days
    with pytest.raises(ValidationError) as refusal:
        way.go("number", last, **way.numbers())
    assert list(refusal.value.message_dict) == ["on"]

    way.go("number", last + 1, **way.numbers())

    assert way.matter.moves.last().recorded["consent_by_silence"] == due.isoformat()
    assert (way.matter.outcome, way.matter.stage) == (None, "numbered")
    assert way.matter.clocks.get(code="pre_review").is_met is False
    assert way.matter.due_on is None


def test_a_published_draft_is_in_the_archive_without_the_standing_committee(staff):
    way = Way(staff, TRACK).to("published")

    way.go("archive", 30, archive_number="档7")

    assert (way.matter.filed_on, way.matter.is_open) == (None, False)
    assert Document.objects.get().legality_review == "done"


def test_a_draft_outside_the_scope_ends_with_its_reason(staff):
    way = Way(staff, TRACK, "N1").to("received")

    way.go("decline", 4, reason="属内部管理制度")

    assert (way.matter.stage, way.matter.closed_on) == ("refused", way.day(4))
    assert way.matter.moves.last().reason == "属内部管理制度"


def names(rows) -> set[str]:
    return set(rows.values_list("title", flat=True))


def found() -> set[str]:
    return names(unreviewed_documents(Document.objects.all(), TODAY))


@pytest.mark.parametrize(
    ("organ", "published", "review", "is_found"),
    [
        ("140000-mzt", "2013-06-03", "unknown", True),
        ("140000-mzt", "2013-06-03", "done", False),
        ("140000-mzt", "2018-05-15", "unknown", True),
        ("140000-mzt", "2018-05-16", "unknown", False),
        ("140000-mzt", "2024-03-01", "not_done", True),
        ("140000", "2013-06-03", "unknown", True),
        ("140000", "2024-03-01", "unknown", True),
        ("140000", "2024-03-01", "done", False),
    ],
)
def test_a_document_without_the_opinion_it_needed_is_found(
    in_force, organ, published, review, is_found
):
    in_force(organ=organ, published_on=published, signed_on=published, effective_on=published,
             legality_review=review, number="", register_number="")  # fmt: skip

    assert len(found()) == is_found


def test_drafts_and_documents_with_a_favourable_opinion_are_not_found(staff):
    Way(staff, TRACK, "N1").to("numbered")
    published = Way(staff, "government", "N1").to("published")
    Document.objects.update(legality_review="unknown")
    assert found() == set()

    unlawful = option("opinion", "o3")
    Matter.objects.filter(pk=published.matter.pk).update(outcome=unlawful)
    assert found() == {"山西省殡葬服务管理办法"}


def test_an_opinion_after_the_publication_comes_too_late(staff):
    way = Way(staff, "government", "N1").to("published")
    Document.objects.update(legality_review="unknown")
    Matter.objects.filter(pk=way.matter.pk).update(concluded_on=way.day(15))

    assert found() == {"山西省殡葬服务管理办法"}


def test_consent_by_silence_is_no_escape(staff):
    Setting.objects.filter(code="pre_review_silence").update(value="consent")
    way = Way(staff, TRACK, "N1").to("examining")
    way.go("number", 40, **way.numbers())
    way.go("publish", 41, effective_on=way.day(80))

    assert (Document.objects.get().legality_review, found()) == ("unknown", set())


def test_what_went_round_a_review_under_way_is_found(staff, act):
    way = Way(staff, TRACK, is_approved_by_government=True).to("examining")
    act(way.matter.document, "publish", way.day(14).isoformat(), effective_on=way.day(50))
    assert found() == {"民政救助管理办法"}

    Setting.objects.filter(code="unreviewed_alert").update(value="0")
    assert found() == set()
