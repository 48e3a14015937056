"""Files to import: unpacked once into plain rows.

A spreadsheet can only be read from its beginning. It is therefore unpacked
once, row by row, into a file of plain text beside it, in which an import goes
on from any row at no cost; what can only be seen in the whole file (numbers
used twice, merged cells, the heads of the columns) is noted there as well.
"""

import csv
import json
import os
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TextIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lawgov.importing import sheets
from lawgov.importing.columns import Columns, plain
from lawgov.importing.row import Fault, Line

MOST_ROWS = 300_000
HEAD_WITHIN = 10
LEAST_HEADS = 3
MARKED = 1000  # rows between two marked places
BETWEEN = "\t"  # parts the names of a row


class Plan(NamedTuple):
    """What a file is read by: its columns, and the names by which a row is known.

    `names` makes of a row's cells its names, each in its one spelling and without
    blanks; `unique` says what each of them is called where it stands twice.
    """

    columns: Columns
    unique: tuple[str, ...]
    names: Callable[[list[str]], list[str]]


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


def unpack(path: Path, suffix: str, target: Path, plan: Plan) -> Unpacked:
    """Unpack a file into plain rows; raises `ValidationError` for one that cannot be read."""
    with sheets.opened(path, suffix, plan.columns.longest) as sheet:
        rows = sheet.rows()
        first = [row for row in islice(rows, HEAD_WITHIN) if row[0] <= HEAD_WITHIN]
        head = head_of(first, plan.columns)
        missing = [key for key in plan.columns.required if key not in head.places.values()]
        if not head.places or missing:
            return Unpacked(0, head.faults, False)
        merged = {
            number: [head.places[place] for place in places if place in head.places]
            for number, places in sheet.merged().items()
        }
        part = target.with_suffix(".part")
        with part.open("w", encoding="utf-8", newline="") as file:
            total, marks = write(file, ordered(sheet.rows(), head, plan.columns), plan, merged)
    marks_of(target).write_text(json.dumps(marks))
    os.replace(part, target)
    if not total:
        message = _("There are no rows below the heads.")
        return Unpacked(0, [*head.faults, Fault(head.row, "", "", message)], False)
    return Unpacked(total, head.faults, True)


def write(
    file: TextIO, rows: Iterator[sheets.Cells], plan: Plan, merged: dict[int, list[str]]
) -> tuple[int, list[int]]:
    """Write the rows below the heads; returns how many there are, and where some begin."""
    out = csv.writer(file)
    seen: list[dict[str, int]] = [{} for _name in plan.unique]
    marks: list[int] = []
    total = 0
    for number, ours in rows:
        if total % MARKED == 0:
            marks.append(file.tell())
        total += 1
        if total > MOST_ROWS:
            message = _("The file has more than %(limit)s rows; divide it.")
            raise ValidationError(message % {"limit": MOST_ROWS})
        names = plan.names(ours)
        twice = ""
        for code, name, known in zip(plan.unique, names, seen, strict=True):
            first = known.setdefault(name, number) if name else number
            if first != number:
                twice += f"{code}:{first}|"
        held = "|".join(merged.get(number, ()))
        out.writerow([number, twice, BETWEEN.join(names), held, *ours])
    return total, marks


def ordered(rows: Iterator[sheets.Cells], head: Head, columns: Columns) -> Iterator[sheets.Cells]:
    """The rows below the heads that hold anything, their cells in our order of columns."""
    order = {key: place for place, key in head.places.items()}
    places = [order.get(column.key, -1) for column in columns]
    for number, cells in rows:
        if number <= head.row or not any(cells):
            continue
        width = len(cells)
        ours = [cells[place] if 0 <= place < width else "" for place in places]
        ours = ["" if cell.isspace() else cell for cell in ours]
        if any(ours):
            yield number, ours


def head_of(rows: list[sheets.Cells], columns: Columns) -> Head:
    """The first row in which heads of columns stand, and what is wrong with them."""
    known = columns.names()
    for number, cells in rows:
        found = {place: known[plain(cell)] for place, cell in enumerate(cells)
                 if plain(cell) in known}  # fmt: skip
        if len(found) >= LEAST_HEADS:
            return Head(number, found, head_faults(number, cells, found, columns))
    message = _("No row holds the heads of the columns; use the template.")
    return Head(0, {}, [Fault(1, "", "", message)])


def head_faults(
    number: int, cells: list[str], found: dict[int, str], columns: Columns
) -> list[Fault]:
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
    missing = [columns.by_key[key].header for key in columns.required if key not in seen]
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
            Line(int(row[0]), noticed(row[1]) if row[1] else {}, row[2].split(BETWEEN),
                 row[3].split("|") if row[3] else [], row[4:])
            for row in rows
        ]  # fmt: skip


def noticed(twice: str) -> dict[str, int]:
    """Which row before has the same name, by what the name is called."""
    pairs = (pair.partition(":") for pair in twice.split("|") if pair)
    return {code: int(row) for code, _sign, row in pairs}


def forget(target: Path) -> None:
    """Remove an unpacked file that is no longer needed."""
    for path in (target, marks_of(target)):
        path.unlink(missing_ok=True)
