"""Documents as an office meets them, taken to where a test begins through their own moves."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lawgov.organs.models import Organ
from normative import registering
from normative.models import Document, MatterPaper, Option, Version
from normative.moves import documents

TODAY = date(2026, 11, 20)
TEXT = "\n".join([
    "第一条　为了规范城市供热，制定本办法。",
    "第二条　供热单位应当在三十日内办结。",
    "第三条　本办法自公布之日起施行。",
])  # fmt: skip


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def drafted(title: str = "太原市城市供热管理办法", **values: Any) -> Document:
    """An unsaved document; days may be given as text."""
    days = {name: day(value) if isinstance(value, str) else value
            for name, value in values.items() if name.endswith("_on")}  # fmt: skip
    return Document(title=title, **{**values, **days})


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files go to a folder of the test's own."""
    for model in (Version, MatterPaper):
        storage = model._meta.get_field("file").storage
        monkeypatch.setitem(storage.__dict__, "location", str(tmp_path))
        monkeypatch.setitem(storage.__dict__, "base_location", str(tmp_path))
    return tmp_path


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 20 November 2026 on the pages."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: TODAY)


@pytest.fixture
def staff(handler, head, leader) -> dict[str, Any]:
    """The people of the provincial review body by what they do."""
    return {"handler": handler, "head": head, "leader": leader}


@pytest.fixture
def enter(handler) -> Callable[..., Document]:
    """Register a document of the city of 太原; with `published_on` it is published."""

    def register(title: str = "太原市城市供热管理办法", *, organ: str = "140100",
                 text: str = TEXT, today: date = TODAY, **values: Any) -> Document:  # fmt: skip
        return registering.register(
            drafted(title, **values), organ=Organ.objects.get(code=organ), by=handler,
            today=today, text=text,
        )  # fmt: skip

    return register


@pytest.fixture
def in_force(enter) -> Callable[..., Document]:
    """Register a document published on 1 March 2024, in force from 1 April."""
    count = 0

    def publish(**values: Any) -> Document:
        nonlocal count
        count += 1
        usual = {
            "number": f"并政发〔2024〕{count}号", "register_number": f"TYGF-2024-{count}",
            "signed_on": "2024-02-20", "published_on": "2024-03-01",
            "effective_on": "2024-04-01", "expires_on": "2029-03-31",
        }  # fmt: skip
        return enter(**{**usual, **values})

    return publish


@pytest.fixture
def act(handler, head) -> Callable[..., Document]:
    """Make a move as somebody who may."""

    def make(document: Document, verb: str, on: str, **data: Any) -> Document:
        return documents.make(
            document, verb, by=data.pop("by", head), on=date.fromisoformat(on),
            today=data.pop("today", TODAY), **data,
        )  # fmt: skip

    return make


def option(kind: str, code: str) -> Option:
    return Option.objects.get(list=kind, code=code)
