"""Texts out of files, read without trusting the file."""

import io
import zipfile

import docx
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from normative import texts
from normative.writing import add_version
from tests.normative.conftest import TODAY

HEAD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
TAIL = "</w:body></w:document>"


def word(*lines: str) -> bytes:
    """A Word file as Word writes it."""
    made, out = docx.Document(), io.BytesIO()
    for line in lines:
        made.add_paragraph(line)
    made.save(out)
    return out.getvalue()


def packed(body: bytes) -> bytes:
    """A Word file with another body."""
    out = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(word("甲")))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            content = body if name == "word/document.xml" else source.read(name)
            archive.writestr(name, content)
    return out.getvalue()


def read(name: str, content: bytes, characters: int = 1000) -> str:
    return texts.read(SimpleUploadedFile(name, content), megabytes=2, characters=characters)


def refused(name: str, content: bytes, **limits: int) -> str:
    with pytest.raises(ValidationError) as refusal:
        read(name, content, **limits)
    assert list(refusal.value.message_dict) == ["file"]
    return str(refusal.value.message_dict["file"][0])


def test_a_word_file_gives_its_paragraphs():
    content = word("第一条　甲。", "", "第二条　乙。 ")

    assert read("办法.docx", content) == "第一条　甲。\n\n第二条　乙。"


def test_what_was_struck_out_in_a_word_file_is_left_out():
    struck = "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
    added = "<w:ins><w:r><w:t>增</w:t><w:br/><w:t>行</w:t></w:r></w:ins>"
    body = f"{HEAD}<w:p><w:r><w:t>留</w:t></w:r>{struck}{added}</w:p>{TAIL}"

    assert read("a.docx", packed(body.encode())) == "留增\n行"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_plain_text_is_read_in_its_encoding(encoding):
    assert read("办法.txt", "第一条　甲。\r\n第二条　乙。\r\n".encode(encoding)) == (
        "第一条　甲。\n第二条　乙。"
    )


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", b"\x00\x01\x02", "类型不符"),
        ("a.txt", b"\xff\xfe\x81\x20\xff", "类型不符"),
        ("a.txt", b"", "是空的"),
        ("a.txt", b"  \n \n", "没有文字"),
        ("a.pdf", b"%PDF-1.7", "不收这种类型"),
        ("a.docx", b"PK\x03\x04 not a package", "类型不符"),
        ("a.docx", b"plain words", "类型不符"),
        ("a.docx", word(), "没有文字"),
        ("a.docx", packed(b"<w:document"), "已损坏"),
        ("a.docx", packed(b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"), "已损坏"),
        ("a.docx", packed("第一条".encode("utf-16")), "已损坏"),
        ("a.docx", packed(HEAD.encode() + b" " * 5_000_000 + TAIL.encode()), "解压后过大"),
        ("a.docx", packed((HEAD + "<w:p>" * 3000).encode()), "已损坏"),
    ],
)
def test_a_file_that_is_no_text_is_refused(name, content, words):
    assert words in refused(name, content)


def test_a_text_that_is_too_long_is_refused():
    assert "最多可收10字" in refused("a.txt", ("甲" * 11).encode(), characters=10)


def test_a_file_that_is_too_large_is_refused_unread():
    assert "最多可收 2 MB" in refused("a.txt", b"a" * (2 * 1024 * 1024 + 1))


def test_a_deep_word_file_does_not_break_the_reader():
    deep = HEAD + "<w:p>" * 5000 + "<w:r><w:t>甲</w:t></w:r>" + "</w:p>" * 5000 + TAIL

    assert "甲" in read("a.docx", packed(deep.encode()), characters=10_000)


def test_a_file_is_kept_as_it_came_and_the_same_text_only_once(enter, handler, store):
    one = enter(text="")
    upload = SimpleUploadedFile("供热/办法.docx", word("第一条　甲。"))
    values = {"by": handler, "today": TODAY}

    version = add_version(one, text="", upload=upload, **values)

    assert (version.text, version.file_name, version.number) == ("第一条　甲。", "办法.docx", 1)
    assert [path.read_bytes() for path in store.rglob("*.docx")] == [word_again(upload)]
    with pytest.raises(ValidationError, match="与现有文本相同"):
        add_version(one, text="第一条　甲。", upload=None, **values)
    with pytest.raises(ValidationError, match="不能两者都有"):
        add_version(one, text="另一文本", upload=upload, **values)


def word_again(upload: SimpleUploadedFile) -> bytes:
    upload.seek(0)
    return upload.read()
