"""Catalogues: the filings registered in a period, and what a maker has published in a year."""

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from docx.document import Document as Docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from lawgov import gongwen
from lawgov.organs.models import Organ
from lawgov.spans import Span
from lawgov.uploads import SHEET, WORD
from normative.models import (
    PUBLIC,
    Document,
    Life,
    Lights,
    Matter,
    MatterQuerySet,
    Track,
    settings_of,
)

MONTHS = "3"
LINES = ["filing_number", "document__title", "document__number", "document__maker_name",
         "document__published_on", "registered_on"]  # fmt: skip


@dataclass(frozen=True)
class Catalogue:
    """A list as it is published: whose, of what, and its lines as they read."""

    organ: Organ
    title: str
    heads: list[str]
    lines: list[list[str]]


def months_on(today: date) -> int:
    """For how many months at a time the registered filings are published (T14)."""
    return int(settings_of(today).get("filing_catalogue_months", MONTHS))


def span_of(year: int, part: int, months: int) -> Span:
    """The days of one part of a year, counted from 1; the last part ends with the year."""
    first = 1 + (part - 1) * months
    end = first + months
    return Span(date(year, first, 1), date(year + 1, 1, 1) if end > 12 else date(year, end, 1))


def parts_of(months: int) -> list[tuple[int, str]]:
    """The parts of a year with the months they have."""
    found = []
    for part, first in enumerate(range(1, 13, months), 1):
        last = min(first + months - 1, 12)
        found.append((part, f"{first}–{last}" if last > first else f"{first}"))
    return found


def part_of(day: date, months: int) -> int:
    """The part of its year in which a day lies."""
    return (day.month - 1) // months + 1


def due_on(year: int, today: date) -> date | None:
    """The day by which makers send the catalogue of a year, as set today (T15)."""
    text = settings_of(today).get("yearly_catalogue_day", "")
    try:
        return date.fromisoformat(f"{year + 1}-{text}")
    except ValueError:
        return None


def registered(span: Span, *, today: date) -> MatterQuerySet:
    """The filings registered in a period whose documents everybody may read."""
    rows: MatterQuerySet = Matter.objects.filter(
        track=Track.FILING, registered_on__gte=span.start, registered_on__lt=span.end,
        document__state__in=PUBLIC, document__published_on__lte=today,
    )  # fmt: skip
    return rows


def said(value: Any) -> str:
    """A cell of a list."""
    return value.isoformat() if isinstance(value, date) else str(value or "")


def of_filings(organ: Organ, span: Span, *, today: date) -> Catalogue:
    """What was registered with an organ in a period (备案登记文件目录), by number."""
    rows = registered(span, today=today).filter(receiver=organ).order_by("registered_on", "pk")
    lines = [
        [str(number), *map(said, row)] for number, row in enumerate(rows.values_list(*LINES), 1)
    ]
    period = {"start": gongwen.chinese(span.start), "end": gongwen.chinese(span.last)}
    title = _("Normative documents registered for filing from %(start)s to %(end)s") % period
    heads = [_("No."), _("Filing number"), _("Title"), _("Document number"), _("Maker"),
             _("Published on"), _("Registered on")]  # fmt: skip
    return Catalogue(organ, title, heads, lines)


def makers_of(organ: Organ) -> list[int]:
    """The organ, and of a government its general office, which issues in its name."""
    offices = organ.children.filter(kind=Organ.Kind.OFFICE)
    is_government = organ.kind == Organ.Kind.GOVERNMENT
    return [organ.pk, *(offices.values_list("pk", flat=True) if is_government else [])]


def of_maker(organ: Organ, year: int, *, today: date) -> Catalogue:
    """What a maker has published in a year (年度规范性文件目录), with how it stands today."""
    documents = list(
        Document.objects.filter(
            organ__in=makers_of(organ), published_on__year=year, published_on__lte=today,
            state__in=PUBLIC,
        ).order_by("published_on", "pk").defer("search_text", "search_pairs")
    )  # fmt: skip
    filed = Matter.objects.filter(
        track=Track.FILING, registered_on__isnull=False, document__in=[d.pk for d in documents]
    )
    numbers = dict(filed.order_by("pk").values_list("document_id", "filing_number"))
    far = Lights.on(today, settings_of(today)).far
    lines = [
        [str(place), *line_of(one, today, far), numbers.get(one.pk, "")]
        for place, one in enumerate(documents, 1)
    ]
    heads = [_("No."), _("Title"), _("Document number"), _("Register number"), _("Published on"),
             _("In force from"), _("Valid until"), pgettext("normative document", "Standing"),
             _("Filing number")]  # fmt: skip
    return Catalogue(organ, _("Normative documents of %(year)s") % {"year": year}, heads, lines)


def line_of(document: Document, today: date, far: int) -> list[str]:
    """What the catalogue says of a document."""
    one = document
    standing = Life(**{name: getattr(one, name) for name in Life._fields}).standing(
        today, alert_days=far
    )
    return [one.title, one.number, one.register_number, said(one.published_on),
            said(one.effective_on), said(one.expires_on), str(standing.label)]  # fmt: skip


def as_xlsx(catalogue: Catalogue) -> bytes:
    """The list as a sheet, line by line; every cell is a text, so that none is a formula."""
    file = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(_("Catalogue"))
        bold = book.add_format({"bold": True, "bottom": 1})
        title = book.add_format({"bold": True, "font_size": 14})
        sheet.set_column(0, 0, 6)
        sheet.set_column(1, len(catalogue.heads) - 1, 22)
        sheet.freeze_panes(3, 0)
        sheet.write_string(0, 0, catalogue.organ.name, title)
        sheet.write_string(1, 0, catalogue.title, title)
        for at, line in enumerate([catalogue.heads, *catalogue.lines], 2):
            for column, text in enumerate(line):
                sheet.write_string(at, column, text, bold if at == 2 else None)
    return file.getvalue()


def as_docx(catalogue: Catalogue) -> bytes:
    """The list as a table in a document of the official format."""
    count = _("%(count)s documents in all.") % {"count": len(catalogue.lines)}
    document = gongwen.build(
        gongwen.Sheet(
            organ=catalogue.organ.name, title=catalogue.title, number="", addressee="",
            body=count, signature="", day="",
        )
    )  # fmt: skip
    add_table(document, [catalogue.heads, *catalogue.lines])
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def add_table(document: Docx, lines: list[list[str]]) -> None:
    """A ruled table in small type; its head is repeated on every page."""
    table = document.add_table(rows=len(lines), cols=len(lines[0]), style="Table Grid")
    for line, row in zip(lines, table.rows, strict=True):
        for text, cell in zip(line, row.cells, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.line_spacing = Pt(16)
            paragraph.add_run(gongwen.clean(text)).font.size = Pt(10.5)
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(head)


FILES = {
    "xlsx": (as_xlsx, SHEET),
    "docx": (as_docx, WORD),
}
