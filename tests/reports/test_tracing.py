"""Where figures stand in a text."""

from reports.models import Observation, ReportSection
from reports.tracing import mark, sentence, span


def quoted(quote: str, figure: str) -> Observation:
    return Observation(quote=quote, figure=figure)


def test_a_figure_is_found_inside_its_own_quotation():
    text = "查办36起,追究69人;另一市处分69人。"

    assert span(text, quoted("处分69人", "69人")) == (17, 20)
    assert text[17:20] == "69人"
    assert span(text, quoted("没有这句", "69人")) is None


def test_marking_keeps_every_character_in_order():
    section = ReportSection(text="甲3件,乙4件。\n丙5件。")
    rows = [quoted("乙4件", "4件"), quoted("甲3件", "3件"), quoted("丙5件", "5件")]

    paragraphs = mark(section, rows)

    assert ["".join(piece.text for piece in pieces) for pieces in paragraphs] == [
        "甲3件,乙4件。", "丙5件。",
    ]  # fmt: skip
    marked = [p.text for pieces in paragraphs for p in pieces if p.observations]
    assert marked == ["3件", "4件", "5件"]


def test_two_observations_in_the_same_words_share_a_mark():
    rows = [quoted("完成9件", "9件"), quoted("完成9件", "9件")]

    pieces = mark(ReportSection(text="完成9件。"), rows)[0]

    assert [piece.observations for piece in pieces] == [[], rows, []]


def test_the_sentence_around_a_quotation_ends_at_a_full_stop_or_semicolon():
    text = "第一句。第二句有8件,还有话;第三句。"

    assert sentence(text, "有8件") == "第二句有8件,还有话;"
    assert sentence(text, "第三句") == "第三句。"
    assert sentence(text, "没有") == "没有"
