"""Workbooks of an import: the template to fill in, and the faults to be mended."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lawgov.importing.columns import Columns
from lawgov.importing.models import ImportFaultBase

OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
LAST_ROW = 100_000
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
Entry = tuple[str, str, str]
Entries = Mapping[str, list[Entry]]


def template(columns: Columns, entries: Entries, name: Any) -> bytes:
    """The template: a sheet to fill in, one that explains, one with all the lists.

    `entries` says what may stand in a column: name, code, remark; `name` is the
    first sheet's.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {**OPTIONS, "in_memory": True}) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        needed = book.add_format({"bold": True, "bottom": 1, "bg_color": "#FFF3C4",
                                  "text_wrap": True, "valign": "top"})  # fmt: skip
        with translation.override("zh-hans"):
            names = [str(name), _("Explanation"), _("Lists")]
        filled, explained, lists = (book.add_worksheet(one) for one in names)
        write_heads(book, filled, columns, [head, needed])
        write_lists(lists, columns, entries, head)
        offer(filled, names[2], columns, entries)
        explain(explained, columns, head)
    return file.getvalue()


def write_heads(book: Any, sheet: Any, columns: Columns, styles: list[Any]) -> None:
    """The heads, those of required columns marked; days and numbers are typed as text."""
    text = book.add_format({"num_format": "@"})
    for place, column in enumerate(columns):
        sheet.set_column(place, place, max(10, 2 * len(column.header) + 2), text)
        sheet.write_string(0, place, column.header, styles[column.is_required])
    sheet.freeze_panes(1, 1)


def write_lists(sheet: Any, columns: Columns, entries: Entries, head: Any) -> None:
    """The entries of each list: name, code, and where only some rule sets or years have it."""
    places = list(entries)
    for place, key in enumerate(places):
        titles = (columns.by_key[key].header, _("Code"), _("Remark"))
        for offset, title in enumerate(titles):
            sheet.write_string(0, 3 * place + offset, title, head)
        sheet.set_column(3 * place, 3 * place, 28)
    longest = max(map(len, entries.values()))
    for at in range(longest):
        for place, key in enumerate(places):
            for offset, word in enumerate(entries[key][at] if at < len(entries[key]) else ()):
                sheet.write_string(at + 1, 3 * place + offset, word)
    sheet.freeze_panes(1, 0)


def offer(sheet: Any, lists: str, columns: Columns, entries: Entries) -> None:
    """Let the cells of a list offer its entries; where several may stand, only warn."""
    for number, (key, found) in enumerate(entries.items()):
        place = list(columns.by_key).index(key)
        letter = xlsxwriter.utility.xl_col_to_name(3 * number)
        sheet.data_validation(1, place, LAST_ROW, place, {
            "validate": "list",
            "source": f"='{lists}'!${letter}$2:${letter}${len(found) + 1}",
            "error_type": "information" if columns[place].is_open else "stop",
            "ignore_blank": True,
        })  # fmt: skip


def explain(sheet: Any, columns: Columns, head: Any) -> None:
    """What stands in each column."""
    titles = [
        pgettext("file", "Column"),
        _("Code"),
        _("Needed"),
        _("Content"),
        _("Example"),
        _("Remark"),
    ]
    for place, title in enumerate(titles):
        sheet.write_string(0, place, title, head)
    for place, width in enumerate((24, 22, 8, 20, 40, 70)):
        sheet.set_column(place, place, width)
    for at, column in enumerate(columns, start=1):
        needed = _("Yes") if column.is_required else ""
        words = [column.header, column.key, needed, str(column.kind.value), column.example,
                 str(column.hint)]  # fmt: skip
        for place, word in enumerate(words):
            sheet.write_string(at, place, word)
    notes = [
        _("The order of the columns is free; columns that are not needed may be left out."),
        _(
            "Dates: 2013-3-5, 2013/3/5, 20130305, the same with the Chinese signs, or a date"
            " of the spreadsheet."
        ),
        _("Names and codes of the lists are understood alike."),
    ]
    for at, note in enumerate(notes, start=len(columns) + 2):
        sheet.write_string(at, 0, note)


def fault_rows(faults: Iterable[ImportFaultBase]) -> Iterator[list[Any]]:
    """Faults as rows of a file, each with the number of its row in the file that was sent."""
    yield [_("Row"), pgettext("file", "Column"), pgettext("file", "Value"), _("Fault")]
    for fault in faults:
        yield [fault.row, fault.column, fault.value, fault.message]


def harmless(cell: Any) -> Any:
    """A text that a spreadsheet would take for a formula, quoted."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell


def faults_as_csv(faults: Iterable[ImportFaultBase]) -> Iterator[str]:
    """Faults as .csv, a row at a time, with the mark by which spreadsheets know UTF-8."""
    line = io.StringIO()
    writer = csv.writer(line)
    yield "\ufeff"
    for row in fault_rows(faults):
        writer.writerow([harmless(cell) for cell in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def faults_as_xlsx(faults: Iterable[ImportFaultBase]) -> bytes:
    """Faults as .xlsx; texts are written as texts, so that none is taken for a formula."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {**OPTIONS, "in_memory": True}) as book:
        sheet = book.add_worksheet(_("Faults"))
        for place, width in enumerate((8, 20, 40, 70)):
            sheet.set_column(place, place, width)
        for at, row in enumerate(fault_rows(faults)):
            for place, cell in enumerate(row):
                sheet.write(at, place, cell) if place == 0 else sheet.write_string(at, place, cell)
        sheet.freeze_panes(1, 0)
    return file.getvalue()
