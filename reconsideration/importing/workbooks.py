"""Workbooks of the import: the template to fill in, and the faults to be mended."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reconsideration.importing.columns import COLUMNS, Column, Kind
from reconsideration.importing.words import ALSO, CHOICES, OUTCOMES
from reconsideration.models import Closing, ImportFault, Option

OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
LAST_ROW = 100_000
OPTION_LISTS = {
    "act_kind": Option.List.ACT_KIND,
    "field": Option.List.FIELD,
    "intake_ground": Option.List.REFUSAL,
    "suspension_ground": Option.List.SUSPENSION,
}
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
Entry = tuple[str, str, str]


def template() -> bytes:
    """The template: a sheet to fill in, one that explains, one with all the lists."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {**OPTIONS, "in_memory": True}) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        needed = book.add_format({"bold": True, "bottom": 1, "bg_color": "#FFF3C4",
                                  "text_wrap": True, "valign": "top"})  # fmt: skip
        with translation.override("zh-hans"):
            names = [_("Cases"), _("Explanation"), _("Lists")]
        cases, explained, lists = (book.add_worksheet(name) for name in names)
        entries = {c.key: entries_of(c) for c in COLUMNS if c.kind in {Kind.CHOICE, Kind.SEVERAL}}
        write_heads(book, cases, [head, needed])
        write_lists(lists, entries, head)
        offer(cases, names[2], entries)
        explain(explained, head)
    return file.getvalue()


def write_heads(book: Any, sheet: Any, styles: list[Any]) -> None:
    """The heads, those of required columns marked; days and numbers are typed as text."""
    text = book.add_format({"num_format": "@"})
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, max(10, 2 * len(column.header) + 2), text)
        sheet.write_string(0, place, column.header, styles[column.is_required])
    sheet.freeze_panes(1, 1)


def write_lists(sheet: Any, entries: dict[str, list[Entry]], head: Any) -> None:
    """The entries of each list: name, code, and where only some rule sets or years have it."""
    places = list(entries)
    for place, key in enumerate(places):
        column = next(c for c in COLUMNS if c.key == key)
        for offset, title in enumerate((column.header, _("Code"), _("Remark"))):
            sheet.write_string(0, 3 * place + offset, title, head)
        sheet.set_column(3 * place, 3 * place, 28)
    longest = max(map(len, entries.values()))
    for at in range(longest):
        for place, key in enumerate(places):
            for offset, word in enumerate(entries[key][at] if at < len(entries[key]) else ()):
                sheet.write_string(at + 1, 3 * place + offset, word)
    sheet.freeze_panes(1, 0)


def offer(sheet: Any, lists: str, entries: dict[str, list[Entry]]) -> None:
    """Let the cells of a list offer its entries; where several may stand, only warn."""
    for number, (key, found) in enumerate(entries.items()):
        place = next(at for at, c in enumerate(COLUMNS) if c.key == key)
        letter = xlsxwriter.utility.xl_col_to_name(3 * number)
        is_strict = COLUMNS[place].kind is Kind.CHOICE and key not in {"being", "paper"}
        sheet.data_validation(1, place, LAST_ROW, place, {
            "validate": "list",
            "source": f"='{lists}'!${letter}$2:${letter}${len(found) + 1}",
            "error_type": "stop" if is_strict else "information",
            "ignore_blank": True,
        })  # fmt: skip


def explain(sheet: Any, head: Any) -> None:
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
    for at, column in enumerate(COLUMNS, start=1):
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
    for at, note in enumerate(notes, start=len(COLUMNS) + 2):
        sheet.write_string(at, 0, note)


def entries_of(column: Column) -> list[Entry]:
    """What may stand in a column: name, code, remark."""
    with translation.override("zh-hans"):
        if column.key in OPTION_LISTS:
            rows = Option.objects.of(OPTION_LISTS[column.key])
            return list(dict.fromkeys((row.name, row.code, remark(row)) for row in rows))
        if column.key == "outcome":
            return [(str(verb.label), state.value, "") for state, verb in OUTCOMES.items()]
        if column.key == "closing":
            return closings()
        members = CHOICES[column.key]
        return [(str(member.label), str(member.value), "") for member in members]


def closings() -> list[Entry]:
    """The kinds of decision, the grounds of dismissal, and the other ways of closing."""
    found: list[Entry] = []
    for kind in (Option.List.DECISION, Option.List.DISMISSAL):
        found += [(row.name, row.code, remark(row)) for row in Option.objects.of(kind)]
    others = set(ALSO["closing"].values()) - {Closing.DISMISSED.value}
    found += [(str(c.label), c.value, "") for c in Closing if c.value in others]
    merged: dict[tuple[str, str], list[str]] = {}
    for name, code, where in found:
        merged.setdefault((name, code), []).append(where)
    return [(name, code, " ".join(filter(None, where))) for (name, code), where in merged.items()]


def remark(option: Option) -> str:
    """The rule sets and years that have an entry, where not all do."""
    if option.valid_from or option.valid_until:
        last = option.valid_until - 1 if option.valid_until else ""
        return f"{option.valid_from or ''}–{last}"
    return option.rule_sets


def fault_rows(faults: Iterable[ImportFault]) -> Iterator[list[Any]]:
    """Faults as rows of a file, each with the number of its row in the file that was sent."""
    yield [_("Row"), pgettext("file", "Column"), pgettext("file", "Value"), _("Fault")]
    for fault in faults:
        yield [fault.row, fault.column, fault.value, fault.message]


def harmless(cell: Any) -> Any:
    """A text that a spreadsheet would take for a formula, quoted."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell


def faults_as_csv(faults: Iterable[ImportFault]) -> Iterator[str]:
    """Faults as .csv, a row at a time, with the mark by which spreadsheets know UTF-8."""
    line = io.StringIO()
    writer = csv.writer(line)
    yield "\ufeff"
    for row in fault_rows(faults):
        writer.writerow([harmless(cell) for cell in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def faults_as_xlsx(faults: Iterable[ImportFault]) -> bytes:
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
