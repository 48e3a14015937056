"""The official format of documents (GB/T 9704-2012): building a .docx, and checking one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from unicodedata import category, east_asian_width

import docx
from django.utils.translation import gettext as _
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Pt, Twips
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FANGSONG, XIAOBIAOSONG, SONG = "仿宋_GB2312", "方正小标宋简体", "宋体"
FONTS = {FANGSONG, XIAOBIAOSONG, SONG, "黑体", "楷体_GB2312"}
PAGE = {"page_width": 11906, "page_height": 16838}
MARGINS = {"top_margin": 2098, "bottom_margin": 1984, "left_margin": 1587, "right_margin": 1474}
MILLIMETRE = 57
LINE, FOOTER = 579, 1395
NUMBER = re.compile(r".+〔\d{4}〕第?[1-9]\d*号")
DAY = re.compile(r"\d{4}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日")
WRONG_BRACKETS = re.compile(r"[\[【（(]\d{4}[\]】）)]第?\d+号")
LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%\}")
AFTER_SPACING = ["w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:lang"]
AFTER_GAPS = ["w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc"]


@dataclass(frozen=True)
class Sheet:
    """What stands in a document, from top to bottom; what is empty is left out."""

    organ: str
    title: str
    number: str
    addressee: str
    body: str
    signature: str
    day: str


def clean(text: str) -> str:
    """Text without what no XML file may hold: controls, halves of pairs, unassigned signs."""
    return "".join(c for c in text if c in "\n\t" or category(c) not in {"Cc", "Cs", "Cn"})


def chinese(day: date | None) -> str:
    """A date as documents write it, without zeros in front (GB/T 9704, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def build(sheet: Sheet) -> Docx:
    """Lay a document out: title, number, addressee, body, signature and date, page numbers."""
    document = docx.Document()
    _set_page(document)
    _set_normal(document)
    for title in filter(None, [sheet.organ, sheet.title]):
        _write(document, title, ALIGN.CENTER, font=XIAOBIAOSONG, size=22)
    _write(document, "")
    if sheet.number:
        _write(document, sheet.number, ALIGN.CENTER)
        _write(document, "")
    if sheet.addressee:
        _write(document, f"{sheet.addressee}：")
    for line in filter(None, map(str.strip, clean(sheet.body).splitlines())):
        _indent(_write(document, line, ALIGN.JUSTIFY), firstLine=2)
    if sheet.signature:
        _sign(document, sheet.signature, sheet.day)
    properties = document.core_properties
    properties.author, properties.title, properties.comments = sheet.organ, sheet.title, ""
    return document


def _set_page(document: Docx) -> None:
    section = document.sections[0]
    for name, twips in (PAGE | MARGINS).items():
        setattr(section, name, Twips(twips))
    section.footer_distance = section.header_distance = Twips(FOOTER)
    document.settings.odd_and_even_pages_header_footer = True
    for footer, align, side in (
        (section.footer, ALIGN.RIGHT, "right"),
        (section.even_page_footer, ALIGN.LEFT, "left"),
    ):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = align
        paragraph.paragraph_format.line_spacing = Pt(14)
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        _indent(paragraph, **{side: 1})
        _number_pages(paragraph)


def _number_pages(paragraph: Paragraph) -> None:
    """Write — n — with a field that counts the pages."""
    _set_font(paragraph.add_run("— "), SONG, 14)
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()
        _set_font(run, SONG, 14)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = " PAGE "
        run._r.append(mark)
    _set_font(paragraph.add_run(" —"), SONG, 14)


def _set_normal(document: Docx) -> None:
    """Type and lines of the style that all others inherit: 22 lines of 28 characters."""
    style = document.styles["Normal"]
    _set_font(style, FANGSONG, 16)
    tight = OxmlElement("w:spacing")
    tight.set(qn("w:val"), "-5")
    style.element.rPr.insert_element_before(tight, *AFTER_SPACING)
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = Twips(LINE)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.widow_control = False
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        gap = OxmlElement(name)
        gap.set(qn("w:val"), "0")
        style.element.pPr.insert_element_before(gap, *AFTER_GAPS)


def _set_font(what: object, name: str, size: int) -> None:
    """Set the typeface for Chinese and Latin alike; python-docx itself sets only the latter."""
    what.font.name, what.font.size = name, Pt(size)  # type: ignore[attr-defined]
    element = getattr(what, "_r", None)
    fonts = (what.element if element is None else element).rPr.rFonts  # type: ignore[attr-defined]
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), name)


def _write(
    document: Docx, text: str, align: ALIGN = ALIGN.LEFT, font: str = FANGSONG, size: int = 16
) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    if text:
        _set_font(paragraph.add_run(clean(text)), font, size)
    if size != 16:
        paragraph.paragraph_format.line_spacing = Twips(LINE + 100)
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    return paragraph


def _indent(paragraph: Paragraph, **characters: float) -> None:
    """Indent by characters, and by twips for programs that do not count characters."""
    element = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for side, count in characters.items():
        element.set(qn(f"w:{side}Chars"), str(round(count * 100)))
        element.set(qn(f"w:{side}"), str(round(count * 320)))


