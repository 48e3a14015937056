"""Comparisons as .xlsx and .csv files."""

import csv
import io
from collections.abc import Sequence

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lawgov.uploads import SHEET, sent
from reports.comparison import Row
from reports.numerals import write_figure


def header(years: Sequence[int]) -> list[str]:
    """The column heads: what, of whom, and for each year figure, flag and change."""
    heads = [_("Section"), _("Indicator"), _("Organ"), _("Scope"), _("Unit")]
    for position, year in enumerate(years):
        heads += [str(year), _("Remark on %(year)s") % {"year": year}]
        if position:
            heads += [pgettext("comparison", "Change"), _("Change in %")]
    return heads


def cells(row: Row) -> list[str | float]:
    """A row of the file; numbers are numbers, what is known of them stands beside."""
    indicator = row.indicator
    out: list[str | float] = [
        str(indicator.get_section_display()),
        indicator.name,
        row.organ.name,
        row.scope_label,
        indicator.unit,
    ]
    for position, cell in enumerate(row.cells):
        figure = cell.figure
        has_value = figure is not None and figure.value is not None
        out.append(float(figure.value) if has_value else "")  # type: ignore[arg-type, union-attr]
        out.append(_remark(row, position))
        if position:
            change = cell.change
            out.append(float(change.difference) if change and change.difference is not None else "")
            out.append(float(change.percent) if change and change.percent is not None else "")
    return out


def _remark(row: Row, position: int) -> str:
    cell = row.cells[position]
    if cell.figure is None:
        return _("Not reported")
    words = []
    if cell.figure.value is None or cell.figure.precision != "exact":
        words.append(write_figure(cell.figure))
    if cell.figure.is_derived:
        words.append(_("computed from its parts"))
    if cell.change is not None and cell.change.is_broken:
        words.append(_("definition or unit changed"))
    return "; ".join(words)


def as_csv(years: Sequence[int], rows: Sequence[Row]) -> HttpResponse:
    """UTF-8 with a mark that spreadsheets recognise; text that looks like a formula is quoted."""
    file = io.StringIO()
    file.write("\ufeff")
    writer = csv.writer(file)
    writer.writerow(header(years))
    for row in rows:
        writer.writerow([_harmless(value) for value in cells(row)])
    return _answer(file.getvalue().encode(), "text/csv; charset=utf-8", years, "csv")


def _harmless(value: str | float) -> str | float:
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@"}:
        return "'" + value
    return value


def as_xlsx(years: Sequence[int], rows: Sequence[Row]) -> HttpResponse:
    """A sheet with a frozen head; text is never taken for a formula."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(_("Comparison"))
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        for column, text in enumerate(header(years)):
            sheet.write_string(0, column, text, bold)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(cells(row)):
                sheet.write(number, column, value)
        sheet.freeze_panes(1, 2)
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 2, 30)
        sheet.set_column(3, 40, 12)
    return _answer(file.getvalue(), SHEET, years, "xlsx")


def _answer(content: bytes, kind: str, years: Sequence[int], ending: str) -> HttpResponse:
    name = _("Comparison") + "-" + "-".join(str(year) for year in years) + "." + ending
    return sent(HttpResponse(content, content_type=kind), name)
