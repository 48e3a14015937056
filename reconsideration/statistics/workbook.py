"""The filled form as .xlsx in the form's layout; identities, rates, organs on a second sheet."""

import io
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reconsideration.models import FormColumn
from reconsideration.statistics.checks import Check, Rate
from reconsideration.statistics.counting import Numbers
from reconsideration.statistics.describing import heads_of, legend_of, mark_of
from reconsideration.statistics.form import TREE, Statistics

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
WIDTH_OF_NAMES = 18


def as_xlsx(statistics: Statistics) -> bytes:
    """The workbook; every text is written as a text, so that none is taken for a formula."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        styles = Styles(book)
        write_form(book.add_worksheet(_("Form")), statistics, styles)
        write_checks(book.add_worksheet(_("Identities and rates")), statistics, styles)
    return file.getvalue()


class Styles:
    """The looks of cells."""

    def __init__(self, book: Any) -> None:
        line = {"border": 1, "valign": "vcenter", "text_wrap": True}
        self.title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
        self.plain = book.add_format({"valign": "top"})
        self.head = book.add_format(line | {"bold": True, "align": "center"})
        self.text = book.add_format(line)
        self.number = book.add_format(line | {"num_format": "#,##0"})
        self.money = book.add_format(line | {"num_format": "#,##0.00"})
        self.total = book.add_format(line | {"bold": True, "num_format": "#,##0"})
        self.broken = book.add_format(line | {"bold": True, "font_color": "#A3120A"})


def write_form(sheet: Any, statistics: Statistics, styles: Styles) -> None:
    """The head, the grouped and numbered columns, a row for each field, the total last."""
    columns = [*statistics.columns, *statistics.memoranda]
    sheet.merge_range(0, 0, 0, len(columns), "", styles.title)
    sheet.write_string(0, 0, statistics.version.name, styles.title)
    at = 1
    for name, text in heads_of(statistics):
        sheet.write_string(at, 0, f"{name}：{text}", styles.plain)
        at += 1
    at = write_heads(sheet, at, columns, styles)
    sheet.freeze_panes(at, 1)
    for row in statistics.rows:
        write_row(sheet, at, row.head.name, row.numbers, columns, styles)
        at += 1
    write_row(sheet, at, _("Total"), statistics.total, columns, styles, is_total=True)
    for text in ["", *legend_of(statistics)]:
        at += 1
        sheet.write_string(at, 0, text, styles.plain)
    sheet.set_column(0, 0, WIDTH_OF_NAMES)
    sheet.set_column(1, len(columns), 8)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)


def write_heads(sheet: Any, at: int, columns: list[FormColumn], styles: Styles) -> int:
    """The groups, the names and the numbers of the columns; returns the row below them."""
    sheet.merge_range(at, 0, at + 2, 0, "", styles.head)
    sheet.write_string(at, 0, _("Field of administration"), styles.head)
    place = 1
    for heading, members in grouped(columns):
        last = place + len(members) - 1
        if heading and last > place:
            sheet.merge_range(at, place, at, last, "", styles.head)
        sheet.write_string(at, place, heading, styles.head)
        for offset, column in enumerate(members):
            sheet.write_string(at + 1, place + offset, str(column), styles.head)
            number = str(column.number) if column.number else pgettext("column", "memo")
            sheet.write_string(at + 2, place + offset, number, styles.head)
        place = last + 1
    sheet.set_row(at + 1, 75)
    return at + 3


def grouped(columns: list[FormColumn]) -> list[tuple[str, list[FormColumn]]]:
    """The columns under their headings, in order."""
    found: list[tuple[str, list[FormColumn]]] = []
    for column in columns:
        if not found or found[-1][0] != column.heading or not column.heading:
            found.append((column.heading, []))
        found[-1][1].append(column)
    return found


def write_row(
    sheet: Any, at: int, name: str, numbers: Numbers, columns: list[FormColumn], styles: Styles,
    *, is_total: bool = False,
) -> None:  # fmt: skip
    """One row of numbers."""
    sheet.write_string(at, 0, name, styles.head if is_total else styles.text)
    for place, column in enumerate(columns, start=1):
        style = styles.total if is_total else styles.number
        if column.code.endswith("_sum"):
            style = styles.money
        sheet.write_number(at, place, float(numbers[column.code]), style)


def write_checks(sheet: Any, statistics: Statistics, styles: Styles) -> None:
    """The rates, then the identities, then the organs that make up the total."""
    at = write_table(
        sheet, 0, [_("Rate"), _("Numerator"), _("Denominator"), _("Value"), _("Definition")],
        [rate_cells(rate) for rate in statistics.rates], styles,
    )  # fmt: skip
    at = write_table(
        sheet, at + 1, [_("Identity"), _("Numbers"), _("Standing"), _("Rows that break it"),
                        _("Definition")],
        [check_cells(check) for check in statistics.checks], styles,
    )  # fmt: skip
    names = {column.code: column.heading or str(column) for column in statistics.columns}
    organs: list[list[str | float]] = [
        [row.name, *(float(row.numbers[code]) for code in TREE)] for row in statistics.organs
    ]
    write_table(sheet, at + 1, [_("Organ"), *(names.get(c, c) for c in TREE)], organs, styles)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 3, 26)
    sheet.set_column(4, 5, 60)


def rate_cells(rate: Rate) -> list[str | float]:
    """A rate with everything that it is made of."""
    return [rate.name, f"{rate.part_sum} = {rate.part}" if "+" in rate.part_sum else rate.part_sum,
            f"{rate.whole_sum} = {rate.whole}" if "+" in rate.whole_sum else rate.whole_sum,
            rate.shown, f"{rate.definition}（{rate.mark}）"]  # fmt: skip


def check_cells(check: Check) -> list[str | float]:
    """An identity with its numbers."""
    return [check.name, check.sentence, mark_of(check), "\n".join(check.broken_rows),
            check.definition]  # fmt: skip


def write_table(
    sheet: Any, at: int, heads: list[str], rows: list[list[str | float]], styles: Styles
) -> int:
    """A table with a head; returns the row below it."""
    for place, text in enumerate(heads):
        sheet.write_string(at, place, text, styles.head)
    for row in rows:
        at += 1
        for place, value in enumerate(row):
            if isinstance(value, str):
                is_broken = value == _("does not hold")
                sheet.write_string(at, place, value, styles.broken if is_broken else styles.text)
            else:
                sheet.write_number(at, place, value, styles.number)
    return at + 1
