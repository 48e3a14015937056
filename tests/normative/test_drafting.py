"""Opening the review of a draft: what has to be known, public comment, the register."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from lawgov.organs.models import Organ
from normative.matters.drafts import open_government
from normative.models import Document, Matter, MatterMove, Setting
from tests.normative.conftest import TEXT, TODAY
from tests.normative.review_ways import Way

TRACK = "government"


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("submitter", {"submitter": None}),
        ("urgency_reason", {"is_urgent": True}),
        ("received_on", {"on": date(2026, 11, 21)}),
        ("received_on", {"on": date(2004, 3, 21)}),
        ("comment_days", {"affects_market": True, "is_received": True, "comment_days": 29}),
        ("title", {"title": " "}),
        ("title", {"title": "山西省殡葬条例"}),
    ],
)
def test_a_draft_is_not_opened_with_what_cannot_be(staff, field, facts):
    given = {"on": date(2026, 3, 2), "title": "殡葬管理办法",
             "submitter": Organ.objects.get(code="140000-mzt"), **facts}  # fmt: skip
    how = {name: given.pop(name) for name in ("on", "is_received", "affects_market")
           if name in given}  # fmt: skip

    with pytest.raises(ValidationError) as refusal:
        open_government(Matter(**given), organ=Organ.objects.get(code="140000"), text=TEXT,
                        by=staff["handler"], today=TODAY, **how)  # fmt: skip

    assert field in refusal.value.message_dict
    assert (Matter.objects.count(), Document.objects.count(), MatterMove.objects.count()) == (
        0, 0, 0)  # fmt: skip


@pytest.mark.parametrize(("days", "on", "urgent"), [(30, "2026-03-02", False),
                         (None, "2026-03-02", True), (None, "2013-05-06", False)])  # fmt: skip
def test_comment_is_long_enough_urgent_or_not_yet_law(staff, days, on, urgent):
    one = Matter(title="殡葬管理办法", comment_days=days, is_urgent=urgent,
                 urgency_reason="防汛", submitter_name="省民政厅")  # fmt: skip

    open_government(one, organ=Organ.objects.get(code="140000"), by=staff["handler"],
                    on=date.fromisoformat(on), today=TODAY, is_received=True,
                    affects_market=True)  # fmt: skip

    assert one.document.affects_market is True
    assert (one.document.drafter_name, one.document.organ.code) == ("省民政厅", "140000")


def test_how_long_comment_lasts_is_a_setting(staff):
    Setting.objects.filter(code="comment_days").update(value="40")

    with pytest.raises(ValidationError, match="不少于40日"):
        Way(staff, TRACK, is_received=True, affects_market=True, comment_days=39)


def test_a_draft_of_the_register_is_reviewed_once_at_a_time(staff, enter):
    draft = enter(organ="140000")
    organ, office = Organ.objects.get(code="140000"), Organ.objects.get(code="140000-mzt")
    given = {"organ": organ, "by": staff["handler"], "on": TODAY, "today": TODAY}
    open_government(Matter(document=draft, submitter=office), text="第一条　新稿。", **given)

    assert (Document.objects.count(), draft.versions.count()) == (1, 2)
    with pytest.raises(ValidationError) as refusal:
        open_government(Matter(document=draft, submitter=office), **given)
    assert refusal.value.message_dict == {"document": ["该草案正在审查。"]}
    assert Matter.objects.count() == 1


def test_a_published_document_is_not_reviewed_before_its_issue(staff, in_force):
    one = Matter(document=in_force(organ="140000"), submitter_name="省民政厅")

    with pytest.raises(ValidationError) as refusal:
        open_government(one, organ=Organ.objects.get(code="140000"), by=staff["handler"],
                        on=TODAY, today=TODAY)  # fmt: skip

    assert list(refusal.value.message_dict) == ["document"]
