"""Conventions of this code base, checked."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import models
from django.urls import get_resolver
from rest_framework.permissions import AllowAny

from lawgov.loading import read_yaml

ROOT = Path(__file__).parent.parent
APPS = ["lawgov", "reports", "reconsideration", "normative"]
SOURCES = [
    p for app in APPS for p in sorted((ROOT / app).rglob("*.py")) if "migrations" not in p.parts
]
TEMPLATES = [p for app in APPS for p in sorted((ROOT / app).rglob("*.html"))]
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
OPEN_PAGES = {
    "accounts/login/",
    "favicon.ico",
    "language/",
    "normative/catalogue/",
    "normative/catalogue/<int:pk>/",
    "normative/catalogue/cleanups/",
    "normative/catalogue/cleanups/<int:pk>/",
    "normative/catalogue/filings/",
}
OPEN_API = {
    "api/v1/token/",
    "api/v1/^catalogue/$",
    "api/v1/^catalogue/(?P<pk>[^/.]+)/$",
}
UNDOCUMENTED = {"__init__", "apps", "admin", "api", "urls"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_today_is_a_parameter_below_pages_and_commands(path):
    is_front = path.stem.startswith("api") or path.stem.endswith(("pages", "commands"))
    if is_front or {"views", "commands"} & set(path.parts):
        return  # the fronts, which alone know what day it is
    assert not re.search(
        r"\b(date\.today|localdate|timezone\.now|datetime\.now)\(", path.read_text()
    )


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_no_status_is_assigned_from_outside(path):
    assert not re.search(
        r"\.(status|outcome)\s*=[^=]", path.read_text().replace("self.outcome", "")
    )


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_modules_say_what_they_are(path):
    tree = ast.parse(path.read_text())
    if path.stem not in UNDOCUMENTED and tree.body:
        assert ast.get_docstring(tree)


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_files_stay_short(path):
    assert path.read_text().count("\n") <= 310


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_hold_no_inline_code_and_no_foreign_address(path):
    text = path.read_text()

    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", text)
    assert not re.search(r"\s(style|on\w+)=", text)
    assert not re.search(r"https?://", text)


def test_styles_and_scripts_ask_no_other_host():
    for path in (ROOT / "lawgov/static/lawgov").iterdir():
        text = path.read_text().replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://", text), path.name


def test_visible_to_is_written_on_querysets_only():
    for path in SOURCES:
        tree = ast.parse(path.read_text())
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and not node.name.endswith("QuerySet"):
                assert "visible_to" not in {getattr(n, "name", "") for n in node.body}, path


def test_every_permission_that_is_named_exists(shipped):
    known = {f"{p.content_type.app_label}.{p.codename}"
             for p in Permission.objects.select_related("content_type")}  # fmt: skip
    pattern = re.compile(
        r"\"((?:reports|organs|accounts|statutes|reconsideration|normative)\.(?:view|enter|open|export|handle|examine|sign|register|end)_\w+)\""
    )
    named = {found for path in SOURCES for found in pattern.findall(path.read_text())}
    for path in TEMPLATES:
        named |= set(re.findall(r"perms\.((?:reports|organs|statutes)\.\w+)", path.read_text()))

    assert len(named) > 8
    assert named - known == set()


def words_of(node: ast.AST) -> list[str]:
    """The strings that stand in a piece of code."""
    inside = (n.value for n in ast.walk(node) if isinstance(n, ast.Constant))
    return [value for value in inside if isinstance(value, str)]


def asked_for(path: Path) -> set[str]:
    """The permissions that a module asks for, in whatever app they are."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called in {"permission_required", "has_perm"}:
                found |= {word for arg in node.args for word in words_of(arg)}
        if isinstance(node, ast.Assign) and "action_permissions" in ast.unparse(node.targets[0]):
            found |= {word for value in node.value.values for word in words_of(value)}
    return found


def test_every_permission_that_is_asked_for_can_be_given_to_a_role(shipped):
    asked = {name for path in SOURCES for name in asked_for(path)}
    named = {name for role in read_yaml("roles.yaml")
             for name in [*role["permissions"], *role.get("more", [])]}  # fmt: skip
    known = {f"{p.content_type.app_label}.{p.codename}"
             for p in Permission.objects.select_related("content_type")}  # fmt: skip

    assert {"reports.open_year", "reports.enter_figures", "organs.view_organ"} <= asked
    assert (asked - known, named - known, asked - named) == (set(), set(), set())


def views_of(patterns, prefix: str = "") -> dict[str, object]:
    """Every view of the site by its address."""
    found = {}
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            found |= views_of(pattern.url_patterns, address)
        else:
            found[address] = pattern.callback
    return found


def test_every_view_needs_a_login_but_these(shipped):
    views = views_of(get_resolver().url_patterns)
    pages = {a: v for a, v in views.items() if not hasattr(v, "cls")}
    api = {a: v.cls.permission_classes for a, v in views.items() if hasattr(v, "cls")}

    open_pages = {a for a, v in pages.items() if not getattr(v, "login_required", True)}
    open_api = {a for a, rules in api.items() if AllowAny in rules or not rules}

    assert {a for a in open_pages if not a.startswith("admin/")} == OPEN_PAGES
    assert open_api == OPEN_API
    assert {a for a in open_pages if a.startswith("admin/")} <= {"admin/login/", "admin/jsi18n/"}


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_model_of_ours_protects_what_refers_to_it():
    cascades = {
        f"{model._meta.label}.{field.name}"
        for app in ("organs", "accounts", "statutes", "reports", "reconsideration", "normative")
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.local_fields
        if field.remote_field and field.remote_field.on_delete is models.CASCADE
    }

    assert cascades == {
        "reports.ReportSection.report",
        "reports.Line.report",
        "reports.Draft.line",
        "reports.Draft.user",
        "reconsideration.ImportFault.run",
        "normative.ImportFault.run",
    }


@pytest.mark.parametrize("path", [p for p in TESTS if "browser" not in p.parts], ids=name)
def test_a_test_fits_on_a_screen(path):
    """Journeys in a browser may take longer."""
    tests = [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.FunctionDef)]

    long = [test.name for test in tests if test.end_lineno - test.lineno + 1 > 20]

    assert (long, path.read_text().count("\n") > 300) == ([], False)


def test_only_these_pages_need_no_login(shipped):
    open_views = set()
    for pattern in get_resolver().url_patterns:
        nested = getattr(pattern, "url_patterns", [pattern])
        for one in nested:
            callback = getattr(one, "callback", None)
            if callback and not getattr(callback, "login_required", True):
                open_views.add(
                    str(pattern.pattern) + (str(one.pattern) if one is not pattern else "")
                )

    pages = {path for path in open_views if not path.startswith(("api/", "admin/"))}
    assert pages == OPEN_PAGES


def test_no_path_of_a_machine_and_no_registry_is_named():
    files = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    for file in filter(None, files):
        if file.startswith("seeds/") or file.endswith((".png", ".csv")):
            continue
        text = (ROOT / file).read_text(encoding="utf-8")
        assert "/work" + "/" not in text, file
        assert "registry.npm" + "js" not in text, file
        assert "files.python" + "hosted" not in text, file
