"""Attachments: taken by content, kept unchanged under random names, given out checked."""

import hashlib
import re
from urllib.parse import unquote

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse

from lawgov import uploads
from lawgov.errors import Conflict
from reconsideration import attachments
from reconsideration.models import Attachment, Setting
from tests.reconsideration.filing import TYPES, files_in, keep_in, office, packed, upload

PDF = b"%PDF-1.7\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)
EXE = b"MZ\x90\x00" + bytes(200)
WORD = packed(f'ContentType="{TYPES}wordprocessingml.document.main+xml"')
SHEET = packed(f'ContentType="{TYPES}spreadsheetml.sheet.main+xml"')
MACROS = packed(f'ContentType="{TYPES}wordprocessingml.document.main+xml"', "word/vbaProject.bin")
DOCM = packed('ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"')
OFD = packed('<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016">', part="OFD.xml")


def old(*streams):
    return OLE + b"".join(stream.encode("utf-16-le") for stream in streams)


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch):
    return keep_in(tmp_path, monkeypatch)


@pytest.fixture
def case(receive):
    return receive("2026-07-01")


def attach(case, name="证据.pdf", content=PDF, title="处罚决定书", by=None):
    return attachments.attach(case, upload(name, content), title=title, by=by)


def refusal_of(case, name, content=b"x"):
    with pytest.raises(ValidationError) as refusal:
        attach(case, name, content)
    assert list(refusal.value.message_dict) == ["file"]
    return refusal.value.message_dict["file"][0]


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("a.PDF", PDF, "application/pdf"),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40), "image/jpeg"),
        ("a.jpeg", b"\xff\xd8\xff\xe1\x00\x10Exif\x00" + bytes(40), "image/jpeg"),
        ("a.png", PNG, "image/png"),
        ("a.tif", b"II*\x00\x08" + bytes(40), "image/tiff"),
        ("a.tiff", b"MM\x00*\x00" + bytes(40), "image/tiff"),
        ("a.docx", WORD, f"{TYPES}wordprocessingml.document"),
        ("a.docx", office(), f"{TYPES}wordprocessingml.document"),
        ("a.xlsx", SHEET, f"{TYPES}spreadsheetml.sheet"),
        ("a.ofd", OFD, "application/ofd"),
        ("a.doc", old("WordDocument"), "application/msword"),
        ("a.xls", old("Workbook"), "application/vnd.ms-excel"),
        ("a.txt", "申请人：张三\n".encode(), "text/plain"),
        ("a.txt", "申请人：张三\r\n".encode("gb18030"), "text/plain"),
    ],
)
def test_files_that_are_what_their_names_say_are_taken(case, name, content, media_type):
    attachment = attach(case, name, content)

    assert (attachment.media_type, attachment.size) == (media_type, len(content))
    assert attachment.sha256 == hashlib.sha256(content).hexdigest()
    assert attachment.file.read() == content
    attachment.file.close()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", EXE), ("a.jpg", PDF), ("a.png", EXE), ("a.pdf", b"x"), ("a.txt", EXE),
        ("a.txt", b"\x7fELF\x02\x01\x01" + bytes(9)), ("a.docx", b"PK\x03\x04" + bytes(60)),
        ("a.docx", SHEET), ("a.xlsx", WORD), ("a.docx", MACROS), ("a.docx", DOCM),
        ("a.docx", EXE + WORD), ("a.docx", OLE), ("a.ofd", WORD), ("a.doc", OLE),
        ("a.doc", old("WordDocument", "_VBA_PROJECT")), ("a.xls", old("WordDocument")),
        ("a.docx", WORD[:-30]), ("a.docx", WORD.replace(b"ContentType", b"XontentType")),
    ],
)  # fmt: skip
def test_disguised_broken_and_macro_files_are_refused(case, store, name, content):
    refusal_of(case, name, content)

    assert (Attachment.objects.count(), files_in(store)) == (0, [])


@pytest.mark.parametrize("name", ["a.exe", "a.zip", "a.docm", "a.html", "a.svg", "a", "a.pdf.js"])
def test_other_types_are_not_taken(case, name):
    assert "docx" in refusal_of(case, name, PDF)


def test_a_large_directory_is_refused_before_it_is_read(case):
    names = [f"{number:0200}" for number in range(20_000)]

    refusal_of(case, "a.docx", packed(f"{TYPES}wordprocessingml.document.main+xml", *names))


class Unreadable:
    """A file that must not be read."""

    def read(self, size=-1):
        raise AssertionError

    seek = read


