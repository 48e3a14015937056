"""Where tests keep files, and small files to keep."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reconsideration.models import Attachment, Document, DocumentKind

TYPES = "application/vnd.openxmlformats-officedocument."
STORES = [(Document, "file"), (Attachment, "file"), (DocumentKind, "template")]


def keep_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the files of cases in a folder of the test's own."""
    for model, name in STORES:
        storage = model._meta.get_field(name).storage
        monkeypatch.setitem(storage.__dict__, "location", str(folder))
    return folder


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def kind(code: str) -> DocumentKind:
    return DocumentKind.objects.get(code=code)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def packed(main: str, *names: str, part: str = "[Content_Types].xml") -> bytes:
    """A packed file with one part that says what it is."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(part, main)
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


def office(text: str = "正文") -> bytes:
    """A .docx as an office would upload it."""
    document, file = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(file)
    return file.getvalue()
