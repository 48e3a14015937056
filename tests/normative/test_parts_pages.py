"""What is added to a document, its texts compared, and texts set aside."""

import pytest

from lawgov.organs.models import Organ
from normative.models import Basis, Link, NotNormative
from tests.normative.conftest import option


def test_a_basis_is_added_and_taken_away_with_its_history(client, handler, in_force):
    one = in_force()
    client.force_login(handler)
    data = {"basis-law": "山西省城市供热条例", "basis-article": "第十条", "basis-clause": "第二条"}

    client.post(f"/normative/{one.pk}/bases/", data)
    basis = Basis.objects.get()
    client.post(f"/normative/{one.pk}/bases/{basis.pk}/remove/")

    kinds = Basis.history.order_by("history_date").values_list("history_type", "history_user")
    assert not Basis.objects.exists()
    assert list(kinds) == [("+", handler.pk), ("-", handler.pk)]


def test_an_empty_basis_is_refused_at_its_field(client, handler, in_force):
    client.force_login(handler)

    answer = client.post(f"/normative/{in_force().pk}/bases/", {"basis-clause": "第二条"})

    assert (answer.status_code, list(answer.context["basis_form"].errors)) == (400, ["law"])
    assert "第二条" in answer.content.decode()


def test_links_name_a_document_by_number_or_in_words(client, handler, in_force):
    one, other = in_force(), in_force()
    client.force_login(handler)

    client.post(f"/normative/{one.pk}/links/",
                {"link-kind": "supersedes", "link-target": "并政发[2024]02号"})  # fmt: skip
    client.post(f"/normative/{one.pk}/links/",
                {"link-kind": "implements", "link-named": "省政府供热规定"})  # fmt: skip

    assert list(Link.objects.values_list("kind", "target", "named")) == [
        ("supersedes", other.pk, ""), ("implements", None, "省政府供热规定"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        {"link-kind": "supersedes"},
        {"link-kind": "supersedes", "link-target": "并政发〔2024〕1号"},
        {"link-kind": "supersedes", "link-target": "并政发〔1999〕1号"},
        {"link-kind": "amends", "link-target": "并政发〔2024〕2号"},
    ],
)
def test_a_link_that_cannot_be_is_refused_at_its_field(client, handler, in_force, data):
    one, other = in_force(), in_force()
    one.links.create(kind="amends", target=other)
    client.force_login(handler)

    answer = client.post(f"/normative/{one.pk}/links/", data)

    assert (answer.status_code, list(answer.context["link_form"].errors)) == (400, ["target"])
    assert Link.objects.count() == 1


def test_two_texts_are_compared_side_by_side(client, clerk, in_force, act):
    one = in_force(text="第一条　应当在三十日内办结。")
    act(one, "amend", "2025-01-10", basis="决定", text="第一条　应当在十五日内办结。")
    client.force_login(clerk)

    page = client.get(f"/normative/{one.pk}/compare/").content.decode()
    back = client.get(f"/normative/{one.pk}/compare/?old=2&new=1").content.decode()

    assert "<del>三</del>" in page
    assert "<ins>五</ins>" in page
    assert "<ins>三</ins>" in back
    assert client.get(f"/normative/{one.pk}/compare/?old=9").status_code == 400


def test_one_text_alone_is_not_compared(client, clerk, in_force):
    client.force_login(clerk)

    answer = client.get(f"/normative/{in_force().pk}/compare/")

    assert answer.status_code == 200
    assert "没有两个可供比较的文本" in answer.content.decode()


def test_a_text_is_shown_escaped(client, clerk, in_force):
    one = in_force(text="<script>alert(1)</script>第一条")
    client.force_login(clerk)

    page = client.get(f"/normative/{one.pk}/versions/1/").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_text_that_is_no_document_is_kept_on_its_page(client, handler):
    client.force_login(handler)
    reason = option("not_normative", "work_plan").pk
    data = {"title": "供热工作方案", "organ": handler.organ.realm.pk, "number": "",
            "reason": reason, "found_on": "2024-05-01"}  # fmt: skip

    first = client.post("/normative/not-normative/new/", data)
    again = client.post("/normative/not-normative/new/", data)
    found = client.get("/normative/not-normative/", {"q": "工作方案"}).content.decode()

    assert (first.status_code, again.status_code) == (302, 400)
    assert list(again.context["form"].errors) == ["title"]
    assert found.count("供热工作方案") == 1
    assert NotNormative.objects.get().organ == Organ.objects.get(code="140000")


@pytest.mark.parametrize(
    ("address", "reader", "writer"),
    [
        ("/normative/new/", 403, 200),
        ("/normative/not-normative/new/", 403, 200),
        ("/normative/{pk}/amend/", 403, 200),
        ("/normative/{pk}/repeal/", 403, 403),
        ("/normative/{pk}/fly/", 404, 404),
        ("/normative/{pk}/restore/", 403, 403),
    ],
)
def test_pages_are_for_those_who_may(client, clerk, handler, in_force, address, reader, writer):
    address = address.format(pk=in_force().pk)
    found = []
    for user in (clerk, handler):
        client.force_login(user)
        found.append(client.get(address).status_code)

    assert found == [reader, writer]


def test_a_stranger_is_told_nothing(client, make_user, in_force):
    one = in_force()
    client.force_login(make_user("审核人", "140200"))
    inside = f"/normative/{one.pk}/"

    pages = [client.get(f"{inside}{rest}").status_code for rest in
             ("", "compare/", "versions/1/", "versions/1/file/", "repeal/")]  # fmt: skip
    posts = [client.post(f"{inside}{rest}").status_code for rest in
             ("bases/", "links/", "repeal/", "bases/1/remove/")]  # fmt: skip

    assert (pages, posts) == ([404] * 5, [404] * 4)
    assert client.get("/normative/").context["page"].rows == []
    assert client.get("/normative/expiry/?sight=far").context["page"].rows == []
