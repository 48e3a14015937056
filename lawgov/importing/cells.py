"""The cells of a workbook's parts as words, read as a stream and not as objects.

What a cell means is still said by openpyxl: which formats are dates, and which
day a number is.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any
from xml.parsers.expat import ExpatError, ParserCreate

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

MOST_COLUMNS = 100
MOST_CHARACTERS = 32_767  # what a cell of a spreadsheet can hold
CHUNK = 256 * 1024
KEPT = 50_000
ROW, CELL, VALUE, TEXT, STRING, PHONETIC = (
    f"{SHEET_MAIN_NS} {name}" for name in ("row", "c", "v", "t", "si", "rPh")
)
Cells = tuple[int, list[str]]


class Reader(ExcelReader):
    """Reads a workbook's frame; its shared strings as a stream."""

    def read_strings(self) -> None:
        part = self.package.find(SHARED_STRINGS)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                self.shared_strings = [words for found in Strings().of(source) for words in found]


class Stream:
    """What is common to both parts: text within some elements, gathered piece by piece."""

    def __init__(self) -> None:
        self.parser = ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = refuse
        self.pieces: list[str] = []
        self.is_text = self.is_phonetic = False
        self.found: list[Any] = []

    def of(self, source: IO[bytes]) -> Iterator[list[Any]]:
        """What stands in a part, some at a time; raises `ExpatError` and `ValueError`."""
        while chunk := source.read(CHUNK):
            self.parser.Parse(chunk)
            found, self.found = self.found, []
            yield found
        self.parser.Parse(b"", True)
        yield self.found

    def start(self, name: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def end(self, name: str) -> None:
        raise NotImplementedError

    def text(self, piece: str) -> None:
        if self.is_text:
            self.pieces.append(piece)


def refuse(*_declared: object) -> None:
    raise ExpatError("A workbook declares no document type.")


class Strings(Stream):
    """The shared strings, without how they are formatted and pronounced."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == TEXT:
            self.is_text = not self.is_phonetic
        elif name == STRING:
            self.pieces = []
        elif name == PHONETIC:
            self.is_phonetic = True

    def end(self, name: str) -> None:
        if name == TEXT:
            self.is_text = False
        elif name == STRING:
            self.found.append("".join(self.pieces).replace("x005F_", ""))
        elif name == PHONETIC:
            self.is_phonetic = False


class Rows(Stream):
    """The rows of a sheet that hold cells, with the values that formulas had."""

    def __init__(self, book: Any, strings: list[str]) -> None:
        super().__init__()
        self.book, self.strings = book, strings
        self.dates = {str(style) for style in book._date_formats}
        self.row = self.column = self.last = 0
        self.kind = self.style = ""
        self.cells: list[str] = []
        self.columns: dict[str, int] = {}
        self.seen: dict[tuple[str, str, str], str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == CELL:
            place = attributes.get("r")
            self.column = self.column_of(place) if place else self.column + 1
            self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")
            self.pieces = []
        elif name == VALUE:
            self.is_text = self.kind != "inlineStr"
        elif name == TEXT:
            self.is_text = self.kind == "inlineStr" and not self.is_phonetic
        elif name == ROW:
            self.row = row_number(attributes["r"]) if "r" in attributes else self.row + 1
            self.column, self.cells = 0, []
        elif name == PHONETIC:
            self.is_phonetic = True

    def end(self, name: str) -> None:
        if name in {VALUE, TEXT}:
            self.is_text = False
        elif name == CELL:
            if self.pieces and self.column <= MOST_COLUMNS:
                self.cells += [""] * (self.column - len(self.cells))
                self.cells[self.column - 1] = self.shown("".join(self.pieces))
        elif name == ROW:
            if self.row > self.last:
                self.found.append((self.row, self.cells))
                self.last = self.row
        elif name == PHONETIC:
            self.is_phonetic = False

    def column_of(self, place: str) -> int:
        letters = place.rstrip("0123456789")
        found = self.columns.get(letters)
        if found is None:
            found = self.columns[letters] = column_index_from_string(letters)
        return found

    def shown(self, text: str) -> str:
        """What a cell says; ledgers repeat their days and numbers."""
        if self.kind == "s":
            return self.strings[int(text)][: MOST_CHARACTERS + 1]
        if self.kind in {"str", "inlineStr", "e"}:
            return text[: MOST_CHARACTERS + 1]
        key = (self.kind, self.style, text)
        found = self.seen.get(key)
        if found is None:
            found = words(self.value(text))
            if len(self.seen) < KEPT:
                self.seen[key] = found
        return found

    def value(self, text: str) -> Any:
        """A number, a day or a mark."""
        if self.kind == "b":
            return bool(int(text))
        if self.kind == "d":
            return from_ISO8601(text)
        if self.kind != "n":
            return text
        number = float(text) if any(sign in text for sign in ".eE") else int(text)
        if self.style not in self.dates:
            return number
        is_span = int(self.style) in self.book._timedelta_formats
        try:
            return from_excel(number, self.book.epoch, timedelta=is_span)
        except (OverflowError, ValueError):
            return "#VALUE!"


def row_number(text: str) -> int:
    return int(text) if text.isdecimal() else int(float(text))


def words(cell: Any) -> str:
    """A cell as words: days as days, whole numbers without a point."""
    if isinstance(cell, datetime):
        cell = cell.date()
    elif isinstance(cell, bool) or (isinstance(cell, float) and cell.is_integer()):
        cell = int(cell)
    return str(cell)
