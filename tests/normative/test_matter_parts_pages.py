"""What is recorded beside the moves of a matter, on its page: kept, refused, closed."""

from datetime import date
from typing import Any

import pytest

from normative.models import Advice, Letter, Material, Matter, ReviewPoint
from tests.normative.asking import suggested
from tests.normative.review_ways import Way

PASSAGE = "供热单位应当在三十日内办结。"
ADVICE = {"advice-clause": "第二条", "advice-problem": "期限过长", "advice-text": "改为十五日"}
LETTER = {"letter-kind": "consult", "letter-addressee": "省财政厅", "letter-sent_on": "2026-03-08",
          "letter-content": "请提意见", "letter-people": "0"}  # fmt: skip


pytestmark = pytest.mark.usefixtures("stopped")


@pytest.fixture
def way(staff) -> Way:
    """A draft under review since 6 March 2026."""
    return Way(staff, "government").to("examining")


@pytest.fixture
def send(client, staff):
    """Send a form of a matter's page, as the handler if nobody else is logged in."""

    def post(one: Matter, place: str, data: dict[str, Any], *, by: Any = None):
        client.force_login(by or staff["handler"])
        return client.post(f"{one.get_absolute_url()}{place}/", data)

    return post


def answer(advice: Advice, **changes: object) -> dict[str, object]:
    values = {"adoption": "full", "reason": "", "on": "2026-03-12", "version": "", "passage": ""}
    return {f"answer-{advice.pk}-{name}": value for name, value in (values | changes).items()}


@pytest.fixture
def advice(way) -> Advice:
    """The first point of an opinion that was issued on 11 March."""
    first = way.advise()
    way.advise("第三条")
    way.find(r9="amend")
    way.concluded("o2")
    return first


def test_the_checklist_is_ticked_off_in_one_form(way, send):
    Material.objects.all().delete()

    response = send(way.matter, "materials", {
        "materials-presence_m1": "present", "materials-presence_m2": "missing",
        "materials-note_m2": "只有纸质", "materials-presence_m3": "",
    })  # fmt: skip

    rows = Material.objects.values_list("item__code", "presence", "note")
    assert response.url == f"{way.matter.get_absolute_url()}#materials"
    assert list(rows) == [("m1", "present", ""), ("m2", "missing", "只有纸质")]
    changed = Material.history.filter(history_type="+", id__in=Material.objects.values("id"))
    assert set(changed.values_list("history_user__username", flat=True)) == {"承办人-140000-fzb"}


def test_what_was_found_is_saved_in_one_form_and_changed(way, send, staff):
    send(way.matter, "points", {
        "points-result_r1": "pass", "points-result_r3": "fail", "points-article_r3": "第十六条",
        "points-note_r3": "设定罚款",
    })  # fmt: skip
    send(way.matter, "points", {"points-result_r1": "amend", "points-note_r1": "机关名称有误",
                                "points-result_r3": "pass"})  # fmt: skip

    rows = ReviewPoint.objects.values_list("point__code", "result", "article", "note")
    assert list(rows) == [("r1", "amend", "", "机关名称有误"), ("r3", "pass", "", "")]
    assert set(ReviewPoint.objects.values_list("found_by", flat=True)) == {staff["handler"].pk}


@pytest.mark.parametrize(
    ("place", "data", "field", "typed"),
    [
        ("points", {"points-result_r1": "fail", "points-article_r1": "某法"}, "note_r1", "某法"),
        ("points", {"points-note_r2": "写了一半"}, "result_r2", "写了一半"),
        ("points", {"points-result_r1": "perhaps", "points-note_r1": "原文"}, "result_r1", "原文"),
        ("points", {"points-result_r1": "pass", "points-article_r1": "长" * 201}, "article_r1",
         "长长"),
        ("materials", {"materials-presence_m1": "x", "materials-note_m1": "字"}, "presence_m1",
         "字"),
        ("materials", {"materials-note_m1": "附注"}, "presence_m1", "附注"),
        ("advice", ADVICE | {"advice-clause": ""}, "clause", "改为十五日"),
        ("advice", ADVICE | {"advice-text": " "}, "text", "期限过长"),
        ("letters", LETTER | {"letter-addressee": ""}, "addressee", "请提意见"),
        ("letters", LETTER | {"letter-sent_on": "2026-11-21"}, "sent_on", "请提意见"),
        ("letters", LETTER | {"letter-due_on": "2026-03-01"}, "due_on", "请提意见"),
        ("letters", LETTER | {"letter-people": "-1"}, "people", "请提意见"),
    ],
)  # fmt: skip
def test_what_is_refused_stands_at_its_field_and_is_kept(way, send, place, data, field, typed):
    Material.objects.all().delete()

    response = send(way.matter, place, data)

    forms = {"points": "points_form", "materials": "materials_form", "advice": "advice_form",
             "letters": "letter_form"}  # fmt: skip
    assert (response.status_code, list(response.context[forms[place]].errors)) == (400, [field])
    assert typed in response.content.decode()
    kept = [Material, ReviewPoint, Advice, Letter]
    assert [model.objects.count() for model in kept] == [0, 0, 0, 0]


def test_a_point_of_the_opinion_is_added_and_taken_back(way, send):
    send(way.matter, "advice", ADVICE)
    one = Advice.objects.get()

    response = send(way.matter, f"advice/{one.pk}/remove", {})

    kinds = list(Advice.history.order_by("history_id").values_list("history_type", flat=True))
    assert (response.status_code, Advice.objects.count(), kinds) == (302, 0, ["+", "-"])
    assert send(way.matter, "advice/0/remove", {}).status_code == 404