def _width(text: str) -> float:
    """The width of a line in characters; digits take half of one."""
    return sum(1 if east_asian_width(c) in "WFA" else 0.5 for c in text)


def _sign(document: Docx, organ: str, day: str) -> None:
    """Organ and date at the right: the date four characters in, the organ centred above it."""
    body_ends = len(document.paragraphs) - 1
    half = (_width(organ) - _width(day)) / 2
    right = max(4 - half, 0)
    for _blank in range(2):
        _write(document, "")
    _indent(_write(document, organ, ALIGN.RIGHT), right=right)
    for paragraph in document.paragraphs[body_ends:]:
        paragraph.paragraph_format.keep_with_next = True  # no page holds the signature alone
    _indent(_write(document, day, ALIGN.RIGHT), right=max(4, right + half))


def text_of(document: Docx) -> str:
    """The words of a document, a paragraph a line, tables after them."""
    cells = (p for table in document.tables for row in table.rows for c in row.cells
             for p in c.paragraphs)  # fmt: skip
    lines = (paragraph.text for paragraph in [*document.paragraphs, *cells])
    return "\n".join(line for line in lines if line.strip())


def check_gongwen(document: Docx) -> list[str]:
    """What in a document departs from the official format; nothing if all is well."""
    return [
        *_check_page(document.sections),
        *_check_normal(document),
        *_check_fonts(document),
        *_check_elements(document),
        *_check_text(text_of(document)),
    ]


def _check_page(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        for name, twips in (PAGE | MARGINS).items():
            near = MILLIMETRE if name in MARGINS else 2
            is_at = getattr(section, name)
            if is_at is None or abs(is_at.twips - twips) > near:
                yield _("Page: %(name)s is not %(twips)s twips.") % {"name": name, "twips": twips}
    if len(list(sections)) != 1:
        yield _("Page: more than one section.")


def _check_normal(document: Docx) -> Iterator[str]:
    style = document.styles["Normal"].element
    wanted = {
        "w:rPr/w:rFonts": ("w:eastAsia", FANGSONG),
        "w:rPr/w:sz": ("w:val", "32"),
        "w:rPr/w:spacing": ("w:val", "-5"),
        "w:pPr/w:spacing": ("w:line", str(LINE)),
        "w:pPr/w:autoSpaceDE": ("w:val", "0"),
        "w:pPr/w:autoSpaceDN": ("w:val", "0"),
    }
    for path, (name, value) in wanted.items():
        found = style.find("/".join(qn(part) for part in path.split("/")))
        if found is None or found.get(qn(name)) != value:
            yield _("Normal style: %(path)s is not %(value)s.") % {"path": path, "value": value}


def _check_fonts(document: Docx) -> Iterator[str]:
    for run in (run for paragraph in document.paragraphs for run in paragraph.runs):
        if run.text and _font(run) not in FONTS:
            yield _("No official typeface: “%(text)s”.") % {"text": run.text[:20]}


def _font(run: Run) -> str:
    fonts = run._r.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    return "" if fonts is None else fonts.get(qn("w:eastAsia"), "")


def _is_title(paragraph: Paragraph) -> bool:
    large = [run.font.size == Pt(22) and _font(run) == XIAOBIAOSONG for run in paragraph.runs]
    return paragraph.alignment == ALIGN.CENTER and bool(large) and all(large)


def _check_elements(document: Docx) -> Iterator[str]:
    """Title, number, addressee, paragraphs, signature and date, each by its place."""
    lines = [paragraph for paragraph in document.paragraphs if paragraph.text.strip()]
    titles = [line for line in lines if _is_title(line)]
    if not titles or titles[0] is not lines[0] or any(r.bold for t in titles for r in t.runs):
        yield _("The title is not centred in 22 points of the title typeface, not bold.")
    for line in (line for line in lines if line not in titles):
        yield from _check_line(line)
    signed = [line for line in lines if line.alignment == ALIGN.RIGHT]
    if signed and not (DAY.fullmatch(signed[-1].text) and _chars(signed[-1], "right") >= 400):
        yield _("The date is not written at its place, without zeros in front.")


def _check_line(line: Paragraph) -> Iterator[str]:
    words = {"text": line.text[:20]}
    if line.alignment == ALIGN.CENTER and not NUMBER.fullmatch(line.text):
        yield _("Not the form of a number: “%(text)s”.") % words
    if line.alignment == ALIGN.LEFT and not line.text.endswith("："):
        yield _("The addressee does not end with a colon: “%(text)s”.") % words
    if line.alignment in {ALIGN.JUSTIFY, None} and _chars(line, "firstLine") != 200:
        yield _("Not indented by two characters: “%(text)s”.") % words


def _chars(paragraph: Paragraph, side: str) -> int:
    indent = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    return 0 if indent is None else int(indent.get(qn(f"w:{side}Chars"), 0))


def _check_text(text: str) -> Iterator[str]:
    for pattern, message in (
        (LEFT_OVER, _("A placeholder is left over: “%(text)s”.")),
        (WRONG_BRACKETS, _("The year of a number stands in wrong brackets: “%(text)s”.")),
    ):
        for found in pattern.finditer(text):
            yield message % {"text": found[0]}
