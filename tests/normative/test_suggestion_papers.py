"""The papers of suggestions and attached reviews: to whom they go, and what they say."""

from datetime import date

import docx
import pytest

from lawgov.gongwen import check_gongwen, text_of
from normative.models import MatterPaper, MatterPaperKind
from normative.papers import papers
from tests.normative.asking import TODAY, Course

ON = date(2026, 4, 1)


@pytest.fixture
def course(handler, head, leader) -> Course:
    return Course(handler, head, leader)


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    storage = MatterPaper._meta.get_field("file").storage
    monkeypatch.setitem(storage.__dict__, "location", str(tmp_path))
    monkeypatch.setitem(storage.__dict__, "base_location", str(tmp_path))


WORDS = [
    ("suggestion", "received", "suggestion_receipt", "王建议", "2026年5月6日前告知处理情况"),
    ("suggestion", "passed_on", "suggestion_passed_on", "太原市人民政府", "不属于本机关审查范围"),
    ("suggestion", "not_started", "suggestion_not_started", "王建议", "理由：不属于规范性文件。"),
    ("suggestion", "answered", "suggestion_result", "王建议", "审查结论：无问题。"),
    ("suggestion", "consulting", "maker_explanation", "太原市人民政府", "作出书面说明"),
    ("attached", "consulting", "maker_explanation", "太原市人民政府",
     "根据行政复议法（2023修订）第五十八条，请就该文件的制定依据"),
    ("attached", "received", "attached_letter", "某机关", "案号：晋复〔2026〕9号"),
    ("attached", "opinion", "attached_conclusion", "某机关", "审查结论：条款合法。"),
]  # fmt: skip


@pytest.mark.parametrize(("track", "stage", "code", "to", "words"), WORDS)
def test_each_paper_is_issued_in_the_official_form(course, track, stage, code, to, words):
    asked = {"origin": "晋复〔2026〕9号", "submitter_name": "某机关"}
    one = course.begin(track, stage, **(asked if track == "attached" else {}))
    kind = MatterPaperKind.objects.get(code=code)

    paper = papers.issue(one, kind, by=course.handler, on=ON, today=TODAY)

    with paper.file.open("rb") as file:
        page = docx.Document(file)
    assert paper.addressee == to
    assert words in text_of(page)
    assert list(check_gongwen(page)) == []
    assert "＿＿" not in text_of(page)
    assert bool(paper.number) == kind.is_numbered


def test_each_track_is_offered_its_own_papers_alone(course):
    offered = {
        track: {kind.code for kind in papers.kinds_for(course.begin(track))
                if kind.source.endswith("可在后台修改")}
        for track in ("suggestion", "attached")
    }  # fmt: skip

    assert offered["suggestion"] >= {"suggestion_receipt", "suggestion_result"}
    assert offered["attached"] >= {"attached_letter", "attached_conclusion"}
    assert offered["suggestion"] & offered["attached"] == {"maker_explanation"}


def test_a_person_whose_identity_is_withheld_is_not_named(course):
    one = course.begin("suggestion", is_anonymous=True)
    kind = MatterPaperKind.objects.get(code="suggestion_receipt")

    text = papers.preview(one, kind, on=ON, addressee="建议人")

    assert "王建议" not in text
    assert papers.addressee_of(one, kind) == ""
