"""What each role may do."""

import pytest
from django.apps import apps
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group, Permission

from lawgov.accounts.intake import load_roles, make_demonstration_accounts
from lawgov.loading import Loader, read_yaml
from lawgov.organs.models import Organ, OrganChange
from lawgov.statutes.models import CalendarDay, Period, RuleSet
from reports.models import IdentityRule, Indicator

OURS = ["organs", "accounts", "statutes", "reports"]


def permission(what: str, model) -> str:
    return f"{model._meta.app_label}.{get_permission_codename(what, model._meta)}"


def rights(user) -> set[str]:
    return {name for name in user.get_all_permissions() if not name.startswith("admin.")}


@pytest.mark.parametrize(
    ("role", "enters", "opens"),
    [
        ("填报员", True, True),
        ("审核人", True, True),
        ("签发人", False, True),
        ("承办人", False, False),
        ("审计员", False, False),
        ("系统管理员", False, False),
    ],
)
def test_who_enters_figures_and_who_opens_a_year(make_user, role, enters, opens):
    user = make_user(role)

    assert user.has_perm("reports.enter_figures") is enters
    assert user.has_perm("reports.open_year") is opens


def test_an_auditor_reads_everything_and_changes_nothing(make_user):
    found = rights(make_user("审计员"))

    changing = {name for name in found if ".view_" not in name}
    assert changing == {"reports.export_figures"}
    assert {"reports.view_observation", "organs.view_organ", "accounts.view_user"} <= found


def test_only_auditor_and_administrator_enter_the_admin_site(shipped, settings):
    settings.DEBUG = True

    staff = [user.username for user, _password in make_demonstration_accounts() if user.is_staff]

    assert staff == ["auditor", "admin"]


READING = {
    "reports.view_annualreport", "reports.view_observation", "reports.view_indicator",
    "reports.view_practice", "reports.view_problem", "reports.view_plan",
    "reports.view_identityrule", "organs.view_organ", "reports.export_figures",
    "reconsideration.view_case", "reconsideration.view_document",
    "reconsideration.view_attachment", "normative.view_document", "normative.view_matter",
    "normative.view_cleanup",
}  # fmt: skip


def normative(*verbs: str) -> set[str]:
    return {f"normative.{verb}" for verb in verbs}


def cases(*verbs: str) -> set[str]:
    return {f"reconsideration.{verb}" for verb in verbs}


WORKING = {
    "填报员": {"reports.open_year", "reports.enter_figures"} | normative("submit_draft"),
    "承办人": cases("handle_case")
    | normative("register_document", "submit_draft", "review_matter"),
    "审核人": {"reports.open_year", "reports.enter_figures"}
    | cases("handle_case", "examine_case", "override_rule_set", "import_cases")
    | normative("register_document", "end_document", "import_documents", "submit_draft",
                "review_matter", "examine_matter"),
    "签发人": {"reports.open_year"}
    | cases("handle_case", "sign_case", "override_rule_set")
    | normative("register_document", "end_document", "review_matter", "examine_matter",
                "sign_matter"),
}  # fmt: skip


def test_whoever_reads_reads_the_same(make_user):
    found = {role: rights(make_user(role)) for role in WORKING}

    assert found == {role: READING | more for role, more in WORKING.items()}


def test_an_auditor_may_view_every_kind_of_record(make_user):
    auditor = make_user("审计员")
    ours = [m for app in OURS for m in apps.get_app_config(app).get_models()]

    unseen = [m._meta.label for m in ours if not auditor.has_perm(permission("view", m))]

    assert unseen == []


@pytest.mark.parametrize(
    "model", [Organ, OrganChange, Indicator, IdentityRule, RuleSet, Period, CalendarDay]
)
def test_an_administrator_keeps_each_code_table(make_user, model):
    admin = make_user("系统管理员")

    actions = [
        what for what in ("view", "add", "change") if admin.has_perm(permission(what, model))
    ]

    assert actions == ["view", "add", "change"]


def test_no_role_is_a_superusers_and_none_may_delete_an_account(make_user):
    for role in read_yaml("roles.yaml"):
        user = make_user(role["name"])

        assert (user.is_superuser, user.has_perm("accounts.delete_user")) == (False, False)


def test_what_an_office_gave_a_role_stays_and_what_is_missing_comes_back(shipped):
    group = Group.objects.get(name="承办人")
    given = Permission.objects.get(codename="enter_figures")
    taken = Permission.objects.get(codename="view_plan")
    group.permissions.add(given)
    group.permissions.remove(taken)

    load_roles(Loader())

    assert {given, taken} <= set(group.permissions.all())


def test_an_administrator_keeps_accounts_and_code_tables_not_contents(make_user):
    found = rights(make_user("系统管理员"))

    contents = ("observation", "practice", "problem", "plan", "report", "figures", "open_year")
    assert not [name for name in found if name.endswith(contents)]
    assert {"accounts.add_user", "organs.change_organ", "reports.change_indicator"} <= found


def test_every_permission_of_a_role_exists(shipped, make_user):
    for role in read_yaml("roles.yaml"):
        wanted = set(role["permissions"]) | set(role.get("more", []))

        assert wanted <= rights(make_user(role["name"]))
