"""The text of a document out of the file it comes in, read without trusting the file."""

import zipfile
from pathlib import PurePath
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from lawgov import uploads
from normative.models import Version

KINDS = {suffix: uploads.KINDS[suffix] for suffix in (".docx", ".txt")}
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
BODY_LIMIT = 16 * uploads.MEGABYTE  # unpacked
RATIO_LIMIT = 200  # a text packs ten times smaller, a bomb a thousand times
BREAKS = {f"{WORD}br", f"{WORD}cr"}
BLANKS = {f"{WORD}tab", f"{WORD}noBreakHyphen"}
LEFT_OUT = {f"{WORD}del", f"{WORD}moveFrom", f"{WORD}txbxContent"}


def read(upload: UploadedFile, *, megabytes: int, characters: int) -> str:
    """The text in a .docx or .txt file.

    Raises `ValidationError` at the file: too large, not what its name says, a
    packed file that unpacks to too much, or no text in it.
    """
    kind = uploads.check(upload, megabytes=megabytes, kinds=KINDS)
    content: Any = upload
    text = plain_text(content) if kind.media_type == "text/plain" else word_text(content)
    text = tidy(text)
    upload.seek(0)
    if not text:
        raise ValidationError({"file": _("There is no text in the file.")})
    check_length(text, characters, "file")
    return text


def check_length(text: str, most: int, field: str) -> None:
    """Raise `ValidationError` at the field for a text that is too long."""
    if len(text) > most:
        message = _("The text has %(count)s characters; at most %(most)s are taken.")
        raise ValidationError({field: message % {"count": len(text), "most": most}})


def tidy(text: str) -> str:
    """A text with plain line ends, without blanks at the ends of lines and empty lines in a row."""
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").split("\n"):
        bare = line.strip()
        if bare or (lines and lines[-1]):
            lines.append(bare)
    return "\n".join(lines).strip("\n")


def plain_text(file: Any) -> str:
    """A text in UTF-8 or in the national encoding; `uploads.check` has made sure of one of them."""
    file.seek(0)
    content: bytes = file.read()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def word_text(file: Any) -> str:
    """The paragraphs of a Word file; what was struck out in it is left out."""
    paragraphs = []
    for paragraph in parsed(unpacked(file)).iter(f"{WORD}p"):
        paragraphs.append("".join(pieces(paragraph)))
    return "\n".join(paragraphs)


def unpacked(file: Any) -> str:
    """The body of a Word file, no more of it than a text can have."""
    try:
        with zipfile.ZipFile(file) as archive:
            info = archive.getinfo(BODY)
            if info.file_size > max(uploads.MEGABYTE, RATIO_LIMIT * info.compress_size):
                raise ValidationError({"file": _("The file unpacks to too much.")})
            with archive.open(info) as part:
                content = part.read(BODY_LIMIT + 1)
    except uploads.BROKEN as error:
        raise ValidationError({"file": _("The file cannot be read; it is damaged.")}) from error
    if len(content) > BODY_LIMIT:
        raise ValidationError({"file": _("The file unpacks to too much.")})
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError({"file": _("The file cannot be read; it is damaged.")}) from error


def parsed(body: str) -> ElementTree.Element:
    """The body as a tree; a Word file declares no entities, and one that does is refused."""
    if "<!DOCTYPE" in body or "<!ENTITY" in body:
        raise ValidationError({"file": _("The file cannot be read; it is damaged.")})
    try:
        return ElementTree.fromstring(body)
    except (ElementTree.ParseError, ValueError, RecursionError) as error:
        raise ValidationError({"file": _("The file cannot be read; it is damaged.")}) from error


def pieces(paragraph: ElementTree.Element) -> list[str]:
    """The words of a paragraph in their order."""
    found: list[str] = []
    waiting = [paragraph]
    while waiting:
        element = waiting.pop()
        if element.tag in LEFT_OUT:
            continue
        if element.tag == f"{WORD}t":
            found.append(element.text or "")
        elif element.tag in BREAKS:
            found.append("\n")
        elif element.tag in BLANKS:
            found.append(" ")
        waiting.extend(reversed(element))
    return found


def store(version: Version, upload: UploadedFile) -> None:
    """Keep the file of a version under a random name, with its checksum."""
    name = uploads.shown_name(upload.name or "")
    suffix = PurePath(name).suffix.lower()
    version.file_name = name
    version.media_type = KINDS[suffix].media_type
    version.size = upload.size or 0
    version.sha256 = uploads.digest(upload)
    version.file.save(f"{uuid4().hex}{suffix}", upload, save=False)
