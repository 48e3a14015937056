"""Files that come in: taken by what they are, kept unchanged, given out checked."""

import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath
from typing import IO, Any, NamedTuple
from unicodedata import category
from urllib.parse import quote

import puremagic
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from lawgov.errors import Conflict

OFFICE = "application/vnd.openxmlformats-officedocument."
WORD, SHEET = f"{OFFICE}wordprocessingml.document", f"{OFFICE}spreadsheetml.sheet"
MEGABYTE = 1024 * 1024
DIRECTORY_LIMIT = 4 * MEGABYTE
BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, OSError,
    RuntimeError, ValueError,
)  # fmt: skip
Content = IO[bytes]


def always(file: Content) -> bool:
    """For types that their first bytes tell well enough."""
    return True


def is_office(main: str) -> Callable[[Content], bool]:
    """An Office file of this kind without macros."""

    def check(file: Content) -> bool:
        names, types = packed(file, "[Content_Types].xml")
        has_macros = "macroenabled" in types.lower() or any(
            name.lower().endswith("vbaproject.bin") for name in names
        )
        return f"{main}.main+xml" in types and not has_macros

    return check


def is_ofd(file: Content) -> bool:
    """A document of the national format (GB/T 33190)."""
    return "ofdspec.org" in packed(file, "OFD.xml")[1].lower()


def packed(file: Content, name: str) -> tuple[list[str], str]:
    """The names in a packed file and the beginning of one of them; nothing else is unpacked.

    The directory of what is packed has to be small, before anything reads it.
    """
    file.seek(0, 2)
    file.seek(max(0, file.tell() - 70_000))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    size = int.from_bytes(tail[at + 12 : at + 16], "little")
    if at < 0 or b"PK\x06\x06" in tail or size > DIRECTORY_LIMIT:
        return [], ""
    try:
        with zipfile.ZipFile(file) as archive, archive.open(name) as part:
            return archive.namelist(), part.read(MEGABYTE).decode("utf-8", "replace")
    except BROKEN:
        return [], ""


def is_old_office(*streams: str) -> Callable[[Content], bool]:
    """A binary Office file with one of these streams, without macros."""
    wanted = [stream.encode("utf-16-le") for stream in streams]
    macros = "_VBA_PROJECT".encode("utf-16-le")

    def check(file: Content) -> bool:
        found = False
        before = b""
        for chunk in chunks(file):
            window = before + chunk
            if macros in window:
                return False
            found = found or any(stream in window for stream in wanted)
            before = chunk[-64:]
        return found

    return check


def is_text(file: Content) -> bool:
    """Text in UTF-8 or in the national encoding, without control characters."""
    return any(reads_as(file, encoding) for encoding in ("utf-8", "gb18030"))


def reads_as(file: Content, encoding: str) -> bool:
    try:
        file.seek(0)
        text = file.read().decode(encoding)
    except UnicodeDecodeError:
        return False
    return not any(category(c) == "Cc" and c not in "\t\n\r\f" for c in set(text))


class Kind(NamedTuple):
    """A type of file that is taken: what it is called, how it begins, what else it must be."""

    media_type: str
    begins_as: str
    check: Callable[[Content], bool] = always


KINDS = {
    ".pdf": Kind("application/pdf", ".pdf"),
    ".jpg": Kind("image/jpeg", ".jpg"),
    ".jpeg": Kind("image/jpeg", ".jpg"),
    ".png": Kind("image/png", ".png"),
    ".tif": Kind("image/tiff", ".tiff"),
    ".tiff": Kind("image/tiff", ".tiff"),
    ".docx": Kind(WORD, ".docx", is_office(WORD)),
    ".xlsx": Kind(SHEET, ".docx", is_office(SHEET)),
    ".ofd": Kind("application/ofd", ".docx", is_ofd),
    ".doc": Kind("application/msword", ".doc", is_old_office("WordDocument")),
    ".xls": Kind("application/vnd.ms-excel", ".doc", is_old_office("Workbook", "Book")),
    ".txt": Kind("text/plain", "", is_text),
}


def chunks(file: Any) -> Iterator[bytes]:
    """A file from its beginning, a piece at a time."""
    file.seek(0)
    while chunk := file.read(MEGABYTE):
        yield chunk


def digest(file: Any) -> str:
    """The checksum of a file, which stands at its beginning again afterwards."""
    sha256 = hashlib.sha256()
    for chunk in chunks(file):
        sha256.update(chunk)
    file.seek(0)
    return sha256.hexdigest()


def shown_name(name: str) -> str:
    """A file's name as it is shown: no folders, no signs that cannot be seen, its ending kept."""
    bare = "".join(c for c in PurePath(name.replace("\\", "/")).name if category(c)[0] != "C")
    path = PurePath(bare)
    return path.stem[: 200 - len(path.suffix)] + path.suffix[:200]


def check(upload: UploadedFile, *, megabytes: int, kinds: Mapping[str, Kind] = KINDS) -> Kind:
    """What a file is; raises `ValidationError` for what is too large or not taken.

    The size is asked first, so that a large file is refused without being read.
    """
    size = upload.size or 0
    if size > megabytes * MEGABYTE:
        message = _("The file has %(size)s MB; at most %(limit)s MB are taken.")
        values = {"size": f"{size / MEGABYTE:.1f}", "limit": megabytes}
        raise ValidationError({"file": message % values})
    if not size:
        raise ValidationError({"file": _("The file is empty.")})
    kind = kinds.get(PurePath(shown_name(upload.name or "")).suffix.lower())
    if kind is None:
        message = _("Files of this type are not taken; these are: %(types)s.")
        types = " ".join(suffix[1:] for suffix in kinds)
        raise ValidationError({"file": message % {"types": types}})
    content: Any = upload
    if not (begins_as(content, kind.begins_as) and kind.check(content)):
        message = _("The content is not what the file's name says, or it holds macros.")
        raise ValidationError({"file": message})
    return kind


def begins_as(file: Content, suffix: str) -> bool:
    """Whether the first bytes are those of a type; text has none of its own."""
    if not suffix:
        return True
    file.seek(0)
    try:
        found = puremagic.magic_string(file.read(4096))
    except (puremagic.PureError, ValueError):
        return False
    return suffix in {match.extension for match in found}


def opened(record: Any) -> Any:
    """The file of a record, read through and found as it was stored; else raises `Conflict`."""
    try:
        file = record.file.open("rb")
    except (OSError, ValueError) as error:
        message = _("The file of “%(name)s” is missing. Tell the administrator.")
        raise Conflict(message % {"name": record}) from error
    if digest(file) != record.sha256:
        file.close()
        message = _(
            "The file of “%(name)s” has been changed since it was stored; it is not given out."
        )
        raise Conflict(message % {"name": record})
    return file


def given_out(record: Any, name: str, media_type: str) -> FileResponse:
    """A file to be saved, never shown inside the site; `Conflict` if it has been changed."""
    file = opened(record)
    shown = PurePath(name.replace("/", "-")).name
    response = FileResponse(file, as_attachment=True, filename=shown, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def sent(response: HttpResponseBase, name: str) -> Any:
    """An answer that is saved as a file."""
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
