"""The statistics of normative work as .xlsx: figures, their definitions, rates with both parts."""

import io
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from normative.statistics import Statistics

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def as_xlsx(statistics: Statistics) -> bytes:
    """The workbook; every text is written as a text, so that none is taken for a formula."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        bold = book.add_format({"bold": True})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        write_figures(book.add_worksheet(_("Figures")), statistics, bold, wrap)
        write_rates(book.add_worksheet(_("Rates")), statistics, bold)
    return file.getvalue()


def write_figures(sheet: Any, statistics: Statistics, bold: Any, wrap: Any) -> None:
    """A line for each figure, under the name of its group."""
    span = statistics.question.span
    sheet.write_string(0, 0, statistics.question.organ.name, bold)
    sheet.write_string(0, 1, f"{span.start:%Y-%m-%d} — {span.last:%Y-%m-%d}")
    at = 2
    for name, figures in statistics.groups:
        sheet.write_string(at, 0, str(name), bold)
        at += 1
        for column, number in figures:
            sheet.write_string(at, 0, str(column.label))
            sheet.write_number(at, 1, number)
            sheet.write_string(at, 2, str(column.definition), wrap)
            at += 1
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 26)
    sheet.set_column(2, 2, 80)


def write_rates(sheet: Any, statistics: Statistics, bold: Any) -> None:
    """Each rate in per cent with the part and the whole; nothing of nothing stays empty."""
    heads = [_("Rate"), "%", _("Part"), _("Whole")]
    for place, head in enumerate(heads):
        sheet.write_string(0, place, head, bold)
    for at, rate in enumerate(statistics.rates, 1):
        sheet.write_string(at, 0, str(rate.label))
        if rate.percent is not None:
            sheet.write_number(at, 1, float(rate.percent))
        sheet.write_number(at, 2, rate.part)
        sheet.write_number(at, 3, rate.whole)
    sheet.set_column(0, 0, 40)
