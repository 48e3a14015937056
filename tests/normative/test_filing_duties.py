"""The duty to file: who files with whom, when it arises, who is late, and the 403 of the maker."""

import re
from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from lawgov.organs.models import Organ
from normative.matters.filings import duties, filings, open_filing
from normative.models import Document, Matter, Setting
from tests.normative.conftest import TODAY
from tests.normative.filed import ways
from tests.normative.test_filings import people  # noqa: F401

DUTIES = "/normative/filings/duties/"
RECENT = {"signed_on": "2026-11-01", "published_on": "2026-11-02", "effective_on": "2026-12-10",
          "expires_on": "2031-12-09"}  # fmt: skip


@pytest.fixture
def way(in_force, people):  # noqa: F811
    return ways(in_force, people)


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch):
    """Pages open on the day of the tests."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: TODAY)


@pytest.mark.parametrize(("maker", "receiver"), [
    ("140100", "140000"), ("140105", "140100"), ("140000-czt", "140000"),
    ("140100-bgt", "140000"), ("140000-fzb", "140000"), ("140200-jcj", "140200"),
    ("140000", None), ("140000-bgt", None), ("140000-sw", None), ("140000-rdcwh", None),
    ("000000-gwy", None),
])  # fmt: skip
def test_who_files_with_whom(shipped, maker, receiver):
    found = duties.receiver_of(Organ.objects.get(code=maker))

    assert (found.code if found else None) == receiver


def test_publishing_a_city_document_brings_the_duty_to_file_in_fifteen_days(in_force, handler):
    document = in_force(**RECENT)

    one = document.matters.get()
    assert (one.stage, one.organ.code, one.receiver.code) == ("to_file", "140100", "140000")
    assert (one.received_on, one.filing_due_on) == (date(2026, 11, 2), date(2026, 11, 17))
    assert (one.due_on, one.due_code, one.number) == (one.filing_due_on, "normative_filing", "")
    assert (one.title, one.registered_by, one.rule_set.code) == (document.title, handler, "N3")


@pytest.mark.parametrize(("organ", "days"), [
    ("140000", RECENT), ("140000-bgt", RECENT),
    ("140100", {}), ("140100", RECENT | {"published_on": None}),
])  # fmt: skip
def test_no_duty_arises_for_the_province_for_drafts_and_for_old_documents(in_force, organ, days):
    in_force(organ=organ, **days)

    assert not Matter.objects.exists()


@pytest.mark.parametrize(("since", "count"), [("2024-03-01", 1), ("2024-03-02", 0), ("1990-01-01",
                         1)])  # fmt: skip
def test_the_office_says_since_when_published_documents_are_owed(in_force, since, count):
    Setting.objects.filter(code="filing_duty_from").update(value=since)

    in_force()

    assert Matter.objects.count() == count


def test_a_document_of_a_day_without_rules_is_registered_without_a_duty(in_force):
    Setting.objects.filter(code="filing_duty_from").update(value="1990-01-01")

    in_force(signed_on="1998-02-20", published_on="1998-03-01", effective_on="1998-04-01",
             expires_on="2003-03-31", number="并政发〔1998〕1号")  # fmt: skip

    assert (Document.objects.count(), Matter.objects.count()) == (1, 0)


def test_a_document_struck_out_is_owed_no_more_but_one_filed_stays(in_force, act, way):
    act(in_force(**RECENT), "void", "2026-11-10", basis="重复登记")
    filed = way()
    filed.go("file")
    act(filed.matter.document, "void", "2026-11-10", basis="重复登记")

    assert list(Matter.objects.order_by("pk").values_list("stage", "is_open")) == [
        ("withdrawn", False), ("received", True),
    ]  # fmt: skip
    assert Matter.objects.earliest("pk").moves.last().reason


def test_only_published_documents_are_filed_and_once_at_a_time(enter, in_force, handler):
    province = Organ.objects.get(code="140000")
    owed = in_force(**RECENT)

    for document in (enter(), owed):
        with pytest.raises(ValidationError):
            open_filing(document, receiver=province, by=handler, today=TODAY)
    assert Matter.objects.count() == 1


def test_the_comparison_finds_what_nobody_has_filed_and_finds_it_once(in_force, handler, head):
    old, late = in_force(), in_force(organ="140105", number="小政发〔2024〕1号")
    in_force(organ="140000", number="晋政发〔2024〕1号")
    withdrawn = in_force(**RECENT).matters.get()
    filings.make(withdrawn, "withdraw", by=head, on=TODAY, today=TODAY, reason="误登")
    rows, since = Document.objects.of(Organ.objects.get(code="140000")), date(2024, 1, 1)

    opened = duties.open_missing(rows, since=since, by=handler, today=TODAY)

    assert [(one.document, one.receiver.code) for one in opened] == [(old, "140000"),
                                                                    (late, "140100")]  # fmt: skip
    assert {one.filing_due_on for one in opened} == {date(2024, 3, 18)}
    assert duties.open_missing(rows, since=since, by=handler, today=TODAY) == []


def test_the_command_names_and_opens_the_duties_of_an_organ(in_force):
    in_force()
    in_force(organ="140200", number="同政发〔2024〕1号")

    said = []
    for more in (["--dry-run"], [], []):
        out = StringIO()
        call_command("filing_duties", "--organ", "140100", "--since", "2024-01-01", *more,
                     stdout=out)  # fmt: skip
        said.append(out.getvalue().splitlines()[-1])
    assert [re.findall(r"\d+", line) for line in said] == [["1"], ["1"], ["0"]]
    assert Matter.objects.get().organ.code == "140100"
    with pytest.raises(CommandError, match="nowhere"):
        call_command("filing_duties", "--organ", "nowhere")


def test_overdue_and_soon_due_are_told_apart_by_the_day(way):
    late, soon, far, filed = (way() for _number in range(4))
    for course, due in ((late, 19), (soon, 20), (far, 28), (filed, 1)):
        Matter.objects.filter(pk=course.matter.pk).update(filing_due_on=f"2026-11-{due:02}")
    filed.go("file")
    rows = Matter.objects.all()

    assert list(duties.overdue(rows, TODAY)) == [late.matter]
    assert list(duties.due_soon(rows, TODAY, date(2026, 11, 27))) == [soon.matter]
    assert set(duties.unfiled(rows)) == {late.matter, soon.matter, far.matter}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_duties_takes_the_same_queries_for_any_length(
    client, handler, in_force, django_assert_num_queries, count
):
    for _number in range(count):
        in_force(**RECENT)
    client.force_login(handler)
    client.get(DUTIES)

    with django_assert_num_queries(14):
        response = client.get(DUTIES)

    rows = response.context["page"].rows
    assert [(row["lamp"], row["may_remind"]) for row in rows] == [("overdue", True)] * count
    assert client.get(DUTIES, {"sight": "soon"}).context["page"].rows == []


def test_the_receiver_reminds_several_at_once_and_the_maker_cannot(client, handler, make_user,
                                                                   in_force):  # fmt: skip
    chosen = [in_force(**RECENT).matters.get().pk for _number in range(2)]
    data = {"chosen": chosen, "due_on": "2026-12-01", "content": "请尽快报备"}
    client.force_login(make_user("承办人", "140100-fzb"))
    assert client.get(DUTIES).context["may_remind"] is False
    assert client.post(f"{DUTIES}remind/", data).status_code == 400
    client.force_login(make_user("填报员", "140100-fzb"))
    assert client.post(f"{DUTIES}remind/", data).status_code == 403
    assert set(Matter.objects.values_list("stage", flat=True)) == {"to_file"}

    client.force_login(handler)
    answer = client.post(f"{DUTIES}remind/", data)

    assert answer.status_code == 302
    letters = [one.letters.get() for one in Matter.objects.all()]
    assert {(x.kind, x.due_on, x.content, x.addressee) for x in letters} == {
        ("reminder", date(2026, 12, 1), "请尽快报备", "太原市人民政府")
    }


@pytest.mark.parametrize(("change", "field"), [
    ({"due_on": "2026-11-20"}, "due_on"), ({"due_on": "x"}, "due_on"), ({"chosen": []}, "chosen"),
    ({"chosen": [0]}, "chosen"),
])  # fmt: skip
def test_a_reminder_that_cannot_be_is_refused_for_all(client, handler, in_force, change, field):
    chosen = [in_force(**RECENT).matters.get().pk for _number in range(2)]
    data = {"chosen": chosen, "due_on": "2026-12-01", "content": "保留的措辞"}
    client.force_login(handler)

    answer = client.post(f"{DUTIES}remind/", data | change)

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])
    assert "保留的措辞" in answer.content.decode()
    assert set(Matter.objects.values_list("stage", flat=True)) == {"to_file"}


def test_the_list_shows_whose_notice_has_run_out(client, leader, in_force, handler):
    first, second = (in_force(**RECENT).matters.get() for _number in range(2))
    for one, limit in ((first, "2026-11-19"), (second, "2026-11-20")):
        filings.make(one, "remind", by=handler, on=date(2026, 11, 18), today=TODAY,
                     due_on=date.fromisoformat(limit))  # fmt: skip
    client.force_login(leader)

    page = client.get(DUTIES)

    rows = {row["pk"]: (row["limit"], row["is_limit_over"]) for row in page.context["page"].rows}
    assert rows == {first.pk: (date(2026, 11, 19), True), second.pk: (date(2026, 11, 20), False)}
    assert page.content.decode().count("/censure/") == 1


def test_strangers_see_no_duties(client, make_user, in_force):
    in_force(**RECENT)
    client.force_login(make_user("承办人", "140200-fzb"))

    assert client.get(DUTIES).context["page"].rows == []


def test_a_registered_document_still_obliges_when_drafted_first(enter, act):
    one = enter(number="并政发〔2026〕9号", signed_on="2026-11-01", expires_on="2031-11-01")

    act(one, "publish", "2026-11-05", effective_on=date(2026, 12, 10), published_in="公报")

    assert one.matters.get().filing_due_on == date(2026, 11, 20)
