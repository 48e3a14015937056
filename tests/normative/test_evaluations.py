"""Evaluations: of published documents, shown on their pages and in the list of terms."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from normative.evaluating import evaluate
from normative.models import Evaluation
from tests.normative.conftest import TODAY, option

FORM = {"trigger": "expiry", "done_on": "2026-11-03", "team": "省司法厅立法二处", "method": "座谈",
        "findings": "第二条不便执行", "advice": "amend", "action": "已列入修改计划"}  # fmt: skip


def evaluation(**values: Any) -> Evaluation:
    usual = {**FORM, "trigger": option("trigger", "expiry"), "done_on": date(2026, 11, 3)}
    return Evaluation(**{**usual, **values})


def add(document: Any, by: Any = None, **values: Any) -> Evaluation:
    return evaluate(document, evaluation(**values), by=by, today=TODAY)


@pytest.fixture
def desk(client, handler, monkeypatch):
    """The pages of a handler on a fixed day."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: TODAY)
    client.force_login(handler)
    return client


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"done_on": date(2026, 11, 21)}, "done_on"),
        ({"done_on": date(2024, 2, 29)}, "done_on"),
        ({"team": ""}, "team"),
        ({"findings": ""}, "findings"),
        ({"advice": "repealed_before"}, "advice"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(in_force, values, field):
    with pytest.raises(ValidationError) as refusal:
        add(in_force(), **values)

    assert (list(refusal.value.message_dict), Evaluation.objects.count()) == ([field], 0)


def test_a_draft_is_not_evaluated_and_an_ended_document_is(in_force, enter, act):
    with pytest.raises(ValidationError):
        add(enter(title="太原市草案办法", signed_on="2026-01-05"))

    ended = act(in_force(), "repeal", "2026-10-01", basis="决定")
    assert add(ended).document == ended


def test_an_evaluation_is_added_on_the_page_and_changes_nothing_of_the_document(
    desk, in_force, handler
):
    one = in_force()
    url = reverse("normative:new_evaluation", args=[one.pk])
    assert desk.get(url).status_code == 200

    answer = desk.post(url, FORM)

    assert answer.url == f"{one.get_absolute_url()}#evaluations"
    row = one.evaluations.get()
    assert (row.trigger.code, row.added_by, row.history.get().history_user) == (
        "expiry", handler, handler,
    )  # fmt: skip
    text = desk.get(one.get_absolute_url()).content.decode()
    assert all(FORM[name] in text for name in ("team", "method", "findings", "action"))
    one.refresh_from_db()
    assert (one.state, one.moves.count()) == ("issued", 2)


def test_what_was_typed_comes_back_with_the_fault(desk, in_force):
    url = reverse("normative:new_evaluation", args=[in_force().pk])

    answer = desk.post(url, FORM | {"done_on": "2027-01-01"})

    assert (answer.status_code, Evaluation.objects.count()) == (400, 0)
    assert "第二条不便执行" in answer.content.decode()
    assert list(answer.context["form"].errors) == ["done_on"]


def test_the_list_of_terms_marks_what_was_evaluated_already(desk, in_force):
    ends = {"expires_on": "2027-01-31"}
    done, _open = in_force(**ends), in_force(**ends)
    add(done, done_on=date(2026, 3, 3))
    add(done, done_on=date(2026, 11, 3))

    rows = desk.get(reverse("normative:expiry")).context["page"].rows

    assert {row["pk"]: row["evaluated_on"] for row in rows} == {
        done.pk: date(2026, 11, 3), _open.pk: None,
    }  # fmt: skip


def test_the_list_of_terms_asks_once_for_all_evaluations(
    desk, in_force, django_assert_max_num_queries
):
    url = reverse("normative:expiry")
    desk.get(url)
    for _n in range(6):
        add(in_force(expires_on="2027-01-31"))

    with django_assert_max_num_queries(14):
        assert len(desk.get(url).context["page"].rows) == 6


def test_who_may_not_register_adds_no_evaluation(client, in_force, clerk, make_user):
    url = reverse("normative:new_evaluation", args=[in_force().pk])
    client.force_login(clerk)
    assert client.post(url, FORM).status_code == 403

    client.force_login(make_user("承办人", "140200"))
    assert client.post(url, FORM).status_code == 404
    assert not Evaluation.objects.exists()


def test_who_sees_the_document_sees_its_evaluations(in_force, handler, make_user):
    row = add(in_force())
    there = make_user("承办人", "140200")

    assert [Evaluation.objects.visible_to(user).first() for user in (handler, there)] == [row, None]
