"""The staff pages of a case, driven as a clerk would, with wrong input too."""

from datetime import date

import pytest
from django.urls import reverse

from lawgov.statutes.models import RuleSet
from reconsideration.models import Case, Party
from tests.reconsideration.conftest import OLD_ID, option

FACTS = {
    "channel": "in_person",
    "received_on": "2013-08-05",
    "headcount": "1",
    "respondent_name": "太原市公安局",
    "respondent_level": "city_department",
    "act_name": "行政处罚决定",
    "known_on": "2013-07-23",
    "request": "请求撤销",
}
PARTY = {"role": "applicant", "being": "person", "name": "张三", "paper": "id_card",
         "paper_number": OLD_ID}  # fmt: skip
NEW = "/cases/new/"


def posted(organ: int, *parties: dict[str, str], **changes: str) -> dict[str, object]:
    """What the intake form sends."""
    data: dict[str, object] = {**FACTS, "organ": organ, **changes}
    data["act_kind"] = option("act_kind", "penalty").pk
    data["field"] = option("field", "police").pk
    rows = parties or (PARTY,)
    data |= {"party-TOTAL_FORMS": len(rows), "party-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"party-{number}-{name}": value for name, value in row.items()}
    return data


@pytest.fixture
def office(handler) -> int:
    return handler.organ.realm.pk


def test_an_application_is_registered_with_the_next_number(client, handler, office):
    client.force_login(handler)

    response = client.post(NEW, posted(office))

    case = Case.objects.get()
    assert (response.status_code, response.url) == (302, f"/cases/{case.pk}/")
    assert (case.number, case.state, case.rule_set.code) == ("晋政复〔2013〕1号", "received", "A")
    assert (case.handler, case.due_on.isoformat()) == (handler, "2013-08-12")
    assert case.parties.get().initials == "zs"


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"received_on": "2013-02-30"}, "received_on", "输入一个有效的日期"),
        ({"received_on": "2999-01-01"}, "received_on", "将来"),
        ({"posted_on": "2013-08-06"}, "posted_on", "交邮日期不能晚于收到日期"),
        ({"known_on": "2013-08-06"}, "known_on", "晚于"),
        ({"headcount": "0"}, "headcount", "至少有一名申请人"),
        ({"headcount": "6"}, "headcount", "代表人"),
        ({"number": "十二号"}, "number", "字号"),
        ({"earlier_number": "晋政复〔1999〕1号"}, "earlier_number", "没有"),
        ({"rule_set_reason": "试", "rule_set": "B1"}, "rule_set", "权限"),
    ],
)
def test_wrong_input_is_said_at_its_field_and_nothing_is_lost(
    client, handler, office, changes, field, words
):
    client.force_login(handler)
    if "rule_set" in changes:
        changes = changes | {"rule_set": str(option_rule_set(changes["rule_set"]))}

    response = client.post(NEW, posted(office, **changes))

    errors = "".join(response.context["form"].errors.get(field, []))
    assert (response.status_code, Case.objects.count(), Party.objects.count()) == (400, 0, 0)
    assert words.replace(" ", "") in errors.replace(" ", "")
    assert "太原市公安局" in response.content.decode()
    assert OLD_ID in response.content.decode()


def option_rule_set(code: str) -> int:
    return RuleSet.objects.get(code=code).pk


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"paper_number": ""}, "证件号码"),
        ({"paper_number": "14010319750101001"}, "格式"),
        ({"paper_number": "140103197513010010"}, "出生日期"),
        ({"paper_number": "140103197501010011"}, "校验码"),
        ({"paper": "none", "paper_number": ""}, "身份证件"),
        ({"name": ""}, "必填"),
    ],
)
def test_an_applicant_has_a_checked_identity(client, handler, office, changes, words):
    client.force_login(handler)

    response = client.post(NEW, posted(office, PARTY | changes))

    assert (response.status_code, Case.objects.count()) == (400, 0)
    assert words in response.content.decode()


def test_a_wrong_check_digit_is_taken_with_a_note(client, handler, office):
    client.force_login(handler)
    row = PARTY | {"paper_number": "140103197501010011", "paper_note": "证件原件如此"}

    assert client.post(NEW, posted(office, row)).status_code == 302


def test_another_party_row_keeps_what_was_typed(client, handler, office):
    client.force_login(handler)

    response = client.post(NEW, posted(office) | {"add_party": "1"})

    page = response.content.decode()
    assert (response.status_code, Case.objects.count()) == (200, 0)
    assert len(response.context["parties"].forms) == 2
    assert "张三" in page
    assert "party-1-name" in page


def test_while_typing_the_law_the_limit_and_earlier_cases_appear(client, handler, office, receive):
    earlier = receive("2013-07-30", act_number="并公罚〔2013〕1号")
    client.force_login(handler)
    data = posted(office, act_number="并公罚〔2013〕1号", known_on="2013-05-23")

    page = client.post("/cases/new/check/", data).content.decode()

    assert "行政复议法（1999）与实施条例（2007）" in page
    assert "2013年7月22日" in page
    assert "逾期" in page
    assert earlier.number in page


def test_a_move_made_by_page_comes_back_with_its_error(client, handler, receive):
    case = receive("2013-08-05")
    client.force_login(handler)
    address = reverse("reconsideration:move", args=[case.pk, "ask_supplement"])
    data = {"on": "2013-08-06", "version": case.version, "items": "身份证复印件",
            "notice_received_on": "2013-08-01"}  # fmt: skip

    response = client.post(address, data)

    assert response.status_code == 400
    assert "通知收到日期不能早于发出日期" in response.content.decode()
    assert "身份证复印件" in response.content.decode()
    case.refresh_from_db()
    assert (case.state, case.moves.count()) == ("received", 1)


def test_two_handlers_at_once_the_second_is_told_and_keeps_the_text(client, handler, receive, act):
    case = receive("2013-08-05")
    stale = case.version
    act(case, "accept", "2013-08-06")
    client.force_login(handler)
    data = {"on": "2013-08-06", "version": stale, "superior": "省政府", "content": "责令受理"}

    response = client.post(reverse("reconsideration:move", args=[case.pk, "supervise"]), data)

    assert response.status_code == 409
    assert "承办人甲刚刚办理过此案（受理）" in response.content.decode()
    assert "责令受理" in response.content.decode()


def test_an_illegal_move_answers_409_and_says_what_is_allowed(client, handler, receive):
    case = receive("2013-08-05")
    client.force_login(handler)

    response = client.get(reverse("reconsideration:move", args=[case.pk, "send_copy"]))

    assert response.status_code == 409
    assert "现在可以办理：" in response.content.decode()


def test_a_move_for_another_role_is_forbidden(client, handler, receive):
    case = receive("2013-08-05")
    client.force_login(handler)

    assert client.get(reverse("reconsideration:move", args=[case.pk, "refuse"])).status_code == 403
    assert client.get(f"/cases/{case.pk}/no_such_verb/").status_code == 404


def test_why_a_day_is_told_step_by_step(client, handler, receive):
    case = receive("2013-04-25")
    client.force_login(handler)
    clock = case.clocks.get(code="acceptance_review")

    page = client.get(reverse("reconsideration:why", args=[case.pk, clock.pk])).content.decode()

    assert "行政复议法（1999）第十七条" in page
    assert "2013-04-29至2013-05-01不上班" in page
    assert "最后一日为2013-05-03" in page
    assert clock.due == date(2013, 5, 3)
