"""The official format in numbers, and what the check finds."""

import io

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from lawgov.gongwen import Sheet, build, check_gongwen, clean, text_of

SHEET = Sheet(
    organ="山西省人民政府",
    title="受理通知书",
    number="晋政复受字〔2026〕第1号",
    addressee="张三",
    body="你的申请本机关已经受理。\n\n特此通知。",
    signature="山西省人民政府",
    day="2026年7月3日",
)


@pytest.fixture
def document():
    """A document as it is read again from its file."""
    file = io.BytesIO()
    build(SHEET).save(file)
    return docx.Document(file)


def test_a_document_holds_its_parts_from_top_to_bottom(document):
    assert text_of(document).splitlines() == [
        "山西省人民政府", "受理通知书", "晋政复受字〔2026〕第1号", "张三：",
        "你的申请本机关已经受理。", "特此通知。", "山西省人民政府", "2026年7月3日",
    ]  # fmt: skip
    assert check_gongwen(document) == []


def test_page_and_type_are_those_of_the_standard(document):
    section, normal = document.sections[0], document.styles["Normal"].element
    page = [section.page_width, section.page_height, section.top_margin, section.bottom_margin,
            section.left_margin, section.right_margin]  # fmt: skip
    tags = [child.tag.partition("}")[2] for child in normal.rPr]

    assert [length.twips for length in page] == [11906, 16838, 2098, 1984, 1587, 1474]
    assert normal.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert tags.index("spacing") < tags.index("sz")
    assert normal.rPr.find(qn("w:spacing")).get(qn("w:val")) == "-5"
    assert normal.pPr.find(qn("w:spacing")).get(qn("w:line")) == "579"
    assert normal.pPr.find(qn("w:spacing")).get(qn("w:lineRule")) == "exact"


def test_pages_are_numbered_outside_right_and_left(document):
    section = document.sections[0]
    right, left = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]

    assert abs(section.footer_distance - Mm(24.6)) < Mm(0.1)
    assert document.settings.odd_and_even_pages_header_footer is True
    assert [right.text, left.text] == ["—  —", "—  —"]
    assert " PAGE " in right._p.xml
    assert [right.alignment, left.alignment] == [ALIGN.RIGHT, ALIGN.LEFT]


def chars(paragraph, side):
    return paragraph._p.pPr.ind.get(qn(f"w:{side}Chars"))


def test_the_date_stands_four_characters_in_with_the_organ_centred_above(document):
    organ, day = document.paragraphs[-2:]

    # The organ is 7 characters wide, the date 3 + 6 halves = 6: their middles meet at 7.
    assert (chars(organ, "right"), chars(day, "right")) == ("350", "400")


def test_a_long_organ_moves_the_date_in():
    long = Sheet(**{**vars(SHEET), "signature": "山西省人民政府行政复议委员会办公室"})
    organ, day = build(long).paragraphs[-2:]

    assert (chars(organ, "right"), chars(day, "right")) == ("0", "550")


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"number": "晋政复受字(2026)第1号"}, "晋政复受字(2026)第1号"),
        ({"number": "晋政复受字〔2026〕第01号"}, "晋政复受字〔2026〕第01号"),
        ({"day": "2026年07月03日"}, ""),
        ({"body": "请{{ name }}办理。"}, "{{"),
        ({"body": "见晋政复【2013】12号。"}, "【2013】12号"),
    ],
)
def test_the_check_finds_what_is_written_wrongly(change, finding):
    findings = check_gongwen(build(Sheet(**{**vars(SHEET), **change})))

    assert any(finding in text for text in findings)


def spoil_margin(document):
    document.sections[0].top_margin = Mm(25)


def spoil_type(document):
    document.styles["Normal"].element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")


def spoil_run(document):
    document.paragraphs[-3].insert_paragraph_before().add_run("无字体").font.size = Pt(16)


def spoil_title(document):
    document.paragraphs[0].runs[0].bold = True


def spoil_indent(document):
    body = next(p for p in document.paragraphs if p.text == "特此通知。")
    body._p.pPr.ind.set(qn("w:firstLineChars"), "0")


def spoil_addressee(document):
    next(p for p in document.paragraphs if p.text == "张三：").runs[0].text = "张三"


@pytest.mark.parametrize(
    ("spoil", "count"),
    [(spoil_margin, 1), (spoil_type, 1), (spoil_run, 2), (spoil_title, 1), (spoil_indent, 1),
     (spoil_addressee, 1)],
)  # fmt: skip
def test_the_check_finds_what_is_laid_out_wrongly(document, spoil, count):
    spoil(document)

    assert len(check_gongwen(document)) == count


def test_signs_that_no_file_may_hold_are_left_out():
    body = "甲\x00乙\x0b丙\ud800丁\n戊"

    assert clean(body) == "甲乙丙丁\n戊"
    assert check_gongwen(build(Sheet(**{**vars(SHEET), "body": body}))) == []


def test_the_signature_stays_on_a_page_with_the_end_of_the_text(document):
    kept = [p.text for p in document.paragraphs if p.paragraph_format.keep_with_next]

    last_line = [line for line in SHEET.body.splitlines() if line.strip()][-1].strip()
    assert kept == [last_line, "", "", SHEET.signature]