def test_a_file_of_a_gigabyte_is_refused_without_being_read(case):
    large = UploadedFile(Unreadable(), "a.pdf", "application/pdf", 1024**3)

    with pytest.raises(ValidationError) as refusal:
        attachments.attach(case, large, title="", by=None)

    message = refusal.value.message_dict["file"][0]
    assert re.findall(r"[\d.]+", message)[:2] == ["1024.0", "100"]


def test_the_office_sets_how_large_files_may_be(case):
    Setting.objects.update_or_create(code="attachment_max_mb", rule_set=None, defaults={
        "value": "1", "name": "附件大小上限", "source": "试"})  # fmt: skip

    refusal_of(case, "a.pdf", PDF + bytes(1024**2))
    assert attach(case, "a.pdf", PDF + bytes(1024**2 - len(PDF))).size == 1024**2


def test_an_empty_file_is_refused(case):
    refusal_of(case, "a.pdf", b"")


def test_the_same_content_is_taken_once_in_a_case(case, receive, store):
    attach(case, "a.pdf")

    assert "处罚决定书" in refusal_of(case, "b.pdf", PDF)
    assert attach(receive("2026-07-02"), "a.pdf").pk
    assert len(files_in(store)) == 2


def test_names_of_users_never_reach_the_store(case, store):
    attachment = attach(case, "../张三\u202efdp.身份证.pdf")

    assert attachment.file_name == "张三fdp.身份证.pdf"
    assert re.fullmatch(r"attachments/\d{4}/\d\d/[0-9a-f]{32}\.pdf", attachment.file.name)
    assert "张三" not in "".join(map(str, files_in(store)))


def test_long_names_keep_their_ending(case):
    name = uploads.shown_name("长" * 300 + ".pdf")

    assert (len(name), name[-5:]) == (200, "长.pdf")
    assert uploads.shown_name("C:\\案卷\\证据\x00.pdf") == "证据.pdf"


def test_a_file_without_a_title_is_called_by_its_name(case):
    assert attach(case, "现场照片.pdf", title=" ").title == "现场照片"


def test_a_file_that_was_changed_or_lost_is_not_given_out(case, store):
    attachment = attach(case)
    path = store / attachment.file.name
    path.write_bytes(b"%PDF-1.7\nother")
    with pytest.raises(Conflict):
        uploads.opened(attachment)
    path.unlink()
    with pytest.raises(Conflict):
        uploads.opened(attachment)


def test_an_attachment_is_added_and_given_out_again(case, client, handler):
    client.force_login(handler)
    data = {"attachment-title": "证据一", "attachment-file": upload("证据 一.pdf", PDF)}

    response = client.post(reverse("reconsideration:add_attachment", args=[case.pk]), data)

    attachment = Attachment.objects.get()
    assert (response.status_code, response.url) == (302, case.get_absolute_url())
    assert (attachment.title, attachment.added_by) == ("证据一", handler)
    response = client.get(reverse("reconsideration:attachment", args=[attachment.pk]))
    assert unquote(response["Content-Disposition"]) == "attachment; filename*=utf-8''证据 一.pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content) == PDF


def test_a_refused_file_is_told_at_its_field_and_the_title_kept(case, client, handler):
    client.force_login(handler)
    data = {"attachment-title": "证据一", "attachment-file": upload("a.pdf", EXE)}

    response = client.post(reverse("reconsideration:add_attachment", args=[case.pk]), data)

    form = response.context["attachment_form"]
    assert (response.status_code, list(form.errors)) == (400, ["file"])
    assert 'value="证据一"' in response.text


def test_a_changed_file_answers_with_a_conflict(case, client, handler, store):
    attachment = attach(case)
    (store / attachment.file.name).write_bytes(b"other")
    client.force_login(handler)

    response = client.get(reverse("reconsideration:attachment", args=[attachment.pk]))

    assert (response.status_code, "处罚决定书" in response.text) == (409, True)


@pytest.mark.parametrize(
    ("role", "organ", "add", "see"),
    [("承办人", "140000-fzb", 302, 200), ("填报员", "140000-fzb", 403, 200),
     ("承办人", "140100", 404, 404)],
)  # fmt: skip
def test_who_may_add_and_see_attachments(case, client, make_user, role, organ, add, see):
    attachment = attach(case)
    client.force_login(make_user(role, organ, username="reader"))
    data = {"attachment-file": upload("b.png", PNG)}

    posted = client.post(reverse("reconsideration:add_attachment", args=[case.pk]), data)
    got = client.get(reverse("reconsideration:attachment", args=[attachment.pk]))
    b"".join(got)

    assert (posted.status_code, got.status_code) == (add, see)
