"""Matters after a change of the law: what moves, what stays, what is written down."""

from datetime import date

import pytest
from django.urls import reverse

from lawgov.lifecycle import Stale
from lawgov.statutes import clocks
from lawgov.statutes.models import CalendarDay, Period
from lawgov.statutes.reprojected import Days
from normative.matters.filings import filings
from normative.models import Matter, MatterClock, MatterReprojection
from normative.reprojection import apply, preview
from tests.normative.conftest import TODAY
from tests.normative.filed import ways
from tests.normative.test_filing_duties import RECENT
from tests.normative.test_filings import people  # noqa: F401

PAGE = "/normative/reprojection/"
TUESDAY, WEDNESDAY = date(2026, 11, 17), date(2026, 11, 18)

pytestmark = pytest.mark.usefixtures("stopped")


def close(day: date = TUESDAY) -> CalendarDay:
    """A working day becomes a day off."""
    return CalendarDay.objects.create(date=day, kind="off", name="临时放假", source="test")


def said(found) -> list[tuple]:
    """What a preview says, in plain values."""
    return [(one.record, one.code, one.old, one.new) for one in found.changes]


def kept() -> list[tuple]:
    """Every deadline as it is kept."""
    return list(MatterClock.objects.order_by("pk").values_list())


@pytest.fixture
def matters(shipped):
    return Matter.objects.all()


@pytest.fixture
def owed(in_force) -> Matter:
    """A filing owed by 17 November 2026."""
    return in_force(**RECENT).matters.get()


def test_nothing_changes_while_the_law_stands(owed, matters):
    found = preview(matters)

    assert (found.changes, found.faults) == ([], [])


def test_the_preview_says_which_matters_and_both_days(owed, matters):
    close()
    before = kept()

    found = preview(matters)

    days = Days(TUESDAY, TUESDAY, False), Days(TUESDAY, WEDNESDAY, False)
    assert said(found) == [(owed.pk, "normative_filing", *days)]
    assert (found.moved, found.restated, found.records) == (1, 0, 1)
    assert kept() == before


def test_ended_matters_ended_deadlines_and_days_set_by_an_organ_stay(in_force, owed, matters, head):
    clocks.start_fixed(owed, "filing_order", date(2026, 11, 2), TUESDAY)
    met = in_force(**RECENT).matters.get()
    met.clocks.update(ended_on=date(2026, 11, 10), is_met=True)
    ended = in_force(**RECENT).matters.get()
    filings.make(ended, "withdraw", by=head, on=date(2026, 11, 10), today=TODAY, reason="误登")
    ended.clocks.update(ended_on=None)  # it would move if its matter were open
    close()

    apply(matters, by=None, reason="更正")

    rows = MatterReprojection.objects.values_list("matter", "clock__code")
    assert list(rows) == [(owed.pk, "normative_filing")]
    dues = MatterClock.objects.exclude(code="normative_filing", matter=owed).values_list("due")
    assert set(dues) == {(TUESDAY,)}


def test_applying_moves_the_days_and_writes_each_down(owed, in_force, matters, leader):
    other = in_force(**RECENT).matters.get()
    close()

    apply(matters, by=leader, reason=" 更正放假通知 ")

    for one in (owed, other):
        row, clock = one.reprojections.get(), one.clocks.get()
        assert (row.clock, row.made_by, row.reason) == (clock, leader, "更正放假通知")
        assert (row.old_nominal, row.old_due) == (TUESDAY, TUESDAY)
        assert (row.new_nominal, row.new_due) == (TUESDAY, WEDNESDAY)
        assert (clock.nominal, clock.due) == (TUESDAY, WEDNESDAY)


def test_the_day_to_file_by_and_the_soonest_day_follow(owed, matters):
    close()

    apply(matters, by=None, reason="更正")

    owed.refresh_from_db()
    assert (owed.filing_due_on, owed.due_on, owed.due_code) == (
        WEDNESDAY, WEDNESDAY, "normative_filing",
    )  # fmt: skip


def test_the_day_to_file_by_stays_when_another_deadline_moves(in_force, people, matters):  # noqa: F811
    one = ways(in_force, people)().to("formal_check")
    clock = one.clocks.running().get(code="filing_check")
    assert one.filing_due_on == date(2024, 12, 17)
    close(clock.due)

    found = apply(matters, by=None, reason="更正")

    one.refresh_from_db()
    [change] = found.changes
    assert (change.code, change.old.due, change.new.due > clock.due) == (
        "filing_check", clock.due, True,
    )  # fmt: skip
    assert (one.filing_due_on, one.due_on) == (date(2024, 12, 17), change.new.due)


