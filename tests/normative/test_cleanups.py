"""Clean-up campaigns: what is chosen, what becomes of it, and when a campaign can be closed."""

from datetime import date
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lawgov.lifecycle import IllegalMove
from lawgov.organs.models import Organ
from normative import cleaning
from normative.cleaning import cleanups, regular_due
from normative.models import Cleanup, CleanupItem, CleanupResult, Document, Setting
from tests.normative.clearing import campaign_of
from tests.normative.conftest import TODAY

ON = date(2026, 10, 12)


@pytest.fixture
def campaign(head):
    """Open a campaign of the province."""
    return partial(campaign_of, head)


@pytest.fixture
def go(head, leader):
    """Make a move of a campaign as the person whose move it is."""

    def make(one: Cleanup, verb: str, on: date = ON, **data: Any) -> Cleanup:
        by = leader if verb == "close" else head
        return cleanups.make(one, verb, by=by, on=on, today=TODAY, **data)

    return make


def item(one: Cleanup, document: Document) -> CleanupItem:
    return one.items.get(document=document)


def decide(go: Any, one: Cleanup, results: dict[Document, str]) -> None:
    """Conclude documents, each with its result."""
    for document, result in results.items():
        why = "" if result == "keep" else "已被新办法替代"
        go(one, "conclude", items=[item(one, document)], result=result, why=why)


def test_no_document_is_added_twice(campaign, in_force, go):
    one = campaign()
    in_force()
    go(one, "add")
    with pytest.raises(ValidationError):
        go(one, "add")

    in_force()
    go(one, "add", words="供热")

    assert one.items.count() == 2
    recorded = [move.recorded for move in one.moves.filter(verb="add")]
    assert recorded == [{"items": 1}, {"items": 1, "words": "供热"}]


def test_each_row_keeps_who_decided_and_its_history(campaign, in_force, go, head):
    one, document = campaign(), in_force()
    go(one, "add")
    go(one, "conclude", items=[item(one, document)], result="amend", why="机构名称已变化")
    go(one, "conclude", items=[item(one, document)], result="keep")

    row = item(one, document)
    assert (row.result, row.reason, row.decided_on, row.decided_by) == ("keep", "", ON, head)
    told = [(h.result, h.history_user) for h in row.history.order_by("history_id")]
    assert told == [("", head), ("amend", head), ("keep", head)]


def test_many_are_concluded_with_a_handful_of_queries(
    campaign, in_force, go, django_assert_max_num_queries
):
    one = campaign()
    for _n in range(12):
        in_force()
    go(one, "add")
    rows = list(one.items.select_related("document"))

    with django_assert_max_num_queries(15):
        go(one, "conclude", items=rows, result="keep")

    assert cleaning.undecided(one) == 0


def test_a_campaign_with_an_undecided_row_is_not_closed_and_says_how_many(campaign, in_force, go):
    one = campaign()
    first, _second, _third = in_force(), in_force(), in_force()
    with pytest.raises(IllegalMove):
        go(one, "close", published_in="省政府公报")
    go(one, "add")
    decide(go, one, {first: "keep"})

    with pytest.raises(IllegalMove, match="还有2件"):
        go(one, "close", published_in="省政府公报")
    assert Cleanup.objects.get().state == "open"


@pytest.fixture
def closed(campaign, in_force, go, act):
    """A closed campaign with a document of each result, as they stand then."""
    one = campaign()
    results = {name: in_force() for name in CleanupResult.values}
    go(one, "add")
    act(results["repealed_before"], "repeal", "2026-10-01", basis="别的决定")
    decide(go, one, {document: name for name, document in results.items()})
    one = go(one, "close", date(2026, 11, 2), published_in="省政府公报2026年第20期")
    return one, {name: Document.objects.get(pk=row.pk) for name, row in results.items()}


def test_closing_applies_the_results_and_nothing_else(closed):
    _one, documents = closed

    assert {name: (d.state, d.ended_on) for name, d in documents.items()} == {
        "keep": ("issued", None), "amend": ("issued", None),
        "repeal": ("repealed", date(2026, 11, 2)), "lapse": ("lapsed", date(2026, 11, 2)),
        "repealed_before": ("repealed", date(2026, 10, 1)),
    }  # fmt: skip
    assert [d.versions.count() for d in documents.values()] == [1] * 5


def test_closing_says_where_it_is_published_and_documents_say_why_they_ended(closed):
    one, documents = closed

    assert (one.state, one.closed_on, one.published_in) == (
        "closed", date(2026, 11, 2), "省政府公报2026年第20期",
    )  # fmt: skip
    move = documents["repeal"].moves.last()
    assert "2026年规范性文件清理" in move.recorded["basis"]
    assert (move.reason, documents["keep"].moves.last().verb) == ("已被新办法替代", "publish")


