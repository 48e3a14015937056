"""What a case tells of its moves: recorded things by name, codes and days in words."""

from datetime import date

import pytest
from django.utils import translation

from reconsideration import papers
from reconsideration.models import Move, ViewsHeard
from reconsideration.telling import day_or_text, details, told
from tests.reconsideration.conftest import TODAY, option
from tests.reconsideration.filing import keep_in, kind


@pytest.fixture
def case(receive, act):
    case = receive("2026-07-01")
    return act(case, "accept", "2026-07-03")


def test_a_move_tells_codes_and_days_in_words(case, act):
    act(case, "send_copy", "2026-07-06", copy_received_on=date(2026, 7, 7))
    act(case, "take_reply", "2026-07-08", evidence="证据目录")

    received, accepted, sent, replied = case.moves.all()

    with translation.override("zh-hans"):
        assert told(received) == [("案号", case.number), ("申请方式", "当面递交书面申请")]
        assert told(accepted) == [("受理日期", "2026年7月3日"), ("受理方式", "明示受理")]
        assert told(sent) == [("被申请人收到日期", "2026年7月7日")]
        assert told(replied) == [("证据目录", "证据目录"), ("按期答复", "是")]


def test_a_track_tells_its_fields_and_leaves_out_empty_ones(case, act):
    act(case, "send_copy", "2026-07-06", copy_received_on=date(2026, 7, 7))
    views = ViewsHeard(party_name="张三", how="phone", summary="要求撤销")
    act(case, "hear_views", "2026-07-08", views=views)
    act(case, "take_reply", "2026-07-08")
    case = act(case, "suspend", "2026-07-09", ground=option("suspension", "other", "B2"))

    with translation.override("zh-hans"):
        said = [text for _name, text in details(case.views_heard.get())]
        stopped = [text for _name, text in details(case.stops.select_related("ground").get())]

    assert said == ["张三", "2026年7月8日", "通过电话", "要求撤销"]
    assert stopped == ["中止", option("suspension", "other", "B2").name, "2026年7月9日"]


@pytest.mark.parametrize(
    ("text", "said"),
    [("2026-07-08", "2026年7月8日"), ("2026-02-30", "2026-02-30"), ("五日", "五日")],
)
def test_only_what_is_a_day_is_written_as_one(text, said):
    with translation.override("zh-hans"):
        assert day_or_text(text) == said


def test_a_move_of_a_verb_without_a_form_is_told_too():
    assert told(Move(verb="receive", recorded={"thing": "某事", "nothing": ""})) == [
        ("thing", "某事")
    ]


def test_a_document_is_kept_with_the_move_it_tells_of(case, handler, client, tmp_path, monkeypatch):
    keep_in(tmp_path, monkeypatch)
    notice = papers.issue(case, kind("acceptance"), by=handler, on=date(2026, 7, 3), today=TODAY)
    receipt = papers.issue(case, kind("order"), by=handler, on=date(2026, 7, 3), today=TODAY,
                           addressee="太原市公安局")  # fmt: skip
    client.force_login(handler)

    shown = client.get(f"/cases/{case.pk}/").content.decode()
    listed = client.get(f"/api/v1/cases/{case.pk}/moves/").json()

    assert (notice.move.verb, receipt.move) == ("accept", None)
    assert shown.count(f"/cases/documents/{notice.pk}/") >= 2
    assert [row["documents"] for row in listed] == [[], [str(notice)]]
