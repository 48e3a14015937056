"""The admin site: everything there, in Chinese, for repair only."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from lawgov.accounts.models import User
from lawgov.organs.models import Organ
from reports.models import AnnualReport, Draft, FollowUp, Indicator, Line, Observation
from tests.conftest import PASSWORD
from tests.factories import ObservationFactory, OrganFactory

OURS = [
    model
    for app in ("organs", "accounts", "statutes", "reports")
    for model in apps.get_app_config(app).get_models()
    if not model.__name__.startswith("Historical")
]


@pytest.fixture
def root(shipped) -> User:
    """A superuser."""
    return User.objects.create_superuser("root", password="x", name="根")


def url(model, page: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_model_has_its_pages(client, root, report_2014, model):
    assert admin.site.is_registered(model)
    client.force_login(root)

    lists = [client.get(url(model, "changelist") + query) for query in ("", "?q=x")]
    assert [page.status_code for page in lists] == [200, 200]
    assert str(model._meta.verbose_name) in lists[0].content.decode()
    assert lists[0]["Content-Language"] == "zh-hans"
    row = model.objects.first()
    if row is not None:
        page = client.get(url(model, "change", row.pk))
        assert page.status_code == 200
        assert "保存" in page.content.decode() or "查看" in page.content.decode()


def test_every_page_of_the_admin_site_has_a_chinese_name(client, root):
    client.force_login(root)

    names = {str(model._meta.verbose_name_plural) for model in OURS}

    assert [name for name in names if not re.search("[\u4e00-\u9fff]", name)] == []
    assert [name for name in names if name not in client.get("/admin/").content.decode()] == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_list_can_be_searched(model):
    assert admin.site.get_model_admin(model).search_fields != []


@pytest.mark.parametrize(
    ("model", "query", "found"),
    [
        (Organ, "清徐县", ["140121"]),
        (Organ, "140000-sft", ["140000-sft"]),
        (Indicator, "reconsideration.received", ["reconsideration.received"]),
        (Indicator, "没有这个指标", []),
    ],
)
def test_search_finds_by_name_and_code(client, root, model, query, found):
    client.force_login(root)

    rows = client.get(url(model, "changelist"), {"q": query}).context["cl"].result_list

    assert [row.code for row in rows] == found


def test_observations_are_found_by_the_words_of_the_report(client, root):
    client.force_login(root)

    answer = client.get(url(Observation, "changelist"), {"q": "13.5万处", "year": 2013})

    [row] = answer.context["cl"].result_list
    assert (row.indicator.code, row.value) == ("enforcement.hazards_found", 135000)


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Observation, {"state", "value", "precision", "source", "year", "scope", "moment", "quote",
                       "figure", "indicator", "organ", "report", "section"}),
        (FollowUp, {"report", "plan", "problem", "outcome", "answered_by", "answered_on"}),
        (AnnualReport, {"signed_on", "published_on", "opened_by", "opened_on"}),
    ],
    ids=["observation", "follow_up", "annual_report"],
)  # fmt: skip
def test_what_states_something_is_read_only(client, root, report_2014, model, fields):
    client.force_login(root)

    page = client.get(url(model, "change", model.objects.first().pk))

    form = page.context["adminform"]
    assert fields <= set(form.readonly_fields)
    assert fields & set(form.form.fields) == set()


@pytest.mark.parametrize("model", [Line, Draft])
def test_what_the_pages_keep_for_themselves_is_only_looked_at(client, root, report_2014, model):
    client.force_login(root)

    codes = [client.get(url(model, page)).status_code for page in ("changelist", "add")]

    assert codes == [200, 403]


def test_a_change_needs_a_reason_and_leaves_history(client, root):
    client.force_login(root)
    row = Observation.objects.get(value=49, year=2013)
    path = url(Observation, "change", row.pk)

    refused = client.post(path, {"note": "已核对"})
    accepted = client.post(path, {"note": "已核对", "change_reason": "核对原件"})

    last = row.history.first()
    assert (refused.status_code, accepted.status_code) == (200, 302)
    assert (last.note, last.history_user, last.history_change_reason) == (
        "已核对",
        root,
        "核对原件",
    )
    assert row.history.count() == 2


def test_figures_are_not_changed_in_the_admin_site(client, root):
    client.force_login(root)
    row = Observation.objects.get(value=49, year=2013)

    client.post(
        url(Observation, "change", row.pk), {"note": "", "value": "50", "change_reason": "x"}
    )

    row.refresh_from_db()
    assert row.value == 49
    assert client.get(url(Observation, "add")).status_code == 403
    assert client.get(url(Observation, "delete", row.pk)).status_code == 403


@pytest.mark.parametrize(
    ("model", "code"), [(Organ, "140000-ajj"), (Indicator, "enforcement.hazards_found")]
)
def test_what_holds_figures_cannot_be_deleted_and_the_page_lists_them(client, root, model, code):
    client.force_login(root)
    row = model.objects.get(code=code)

    page = client.get(url(model, "delete", row.pk)).content.decode()
    client.post(url(model, "delete", row.pk), {"post": "yes"})

    assert "排查安全隐患数 2013" in page
    assert model.objects.filter(pk=row.pk).exists()


def test_an_organ_moved_in_the_admin_site_keeps_its_place(client, root):
    client.force_login(root)
    organ = OrganFactory(parent=Organ.objects.get(code="140100"))
    data = {name: getattr(organ, name) for name in
            ("code", "name", "short_name", "kind", "level", "source")}  # fmt: skip
    parent = Organ.objects.get(code="140200")

    client.post(
        url(Organ, "change", organ.pk), data | {"parent": parent.pk, "change_reason": "划转"}
    )

    organ.refresh_from_db()
    assert organ.path == f"140000/140200/{organ.code}/"


def test_an_auditor_looks_and_does_not_touch(client, make_user):
    auditor = make_user("审计员")
    auditor.is_staff = True
    auditor.save()
    client.force_login(auditor)
    row = Observation.objects.get(value=49, year=2013)
    path = url(Observation, "change", row.pk)

    assert client.get(path).status_code == 200
    assert client.post(path, {"note": "x", "change_reason": "x"}).status_code == 403
    assert client.get(url(Observation, "history", row.pk)).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_lists_take_the_same_queries_for_any_length(client, root, django_assert_num_queries, count):
    ObservationFactory.create_batch(count, year=2099)
    client.force_login(root)

    with django_assert_num_queries(8):
        page = client.get(url(Observation, "changelist") + "?year=2099")

    assert len(page.context["cl"].result_list) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_organs_take_the_same_queries_for_any_length(
    client, root, django_assert_num_queries, count
):
    organs = OrganFactory.create_batch(count, parent=Organ.objects.get(code="140100"))
    client.force_login(root)

    with django_assert_num_queries(7):
        page = client.get(url(Organ, "changelist"), {"q": organs[0].name[:4]})

    assert set(page.context["cl"].result_list) == set(organs)


def test_an_administrator_sees_the_organs_of_the_own_subtree_only(client, make_user):
    administrator = make_user("系统管理员", "140200")
    administrator.is_staff = True
    administrator.save()
    client.force_login(administrator)

    inside = client.get(url(Organ, "change", Organ.objects.get(code="140202").pk))
    outside = client.get(url(Organ, "change", Organ.objects.get(code="140100").pk))

    assert (inside.status_code, outside.status_code) == (200, 302)
    assert client.get(url(Observation, "changelist")).status_code == 403


def test_an_account_made_in_the_admin_site_can_log_in(client, root):
    client.force_login(root)
    organ = Organ.objects.get(code="140100")
    data = {"username": "new", "name": "新人", "organ": organ.pk, "usable_password": "true",
            "password1": PASSWORD, "password2": PASSWORD}  # fmt: skip

    client.post(url(User, "add"), data)

    user = User.objects.get(username="new")
    assert (user.name, user.organ, user.is_staff) == ("新人", organ, False)
    assert user.check_password(PASSWORD)
    assert user.history.first().history_user == root


def test_the_login_of_the_admin_site_is_the_one_with_the_lockout(client, clerk):
    clerk.is_staff = True
    clerk.save()
    data = {"username": clerk.username, "password": PASSWORD}

    asked = client.get("/admin/", follow=True)
    address = asked.redirect_chain[-1][0]
    answer = client.post(address, data | {"next": asked.context["next"]}, follow=True)

    assert address.startswith("/accounts/login/?next=")
    assert answer.redirect_chain[-1] == ("/admin/", 302)


def test_who_may_not_administrate_is_told_so(client, clerk):
    client.force_login(clerk)

    answer = client.get("/admin/", follow=True)

    assert (answer.status_code, "没有权限" in answer.content.decode()) == (403, True)