def test_one_document_that_cannot_end_stops_the_closing_whole(campaign, in_force, go, act):
    one = campaign()
    first, second = in_force(), in_force()
    go(one, "add")
    decide(go, one, {first: "repeal", second: "lapse"})
    act(second, "suspend", "2026-11-10", basis="决定")

    with pytest.raises(ValidationError, match=second.number):
        go(one, "close", date(2026, 11, 2), published_in="省政府公报")

    assert {d.state for d in Document.objects.all()} == {"issued", "suspended"}
    assert Cleanup.objects.get().state == "open"


def test_a_document_that_ended_meanwhile_is_concluded_anew(campaign, in_force, go, act):
    one, document = campaign(), in_force()
    go(one, "add")
    decide(go, one, {document: "keep"})
    act(document, "repeal", "2026-11-01", basis="决定")

    with pytest.raises(ValidationError, match=document.number):
        go(one, "close", date(2026, 11, 2), published_in="省政府公报")
    decide(go, one, {document: "repealed_before"})
    assert go(one, "close", date(2026, 11, 2), published_in="省政府公报").state == "closed"


@pytest.mark.parametrize(
    ("verb", "data", "field"),
    [
        ("conclude", {"result": "repeal", "why": " "}, "why"),
        ("conclude", {"result": "gone", "why": "x"}, "result"),
        ("conclude", {"result": "repealed_before", "why": "x"}, "result"),
        ("conclude", {"result": "keep", "items": []}, "items"),
        ("assign", {"items": []}, "items"),
        ("assign", {"assignee": "000000-gwy"}, "assignee"),
        ("abandon", {"reason": ""}, "reason"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(campaign, in_force, go, verb, data, field):
    one = campaign()
    in_force()
    go(one, "add")
    if verb == "assign":
        data = data | {"assignee": Organ.objects.get(code=data.get("assignee", "140100"))}
    if verb != "abandon":
        data = {"items": list(one.items.all())} | data

    with pytest.raises(ValidationError) as refusal:
        go(one, verb, **data)

    assert list(refusal.value.message_dict) == [field]
    assert one.items.filter(result="", assigned_to=None).count() == 1


def test_rows_of_another_campaign_are_not_touched(campaign, in_force, go):
    one, other = campaign(), campaign(name="专项清理", kind="special")
    in_force()
    go(other, "add")

    with pytest.raises(ValidationError):
        go(one, "conclude", items=list(other.items.all()), result="keep")
    assert cleaning.undecided(other) == 1


def test_an_abandoned_campaign_changes_nothing(campaign, in_force, go):
    one, document = campaign(), in_force()
    go(one, "add")
    decide(go, one, {document: "repeal"})

    one = go(one, "abandon", reason="与省的清理合并")

    assert (one.state, Document.objects.get().state) == ("abandoned", "issued")
    for verb in ("add", "conclude", "close"):
        with pytest.raises(IllegalMove):
            go(one, verb)


def test_who_looks_at_documents_of_a_campaign_sees_it(campaign, in_force, go, make_user):
    one = campaign()
    in_force()
    go(one, "add")
    there = make_user("承办人", "140100")
    assert list(Cleanup.objects.visible_to(there)) == []

    go(one, "assign", items=list(one.items.all()), assignee=there.organ)

    assert list(Cleanup.objects.visible_to(there)) == [one]
    assert not cleanups.may_make(there, one, cleanups.rules["conclude"])


@pytest.mark.parametrize(
    ("years", "expected"), [("2", date(2028, 11, 2)), ("3", date(2029, 11, 2)), ("0", None)]
)
def test_the_next_regular_clean_up_is_due_by_the_setting(campaign, in_force, go, years, expected):
    Setting.objects.filter(code="cleanup_years").update(value=years)
    province = Organ.objects.get(code="140000")
    assert regular_due(province, TODAY) == (None, int(years))
    for kind, on in (("regular", date(2026, 11, 2)), ("special", date(2026, 11, 5))):
        one, document = campaign(kind=kind), in_force()
        go(one, "add", published_before=TODAY)
        for row in one.items.all():
            go(one, "conclude", items=[row], result="keep")
        go(one, "close", on, published_in="省政府公报")

    assert regular_due(province, TODAY) == (expected, int(years))
    assert document


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"opened_on": date(2026, 11, 21), "until": date(2026, 12, 31)}, "opened_on"),
        ({"until": date(2026, 8, 31)}, "until"),
        ({"name": ""}, "name"),
        ({"kind": "yearly"}, "kind"),
    ],
)
def test_a_campaign_is_opened_with_sense(campaign, values, field):
    with pytest.raises(ValidationError) as refusal:
        campaign(**values)

    assert list(refusal.value.message_dict) == [field]
    assert not Cleanup.objects.exists()
