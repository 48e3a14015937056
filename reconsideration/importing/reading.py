"""Files of past cases: taken in by what they are, and unpacked once into plain rows.

A spreadsheet can only be read from its beginning. It is therefore unpacked
once, row by row, into a file of plain text beside it, in which an import goes
on from any row at no cost; what can only be seen in the whole file (numbers
used twice, merged cells, the heads of the columns) is noted there as well.
"""

import csv
import json
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TextIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reconsideration import numbering
from reconsideration.importing import sheets
from reconsideration.importing.columns import BY_KEY, COLUMNS, REQUIRED, names, plain
from reconsideration.importing.row import Fault, Line

MOST_ROWS = 300_000
HEAD_WITHIN = 10
LEAST_HEADS = 3
MARKED = 1000  # rows between two marked places


class Unpacked(NamedTuple):
    """How many rows a file has, and what is wrong with its heads."""

    total: int
    faults: list[Fault]
    is_readable: bool


class Head(NamedTuple):
    """Where the heads stand, and which column of ours each place holds."""

    row: int
    places: dict[int, str]
    faults: list[Fault]


def unpack(path: Path, suffix: str, target: Path) -> Unpacked:
    """Unpack a file into plain rows; raises `ValidationError` for one that cannot be read."""
    with sheets.opened(path, suffix) as sheet:
        rows = sheet.rows()
        head = head_of(list(islice(rows, HEAD_WITHIN)))
        missing = [key for key in REQUIRED if key not in head.places.values()]
        if not head.places or missing:
            return Unpacked(0, head.faults, False)
        merged = {
            number: [head.places[place] for place in places if place in head.places]
            for number, places in sheet.merged().items()
        }
        part = target.with_suffix(".part")
        with part.open("w", encoding="utf-8", newline="") as file:
            total, marks = write(file, sheet.rows(), head, merged)
    marks_of(target).write_text(json.dumps(marks))
    os.replace(part, target)
    if not total:
        message = _("There are no rows below the heads.")
        return Unpacked(0, [*head.faults, Fault(head.row, "", "", message)], False)
    return Unpacked(total, head.faults, True)


def write(
    file: TextIO, rows: Iterator[sheets.Cells], head: Head, merged: dict[int, list[str]]
) -> tuple[int, list[int]]:
    """Write the rows below the heads in our order; returns how many, and where some begin."""
    out = csv.writer(file)
    seen: dict[str, int] = {}
    marks: list[int] = []
    total = 0
    for number, ours in ordered(rows, head):
        if total % MARKED == 0:
            marks.append(file.tell())
        total += 1
        if total > MOST_ROWS:
            message = _("The file has more than %(limit)s rows; divide it.")
            raise ValidationError(message % {"limit": MOST_ROWS})
        name = spelled(ours[0])
        first = seen.setdefault(name, number) if name else number
        same_as = 0 if first == number else first
        out.writerow([number, same_as, name, "|".join(merged.get(number, ())), *ours])
    return total, marks


def ordered(rows: Iterator[sheets.Cells], head: Head) -> Iterator[sheets.Cells]:
    """The rows below the heads that hold anything, their cells in our order of columns."""
    order = {key: place for place, key in head.places.items()}
    places = [order.get(key, -1) for key in BY_KEY]
    for number, cells in rows:
        if number <= head.row or not any(cells):
            continue
        width = len(cells)
        ours = [cells[place] if 0 <= place < width else "" for place in places]
        ours = ["" if cell.isspace() else cell for cell in ours]
        if any(ours):
            yield number, ours


def spelled(text: str) -> str:
    """A case number in its one spelling; nothing for what is none."""
    try:
        return numbering.normalised(text)
    except ValidationError:
        return ""


def head_of(rows: list[sheets.Cells]) -> Head:
    """The first row in which heads of columns stand, and what is wrong with them."""
    known = names()
    for number, cells in rows:
        found = {place: known[plain(cell)] for place, cell in enumerate(cells)
                 if plain(cell) in known}  # fmt: skip
        if len(found) >= LEAST_HEADS:
            return Head(number, found, head_faults(number, cells, found))
    message = _("No row holds the heads of the columns; use the template.")
    return Head(0, {}, [Fault(1, "", "", message)])


def head_faults(number: int, cells: list[str], found: dict[int, str]) -> list[Fault]:
    """Columns that are unknown, stand twice or are missing, each named once."""
    faults = []
    seen: set[str] = set()
    for place, cell in enumerate(cells):
        key = found.get(place)
        if key is None and cell.strip():
            faults.append(Fault(number, cell, cell, _("This column is unknown.")))
        elif key in seen:
            faults.append(Fault(number, cell, cell, _("This column stands twice.")))
            del found[place]
        elif key is not None:
            seen.add(key)
    missing = [BY_KEY[key].header for key in REQUIRED if key not in seen]
    return faults + [
        Fault(number, name, "", _("This required column is missing.")) for name in missing
    ]


def marks_of(target: Path) -> Path:
    """Where it is kept at which place of an unpacked file every thousandth row begins."""
    return target.with_suffix(".marks")


def lines(target: Path, after: int, count: int) -> list[Line]:
    """The next rows of an unpacked file, wherever in it they stand."""
    marks = json.loads(marks_of(target).read_text())
    with target.open(encoding="utf-8", newline="") as file:
        file.seek(marks[after // MARKED])
        skipped = after % MARKED
        rows = islice(csv.reader(file), skipped, skipped + count)
        return [
            Line(int(row[0]), int(row[1]), row[2], row[3].split("|") if row[3] else [], row[4:])
            for row in rows
        ]


def forget(target: Path) -> None:
    """Remove an unpacked file that is no longer needed."""
    for path in (target, marks_of(target)):
        path.unlink(missing_ok=True)


assert COLUMNS[0].key == "number"  # `write` spells the first of our columns