def test_an_issued_opinion_keeps_its_points(way, advice, send):
    page = send(way.matter, "advice", ADVICE)
    gone = send(way.matter, f"advice/{advice.pk}/remove", {})

    assert (page.status_code, gone.status_code, Advice.objects.count()) == (409, 409, 2)


def test_an_adopted_point_leads_to_the_changed_passage(way, advice, send, client):
    way.matter.document.versions.create(number=2, text=f"第二条　{PASSAGE}改", length=20)
    version = way.matter.document.versions.last()

    send(way.matter, f"advice/{advice.pk}/answer",
         answer(advice, version=version.pk, passage=PASSAGE))  # fmt: skip

    advice.refresh_from_db()
    text = client.get(way.matter.get_absolute_url()).content.decode()
    compared = f"/normative/{way.matter.document_id}/compare/?old=1&amp;new=2"
    assert (advice.adoption, advice.version, advice.passage) == ("full", version, PASSAGE)
    assert advice.answered_on == date(2026, 3, 12)
    assert f'href="{compared}"' in text
    assert f'<blockquote class="quote" lang="zh-CN">{PASSAGE}' in text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"adoption": "no"}, "reason"),
        ({"adoption": "part"}, "reason"),
        ({"adoption": ""}, "adoption"),
        ({"on": "2026-03-10"}, "on"),
        ({"on": "2026-11-21"}, "on"),
        ({"version": "0"}, "version"),
        ({"passage": "没有版本"}, "version"),
        ({"version": "first", "passage": "文本里没有的话"}, "passage"),
    ],
)
def test_an_answer_that_cannot_be_is_told_at_its_field(way, advice, send, changes, field):
    if changes.get("version") == "first":
        changes = changes | {"version": way.matter.document.versions.get().pk}

    response = send(way.matter, f"advice/{advice.pk}/answer", answer(advice, **changes))

    form = response.context["advice"][0]["form"]
    errors = list(form.errors) if field != "reason" else [field]
    assert (response.status_code, form.is_bound, errors) == (400, True, [field])
    assert not response.context["advice"][1]["form"].is_bound
    assert set(Advice.objects.values_list("adoption", flat=True)) == {""}


def test_nothing_is_answered_before_the_opinion_is_issued(way, send):
    one = way.advise()

    assert send(way.matter, f"advice/{one.pk}/answer", answer(one)).status_code == 409


def test_a_letter_is_written_and_answered(way, send):
    send(way.matter, "letters", LETTER)
    letter = Letter.objects.get()
    early = send(way.matter, f"letters/{letter.pk}/reply",
                 {f"reply-{letter.pk}-answered_on": "2026-03-01"})  # fmt: skip

    response = send(way.matter, f"letters/{letter.pk}/reply", {
        f"reply-{letter.pk}-answered_on": "2026-03-20", f"reply-{letter.pk}-answer": "无意见",
    })  # fmt: skip

    letter.refresh_from_db()
    assert (early.status_code, response.status_code) == (400, 302)
    assert early.context["letters"][0]["form"].is_bound
    assert (letter.answer, letter.answered_on) == ("无意见", date(2026, 3, 20))


@pytest.mark.parametrize(
    ("role", "organ", "status"),
    [
        ("填报员", "140000-fzb", 403),
        ("审计员", "140000-fzb", 403),
        ("承办人", "140000-mzt", 403),
        ("承办人", "140200-fzb", 404),
    ],
)
@pytest.mark.parametrize("place", ["materials", "points", "advice", "letters"])
def test_parts_are_changed_by_the_review_body_alone(
    way, send, make_user, role, organ, status, place
):
    person = make_user(role, organ, username="other")

    assert send(way.matter, place, {}, by=person).status_code == status


@pytest.mark.parametrize(
    ("role", "organ", "status"),
    [("填报员", "140000-mzt", 302), ("签发人", "140000-fzb", 403), ("填报员", "140000-czt", 404)],
)
def test_points_are_answered_by_who_submits(way, advice, send, make_user, role, organ, status):
    person = make_user(role, organ, username="drafter")

    response = send(way.matter, f"advice/{advice.pk}/answer", answer(advice), by=person)

    assert response.status_code == status


@pytest.mark.parametrize("place", ["materials", "points", "advice", "letters"])
def test_a_closed_matter_stays_as_it_is(way, send, place):
    one = way.go("withdraw", 6, reason="不再制定")

    assert send(one, place, {}).status_code == 409
    assert send(one, "advice/1/remove", {}).status_code == 409
    assert send(one, "advice/1/answer", {}).status_code == 409
    assert send(one, "letters/1/reply", {}).status_code == 409


def test_who_may_not_change_a_matter_reads_it_without_forms(way, advice, client, make_user):
    client.force_login(make_user("审计员"))

    page = client.get(way.matter.get_absolute_url())

    text = page.content.decode()
    assert page.context["rights"] == {"review": False, "advise": False, "answer": False}
    assert "<form" not in text[text.index('id="materials"') : text.index('id="journal"')]
    assert "超越权限" in text


def test_parts_of_another_matter_are_not_found(way, advice, send, handler):
    other = suggested(handler)

    assert send(other, f"advice/{advice.pk}/answer", answer(advice)).status_code == 404
