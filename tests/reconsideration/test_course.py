"""A case from application to archive under each rule set."""

from datetime import date

import pytest

from reconsideration.models import Service, ViewsHeard
from tests.reconsideration.conftest import option

DAYS = {
    "A": {"received": "2013-08-05", "accept": "2013-08-07", "copy": "2013-08-09",
          "reply": "2013-08-20", "views": "2013-08-21", "draft": "2013-09-20",
          "decide": "2013-09-25", "serve": "2013-09-27"},
    "B1": {"received": "2024-09-05", "accept": "2024-09-09", "copy": "2024-09-19",
           "reply": "2024-10-10", "views": "2024-10-11", "draft": "2024-10-20",
           "decide": "2024-11-08", "serve": "2024-11-11"},
    "B2": {"received": "2026-07-01", "accept": "2026-07-03", "copy": "2026-07-06",
           "reply": "2026-07-20", "views": "2026-07-21", "draft": "2026-08-03",
           "decide": "2026-08-10", "serve": "2026-08-11"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("rule_set", "accepted", "due", "states"),
    [
        ("A", "2013-08-05", "2013-10-08", 9),
        ("B1", "2024-09-09", "2024-11-08", 9),
        ("B2", "2026-07-03", "2026-09-01", 9),
    ],
)
def test_the_ordinary_course_under_each_rule_set(receive, act, rule_set, accepted, due, states):
    at = DAYS[rule_set]
    case = receive(at["received"])
    case = act(case, "accept", at["accept"])
    case = act(case, "send_copy", at["copy"], copy_received_on=date.fromisoformat(at["copy"]))
    case = act(case, "take_reply", at["reply"])
    case = act(case, "hear_views", at["views"], views=ViewsHeard(
        party_name="张三", how="phone", summary="要求撤销"))  # fmt: skip
    case = act(case, "draft", at["draft"], proposal="维持")
    case = act(case, "examine", at["draft"])
    case = act(case, "decide", at["decide"], kinds=[option("decision", "uphold", rule_set)])
    case = act(case, "serve", at["serve"], service=Service(party_name="张三", mode="direct"))

    decision = case.clocks.get(code="decision")
    assert (case.rule_set.code, case.state, case.closing) == (rule_set, "decided", "upheld")
    assert (case.accepted_on.isoformat(), decision.due.isoformat()) == (accepted, due)
    assert (decision.is_met, case.is_open, case.moves.count()) == (True, False, states)
    assert all(move.article for move in case.moves.all())
