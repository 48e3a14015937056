"""The catalogue is complete."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "lawgov/locale/zh_Hans/LC_MESSAGES/django.po"
APPS = ("lawgov", "reports", "normative")
TEMPLATES = sorted(p for app in APPS for p in (ROOT / app).rglob("*.html"))
SOURCES = sorted(p for app in APPS for p in (ROOT / app).rglob("*.py"))
HOLDER = re.compile(r"%\(\w+\)[sd]")


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def test_every_message_is_translated_and_none_is_fuzzy(catalogue):
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    assert [entry.msgid for entry in catalogue.obsolete_entries()] == []


def test_every_translation_keeps_its_placeholders(catalogue):
    for entry in catalogue:
        said = entry.msgstr or entry.msgstr_plural[0]
        assert set(HOLDER.findall(entry.msgid)) == set(HOLDER.findall(said)), entry.msgid


def test_every_plural_and_context_is_translated(catalogue):
    """Chinese has one form; an entry with two was made for another language."""
    forms = {len(entry.msgstr_plural) for entry in catalogue if entry.msgid_plural}

    assert forms <= {1}
    assert "nplurals=1" in catalogue.metadata["Plural-Forms"]


def test_placeholders_have_names(catalogue):
    nameless = re.compile(r"(?<!%)%[sd]|\{\w*\}")

    assert [entry.msgid for entry in catalogue if nameless.search(entry.msgid)] == []


def test_the_compiled_catalogue_is_the_one_in_the_source(catalogue):
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))

    said = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in compiled}
    assert said == {(entry.msgctxt, entry.msgid): entry.msgstr for entry in catalogue}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_that_translates_loads_what_it_needs(path):
    text = path.read_text()

    tags = re.findall(r"{% (?:translate|blocktranslate|get_current_language)", text)
    assert (bool(tags) and not re.search(r"{% load [^%]*\bi18n\b", text)) is False


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_chinese_of_its_own_but_the_name_of_the_language(path):
    """What stands in a template is translated; 中文 is how the switch names Chinese."""
    found = set(re.findall(r"[\u4e00-\u9fff]+", path.read_text()))

    assert found <= {"中文"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_translated_in_code_is_a_plain_literal(path):
    called = {"_", "gettext", "gettext_lazy", "pgettext", "pgettext_lazy", "ngettext"}
    calls = [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Call)]

    odd = [ast.unparse(call) for call in calls
           if getattr(call.func, "id", "") in called
           and not all(isinstance(arg, ast.Constant) for arg in call.args)]  # fmt: skip

    assert odd == []


def test_messages_are_english(catalogue):
    chinese = re.compile(r"[\u4e00-\u9fff]")

    assert [e.msgid for e in catalogue if chinese.search(e.msgid) and "13.5万" not in e.msgid] == []


@pytest.mark.skipif(not shutil.which("xgettext"), reason="!! no gettext: apt-get install gettext")
def test_no_message_of_the_code_is_missing_in_the_catalogue(catalogue, tmp_path):
    copy = tmp_path / "copy"
    ignored = shutil.ignore_patterns(
        ".venv", "node_modules", ".git", "var", "vendor", "tests", "*.mo"
    )
    shutil.copytree(ROOT, copy, ignore=ignored)

    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--locale", "zh_Hans", "--no-obsolete"],
        cwd=copy, check=True, capture_output=True,
    )  # fmt: skip

    found = polib.pofile(str(copy / CATALOGUE.relative_to(ROOT)))
    known = {(entry.msgctxt, entry.msgid) for entry in catalogue}
    assert {(entry.msgctxt, entry.msgid) for entry in found} - known == set()
    assert known - {(entry.msgctxt, entry.msgid) for entry in found} == set()
