"""Nothing of a case is told to those who may not see it, by whatever door; edits are kept."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lawgov.accounts.models import User
from reconsideration import attachments, papers
from reconsideration.forms.moves import FORMS
from reconsideration.models import Case, Party
from tests.reconsideration.conftest import TODAY
from tests.reconsideration.filing import keep_in, kind
from tests.reconsideration.ways import way_to

READING = ["/cases/{case}/", "/cases/{case}/deadlines/{clock}/", "/cases/documents/{document}/",
           "/cases/attachments/{attachment}/", "/api/v1/cases/{case}/",
           "/api/v1/cases/{case}/moves/", "/api/v1/cases/{case}/deadlines/"]  # fmt: skip
WRITING = ["/cases/{case}/documents/", "/cases/{case}/attachments/",
           "/cases/documents/{document}/void/"]  # fmt: skip
SECRETS = ["张三", "晋政复〔2026〕1号", "请求撤销行政处罚决定", "太原市公安局"]


@pytest.fixture
def place(receive, act, handler, tmp_path, monkeypatch):
    """The addresses of a case of the province, with a document and an attachment."""
    keep_in(tmp_path, monkeypatch)
    case = way_to(receive, act, "review", "B2").case
    document = papers.issue(case, kind("acceptance"), by=handler, on=TODAY, today=TODAY)
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.4\n%%EOF")
    attachment = attachments.attach(case, file, by=handler, title="证据")
    keys = {"case": case.pk, "clock": case.clocks.first().pk, "document": document.pk,
            "attachment": attachment.pk}  # fmt: skip
    return lambda address: address.format(**keys)


def answers(client, place) -> dict[str, tuple[int, bool]]:
    """What every door answers, and whether anything of the case is in it."""
    found = {}
    for address in READING:
        found[address] = client.get(place(address))
    for address in WRITING:
        found[address] = client.post(place(address), {"reason": "试"})
    for verb in FORMS:
        page, door = f"/cases/{{case}}/{verb}/", f"/api/v1/cases/{{case}}/{verb}/"
        found[f"get {page}"] = client.get(place(page))
        found[page] = client.post(place(page), {"on": "2026-07-20"})
        found[door] = client.post(place(door), json.dumps({"on": "2026-07-20"}), "application/json")
    return {address: (answer.status_code, is_told(answer)) for address, answer in found.items()}


def is_told(answer) -> bool:
    if answer.streaming:
        return True
    return any(secret in answer.content.decode() for secret in SECRETS)


@pytest.mark.parametrize(
    ("role", "organ"),
    [("承办人", "140100"), ("审核人", "140100"), ("签发人", "140100"), ("填报员", "140100"),
     ("承办人", "140105")],
)  # fmt: skip
def test_staff_of_another_organ_are_told_nothing(client, make_user, place, role, organ):
    client.force_login(make_user(role, organ))

    found = answers(client, place)

    assert {status for status, _told in found.values()} <= {403, 404}
    assert not [address for address, (_status, told) in found.items() if told]
    if role == "承办人":
        assert {found[address][0] for address in READING} == {404}


def test_who_is_not_logged_in_is_told_nothing(client, place):
    found = answers(client, place)

    assert {status for status, _told in found.values()} == {302, 401}
    assert not [address for address, (_status, told) in found.items() if told]


def test_staff_without_an_organ_are_told_nothing(client, make_user, place):
    user = make_user("承办人", username="nowhere")
    User.objects.filter(pk=user.pk).update(organ=None)
    client.force_login(user)

    assert {answers(client, place)[address][0] for address in READING} == {404}


@pytest.mark.parametrize(
    "address",
    ["/cases/?q=张三", "/cases/?q=zs", "/cases/todo/?sight=all", "/cases/calendar/?month=2026-07",
     "/api/v1/cases/", "/api/v1/cases/?q=张三", "/search/?q=张三"],
)  # fmt: skip
def test_no_list_names_a_case_of_another_organ(client, make_user, place, address):
    client.force_login(make_user("承办人", "140100"))

    answer = client.get(place(address))

    assert "晋政复〔2026〕1号" not in answer.content.decode()
    assert str(place("{case}")) not in re_ids(answer)


def re_ids(answer) -> set[str]:
    """The keys of cases that an answer of the API holds."""
    if "json" not in answer.headers.get("Content-Type", ""):
        return set()
    return {str(row["id"]) for row in answer.json().get("results", [])}


def test_a_strangers_case_cannot_be_named_in_a_move(client, make_user, receive, act, leader):
    """A case of another organ is neither lead nor earlier case."""
    ours = way_to(receive, act, "review", "B2").case
    theirs = receive("2026-07-01", organ="140100")
    client.force_login(leader)
    data = {"on": "2026-07-20", "lead_case": theirs.number, "ground": "other_b2"}

    answer = client.post(
        f"/api/v1/cases/{ours.pk}/join_case/", json.dumps(data), "application/json"
    )

    assert (answer.status_code, list(answer.json())) == (400, ["lead_case"])


def test_an_edit_in_the_admin_site_is_kept_with_person_and_reason(client, receive, leader):
    """Lesson 16: edits by administrators were not audited."""
    case = receive("2026-07-01")
    leader.is_superuser = leader.is_staff = True
    leader.save()
    client.force_login(leader)
    party = case.parties.get()
    address = f"/admin/reconsideration/party/{party.pk}/change/"
    form = client.get(address).context["adminform"].form
    data = {name: form.initial.get(name) or "" for name in form.fields}
    data |= {"name": "张三丰", "change_reason": "姓名录错"}

    answer = client.post(address, data)

    assert answer.status_code == 302
    last = Party.history.filter(id=party.pk).latest()
    assert (last.name, last.history_user, last.history_change_reason) == (
        "张三丰", leader, "姓名录错",
    )  # fmt: skip


def test_what_was_written_down_cannot_be_changed_or_removed_in_the_admin_site(
    client, receive, leader
):
    case = receive("2026-07-01")
    leader.is_superuser = leader.is_staff = True
    leader.save()
    client.force_login(leader)
    move = case.moves.get()

    changed = client.post(f"/admin/reconsideration/move/{move.pk}/change/", {"reason": "x"})
    removed = client.post(f"/admin/reconsideration/move/{move.pk}/delete/", {"post": "yes"})
    gone = client.post(f"/admin/reconsideration/case/{case.pk}/delete/", {"post": "yes"})

    assert (changed.status_code, removed.status_code) == (403, 403)
    assert (Case.objects.count(), case.moves.count(), gone.status_code) == (1, 1, 200)
