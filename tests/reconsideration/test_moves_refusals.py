"""Bad input: said at its field, and nothing of the move is done."""

import json
from datetime import date

import pytest
from django.apps import apps

from lawgov.lifecycle import IllegalMove, Stale
from reconsideration import moves
from reconsideration.models import Case
from tests.reconsideration.conftest import TODAY, application, option
from tests.reconsideration.refusing import refused
from tests.reconsideration.ways import way_to
from tests.tables import table

TABLE = table("case_refusals.csv")
MODELS = [m for m in apps.get_app_config("reconsideration").get_models()
          if m is Case or any(f.name == "case" for f in m._meta.fields)
          or m.__name__ == "HistoricalCase"]  # fmt: skip


def everything() -> dict[str, list[dict[str, object]]]:
    """Every row that belongs to a case, its history and its journal."""
    return {m._meta.label: list(m._default_manager.order_by("pk").values()) for m in MODELS}


@pytest.fixture
def admin(leader):
    leader.is_superuser = True
    leader.save()
    return leader


def sent(way, text: str) -> dict[str, str]:
    """What is sent: `name=value;name=value`, days as +n after receipt, checked boxes empty."""
    pairs = (pair.partition("=") for pair in text.split(";") if pair)
    return {name: way.day(int(value)).isoformat() if value.startswith("+") else value
            for name, _sign, value in pairs}  # fmt: skip


def label(row):
    return f"{row['verb']}-{row['basis']}"


@pytest.mark.parametrize("row", TABLE, ids=label)
def test_bad_input_is_refused_at_its_field_and_leaves_no_trace(client, receive, act, admin, row):
    way = way_to(receive, act, row["state"], row["rule_set"])
    before = everything()
    client.force_login(admin)
    on = way.day(min(int(row["on"]), 30_000)).isoformat()

    answer = client.post(
        f"/api/v1/cases/{way.case.pk}/{row['verb']}/",
        json.dumps({"on": on, **sent(way, row["data"])}),
        "application/json",
    )

    assert (answer.status_code, list(answer.json())) == (400, [row["field"]])
    assert everything() == before


def test_the_page_says_the_same_at_the_same_field(client, receive, act, admin):
    way = way_to(receive, act, "review", "B1")
    client.force_login(admin)
    before = everything()
    data = {"on": way.day(6).isoformat(), "days": "31", "why": "情况复杂"}

    response = client.post(f"/cases/{way.case.pk}/extend/", data)

    assert (response.status_code, list(response.context["form"].errors)) == (400, ["days"])
    assert "情况复杂" in response.content.decode()
    assert everything() == before


def test_a_move_that_fails_at_its_very_end_is_undone_whole(receive, act):
    """The row's own constraint refuses what the move has already written elsewhere."""
    way = way_to(receive, act, "review", "B1")
    Case.objects.filter(pk=way.case.pk).update(procedure="simplified")
    way.case.refresh_from_db()
    before = everything()
    case = Case.objects.get(pk=way.case.pk)
    step = moves.engine.Step(case, "extend", None, way.day(6), TODAY, case.state)

    with pytest.raises(Exception, match=r"简易程序|simplified"):
        broken(step)

    assert everything() == before


def broken(step) -> None:
    moves.engine.transaction.atomic(lambda: extend(step))()


def extend(step) -> None:
    moves.RULES["extend"].act(step, days=5, why="情况复杂")
    moves.engine._write(step, step.case.state, "", {})


def test_the_second_of_two_handlers_is_told_who_was_first(receive, act, handler):
    way = way_to(receive, act, "received", "B1")
    seen = way.case.version
    way.go("accept", 1)
    before = everything()

    with pytest.raises(Stale, match="承办人甲刚刚办理过此案（受理）"):
        moves.make(way.case, "send_copy", by=handler, on=way.day(2), today=TODAY, version=seen,
                   copy_received_on=way.day(2))  # fmt: skip

    assert everything() == before


def test_two_who_saw_the_same_state_do_not_both_move(receive, act):
    first = way_to(receive, act, "received", "B1")
    second = Case.objects.get(pk=first.case.pk)
    first.go("accept", 1)

    with pytest.raises(IllegalMove, match="已受理"):
        act(second, "refuse", "2024-09-06", ground=option("refusal", "late", "B1"))


@pytest.mark.parametrize(("day", "field"), [("2026-11-21", "received_on"), ("1990-01-01",
                         "received_on")])  # fmt: skip
def test_an_application_of_a_day_without_law_or_in_the_future_is_refused(receive, day, field):
    before = everything()

    refused(field, receive, day)
    assert everything() == before


def test_an_application_whose_number_is_taken_leaves_no_trace(receive, handler):
    first = receive("2013-08-05")
    before = everything()
    copy = application("2013-08-06", handler=handler)

    refused("", moves.receive, copy, organ=first.organ, parties=[first.parties.get()], by=handler,
            today=TODAY, number=first.number)  # fmt: skip
    assert everything() == before


def test_a_move_is_not_dated_before_the_last_change_nor_after_today(receive, act):
    way = way_to(receive, act, "review", "B2")

    refused("on", way.go, "withdraw", 4, why="自愿")
    refused("on", way.go, "suspend", 20, ground=way.option("suspension", "death"),
            today=date(2026, 7, 20))  # fmt: skip