def test_a_corrected_period_moves_what_runs_by_it(owed, matters):
    period = Period.objects.get(code="normative_filing", rule_set__code="N3")
    period.length = 20
    period.save()

    apply(matters, by=None, reason="更正")

    owed.refresh_from_db()
    assert owed.filing_due_on == date(2026, 11, 23)  # the 20th day is a Sunday


@pytest.fixture
def extended(in_force, people) -> MatterClock:  # noqa: F811
    """The deadline of a filing review, extended by 20 days."""
    way = ways(in_force, people)()
    way.to("examining")
    return way.go("extend", days=20).clocks.get(code="filing_review")


def test_the_days_extended_are_counted_again(extended, matters):
    close(extended.due)

    [change] = preview(matters).changes

    assert (change.code, change.old.due) == ("filing_review", extended.due)
    assert 0 < (change.new.due - extended.due).days < 5


def test_what_the_law_no_longer_allows_stays_and_is_named(client, keeper, extended, matters):
    period = extended.period
    period.max_extension = 10
    period.save()

    found = apply(matters, by=None, reason="更正")

    reason = "法律允许的延长最多为10。"
    assert [(one.clock, one.reason) for one in found.faults] == [(extended.pk, reason)]
    assert MatterClock.objects.get(pk=extended.pk).due == extended.due
    client.force_login(keeper)
    assert reason in client.get(PAGE).content.decode()


def test_nothing_is_done_twice(owed, matters):
    close()
    apply(matters, by=None, reason="更正")

    assert apply(matters, by=None, reason="更正").changes == []
    assert MatterReprojection.objects.count() == 1


def test_nothing_is_applied_that_nobody_has_seen(owed, matters, head):
    close()
    agreed = preview(matters).token
    filings.make(owed, "withdraw", by=head, on=date(2026, 11, 10), today=TODAY, reason="误登")

    with pytest.raises(Stale, match="审查事项已有变动"):
        apply(matters, by=None, reason="更正", token=agreed)


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_matters_takes_the_same_queries(
    in_force, matters, django_assert_num_queries, count
):
    for _number in range(count):
        in_force(**RECENT)
    close()

    with django_assert_num_queries(29):
        found = apply(matters, by=None, reason="更正")

    assert found.records == count


@pytest.mark.parametrize("role", ["填报员", "承办人", "审核人", "签发人", "审计员"])
def test_other_roles_do_not_re_project(client, make_user, owed, role):
    close()
    client.force_login(make_user(role, username="other"))

    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"reason": "更正", "token": "x"}).status_code == 403
    assert MatterReprojection.objects.count() == 0


def test_the_page_shows_what_would_change_and_changes_it(client, keeper, owed):
    close()
    client.force_login(keeper)
    page = client.get(PAGE)
    text = page.content.decode()
    assert [part in text for part in (owed.title, "2026-11-17", "2026-11-18")] == [True] * 3
    assert f'<a href="{PAGE}" aria-current="page">' in text

    data = {"reason": "更正", "token": page.context["preview"].token}
    answer = client.post(PAGE, data, follow=True)

    row = MatterReprojection.objects.get()
    assert (row.matter, row.made_by, row.reason) == (owed, keeper, "更正")
    assert "已重算1件审查事项的1个期限。" in answer.content.decode()


def test_a_law_changed_since_the_preview_is_shown_again(client, keeper, owed):
    close()
    client.force_login(keeper)
    token = client.get(PAGE).context["preview"].token
    close(WEDNESDAY)

    answer = client.post(PAGE, {"reason": "更正", "token": token})

    assert (answer.status_code, MatterReprojection.objects.count()) == (409, 0)
    assert [one.new.due for one in answer.context["preview"].changes] == [date(2026, 11, 19)]
    assert answer.context["form"]["reason"].value() == "更正"


@pytest.mark.parametrize("typed", ["", "  ", "长" * 301])
def test_without_a_good_reason_nothing_changes(client, keeper, owed, typed):
    close()
    client.force_login(keeper)
    token = client.get(PAGE).context["preview"].token

    answer = client.post(PAGE, {"reason": typed, "token": token})

    assert (answer.status_code, answer.context["form"]["reason"].value()) == (400, typed)
    assert MatterReprojection.objects.count() == 0


def test_matters_of_another_place_do_not_appear(client, make_user, owed):
    close()
    client.force_login(make_user("系统管理员", "140200"))

    page = client.get(PAGE)

    assert (page.context["preview"].changes, owed.title in page.content.decode()) == ([], False)


def test_the_matter_tells_its_re_projected_deadlines(client, handler, owed, matters):
    close()
    apply(matters, by=None, reason="更正放假通知")
    client.force_login(handler)

    text = client.get(reverse("normative:matter", args=[owed.pk])).content.decode()

    assert "2026-11-17 → <strong>2026-11-18</strong>" in text
    assert ("重算的期限" in text, "更正放假通知" in text) == (True, True)
