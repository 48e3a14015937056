"""Spreadsheets and text files as rows of words, whatever a cell holds."""

import codecs
import csv
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl.utils import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException

from lawgov import uploads
from lawgov.importing import cells
from lawgov.importing.cells import MOST_CHARACTERS, MOST_COLUMNS, Cells

MEGABYTE = uploads.MEGABYTE
MOST_UNPACKED = 1024 * MEGABYTE
MOST_STRINGS = 128 * MEGABYTE  # these are kept in memory
MOST_PACKING = 200
MOST_MERGED = 100_000
BROKEN = (*uploads.BROKEN, ParseError, ExpatError, SyntaxError, TypeError, AttributeError,
          IndexError, InvalidFileException)  # fmt: skip
MERGED = re.compile(rb'mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')

csv.field_size_limit(32 * MEGABYTE)  # a cell that is too long is a fault of its row


class Sheet(Protocol):
    """What is read of a file: rows with the numbers a spreadsheet shows."""

    def rows(self) -> Iterator[Cells]: ...

    def merged(self) -> dict[int, list[int]]:
        """The places of merged cells, by row."""
        ...


def unreadable() -> ValidationError:
    return ValidationError({"file": _("The file cannot be read; save it again as .xlsx or .csv.")})


@contextmanager
def opened(path: Path, suffix: str, longest: int = MOST_CHARACTERS) -> Iterator[Sheet]:
    """Open a file; raises `ValidationError` for one that cannot be read.

    Of a cell one character more is read than the `longest` may have, so that
    what is too long is seen; a cell of a spreadsheet has at most 32,767.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of decorations that are not supported
            if suffix == ".csv":
                yield TextSheet(path, max(longest, MOST_CHARACTERS))
            else:
                with path.open("rb") as file:
                    check_packing(file)
                    yield BookSheet(file)
    except ValidationError:
        raise
    except (*BROKEN, csv.Error) as error:
        raise unreadable() from error


class TextSheet:
    """A .csv in UTF-8 or in the national encoding, by commas, semicolons or tabs."""

    def __init__(self, path: Path, longest: int) -> None:
        self.path, self.longest = path, longest
        with path.open("rb") as file:
            self.encoding = encoding_of(file)
        with path.open(encoding=self.encoding, newline="") as text:
            start = text.read(10_000)
        self.delimiter = max(",\t;", key=start.partition("\n")[0].count)

    def rows(self) -> Iterator[Cells]:
        with self.path.open(encoding=self.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=self.delimiter)
            for number, found in enumerate(reader, start=1):
                yield number, [cell[: self.longest + 1] for cell in found[:MOST_COLUMNS]]

    def merged(self) -> dict[int, list[int]]:
        return {}


def encoding_of(file: IO[bytes]) -> str:
    """The encoding of a text, read piece by piece; raises `ValidationError`."""
    for encoding in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            for chunk in uploads.chunks(file):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise ValidationError({"file": _("The text is neither in UTF-8 nor in GB 18030.")})


class BookSheet:
    """The first sheet of an .xlsx that has rows, with values for formulas."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        reader = cells.Reader(file, read_only=True, data_only=True, keep_links=False)
        reader.read()
        self.book, self.strings = reader.wb, reader.shared_strings
        if not self.book.worksheets:
            raise unreadable()
        self.path = self.book.worksheets[0]._worksheet_path

    def rows(self) -> Iterator[Cells]:
        with zipfile.ZipFile(self.file) as archive, archive.open(self.path) as part:
            for found in cells.Rows(self.book, self.strings).of(part):
                yield from found

    def merged(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        count = 0
        # Merged cells are listed behind the rows, where reading by rows does not look.
        with zipfile.ZipFile(self.file) as archive, archive.open(self.path) as part:
            for first, top, last, bottom in merges(part):
                places = range(column_index_from_string(first) - 1,
                                   min(column_index_from_string(last), MOST_COLUMNS))  # fmt: skip
                count += (int(bottom) - int(top) + 1) * len(places)
                if count > MOST_MERGED:
                    message = _("The sheet has too many merged cells.")
                    raise ValidationError({"file": message})
                for number in range(int(top), int(bottom) + 1):
                    found.setdefault(number, []).extend(places)
        return found


def merges(part: IO[bytes]) -> Iterator[tuple[str, int, str, int]]:
    """The merged ranges of a sheet."""
    tail = b""
    while chunk := part.read(MEGABYTE):
        window = tail + chunk
        end = 0
        for match in MERGED.finditer(window):
            first, top, last, bottom = match.groups()
            yield first.decode(), int(top), last.decode(), int(bottom)
            end = match.end()
        tail = window[max(end, len(window) - 64) :]


def check_packing(file: IO[bytes]) -> None:
    """Refuse a packed file that grows beyond measure; nothing is unpacked to find out.

    What a part says of its size is the most that is ever read of it.
    """
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        whole = sum(part.file_size for part in parts)
        packed = sum(part.compress_size for part in parts)
        strings = max((part.file_size for part in parts if not is_rows(part.filename)), default=0)
        is_bomb = whole > MEGABYTE and whole > MOST_PACKING * packed
        if whole > MOST_UNPACKED or strings > MOST_STRINGS or is_bomb:
            raise ValidationError({"file": _("The file is too large once it is unpacked.")})
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with archive.open(part) as content:
                    if b"<!DOCTYPE" in content.read(4096):
                        raise unreadable()


def is_rows(name: str) -> bool:
    return name.startswith("xl/worksheets/")
