"""What a review finds stays within the review body until its opinion is given."""

from datetime import date

import pytest

from lawgov.organs.models import Organ
from normative.matters import parts
from normative.matters.drafts import government, open_government
from normative.models import Letter, Matter, Presence, Result
from normative.papers import papers
from tests.normative.conftest import TEXT, TODAY, option

ON = date(2026, 11, 2)
SECRETS = ["所设义务没有依据", "建议删去该条", "请财政厅提出意见", "拟不同意"]


@pytest.fixture
def reviewed(handler, head) -> Matter:
    """A draft of the public security department, with an opinion proposed and not issued."""
    matter = Matter(title="山西省某某管理办法", submitter=Organ.objects.get(code="140000-gat"))
    one = open_government(matter, organ=Organ.objects.get(code="140000"), text=TEXT, by=handler,
                          on=ON, today=TODAY, is_received=True)  # fmt: skip
    items = parts.checklist(one, ON)
    parts.set_materials(one, dict.fromkeys(items, (Presence.PRESENT.value, "")), by=handler)
    one = move(one, "receive", handler)
    letter = Letter(kind="consult", addressee="财政厅", content=SECRETS[2], sent_on=ON)
    parts.write_letter(one, letter, today=TODAY, by=handler)
    found = dict.fromkeys(parts.points_for(one, ON), (Result.PASS.value, "", ""))
    first = next(iter(found))
    parts.set_points(one, {**found, first: (Result.AMEND.value, "", SECRETS[0])}, by=handler)
    parts.add_advice(one, clause="第三条", problem=SECRETS[0], text=SECRETS[1], by=handler)
    return move(one, "propose", handler, opinion=option("opinion", "o2"), second_reviewer=head,
                summary=SECRETS[3])  # fmt: skip


def move(one: Matter, verb: str, by, **data) -> Matter:
    return government.make(one, verb, by=by, on=ON, today=TODAY, **data)


def seen(client, one: Matter) -> list[bool]:
    """Whether page, API and its journal say any of it."""
    found = []
    for address in (f"/normative/matters/{one.pk}/", f"/api/v1/reviews/{one.pk}/",
                    f"/api/v1/reviews/{one.pk}/moves/"):  # fmt: skip
        response = client.get(address)
        assert response.status_code == 200
        found.append(any(secret in response.content.decode() for secret in SECRETS))
    return found


def test_the_drafter_sees_the_opinion_and_not_its_making(
    client, reviewed, make_user, handler, leader
):
    drafter = make_user("填报员", "140000-gat")
    client.force_login(drafter)
    before = seen(client, reviewed)
    client.force_login(handler)
    within = seen(client, reviewed)
    issued = move(reviewed, "issue", leader, opinion=option("opinion", "o2"))
    client.force_login(drafter)

    assert (before, within) == ([False] * 3, [True] * 3)
    assert seen(client, issued) == [True] * 3


def test_a_letter_to_others_is_given_to_the_drafter_only_afterwards(
    client, reviewed, make_user, handler, leader
):
    kind = papers.kinds_for(reviewed).filter(addressee="consulted").first()
    paper = papers.issue(reviewed, kind, by=handler, on=ON, today=TODAY, addressee="财政厅")
    address = f"/normative/matters/papers/{paper.pk}/"
    client.force_login(make_user("填报员", "140000-gat"))

    before = client.get(address).status_code
    move(reviewed, "issue", leader, opinion=option("opinion", "o2"))
    after = client.get(address)
    after.close()

    assert (before, after.status_code) == (404, 200)


def test_a_department_sees_what_it_submitted_and_nothing_of_others(client, reviewed, make_user):
    client.force_login(make_user("填报员", "140000-czt"))

    assert client.get(f"/normative/matters/{reviewed.pk}/").status_code == 404
