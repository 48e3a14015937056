"""Documents of a case: offered, worded, issued, voided, given out to who sees the case."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import docx
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import translation

from lawgov.errors import Conflict
from lawgov.gongwen import check_gongwen, text_of
from lawgov.loading import read_yaml
from reconsideration import papers
from reconsideration.models import Document, DocumentKind, Series, ViewsHeard
from reconsideration.wording import cited, context_of
from tests.reconsideration.conftest import TODAY, applicant, option
from tests.reconsideration.filing import files_in, keep_in, kind, office
from tests.reconsideration.test_course import DAYS

ON = date(2026, 7, 6)
DECIDED = [
    "经审理，事实不清。",
    "根据《中华人民共和国行政复议法》第六十四条、《中华人民共和国行政复议法》第七十二条的规定，"
    "本机关就本案所涉行政处罚决定决定如下：撤销并责令重新作出、责令赔偿、返还或者补救（附随）。"
    "责令被申请人自收到本决定书之日起30日内重新作出行政行为。赔偿金额为500.00元。",
    "如不服本决定，可以自收到本决定书之日起15日内依法向人民法院提起行政诉讼；"
    "法律规定行政复议决定为最终裁决的除外。",
]


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch):
    return keep_in(tmp_path, monkeypatch)


@pytest.fixture
def case(receive, act):
    """A case under the law of 2026, accepted."""
    return act(receive("2026-07-01", act_number="并公罚〔2026〕7号"), "accept", "2026-07-03")


def issue(case, code, **values):
    chosen = kind(code) if isinstance(code, str) else code
    return papers.issue(case, chosen, **{"by": None, "on": ON, "today": TODAY, **values})


def read(document):
    with document.file.open("rb") as file:
        return docx.Document(file)


@pytest.mark.parametrize(("rule_set", "count"), [("A", 38), ("B1", 40), ("B2", 41)])
def test_every_kind_can_be_issued_under_each_rule_set(receive, act, rule_set, count):
    at = DAYS[rule_set]
    case = act(receive(at["received"]), "accept", at["accept"])
    assert case.rule_set.code == rule_set
    kinds = list(papers.kinds_for(case))
    on = date.fromisoformat(at["copy"])

    issued = [issue(case, one, on=on, addressee="有关机关", text="说明。") for one in kinds]

    pages = [read(document) for document in issued]
    assert {str(d): check_gongwen(page) for d, page in zip(issued, pages, strict=True)} == {
        str(document): [] for document in issued
    }
    assert all("说明。" in text_of(page) for page in pages)
    assert not [p for p in pages if re.search(r"None|\{\{|\{%|（\d{4}修订）", text_of(p))]
    assert len({document.number for document in issued if document.number}) == sum(
        one.is_numbered for one in kinds
    )
    assert len(kinds) == count


def test_a_notice_of_acceptance_reads_like_this(case):
    document = issue(case, "acceptance")

    assert text_of(read(document)).splitlines() == [
        "山西省人民政府",
        "行政复议申请受理通知书",
        "晋政复受字〔2026〕第1号",
        "张三：",
        "你（单位）对太原市公安局作出的行政处罚决定（并公罚〔2026〕7号）不服提出的行政复议申请，"
        "本机关于2026年7月1日收到。经审查，该申请符合受理条件，根据《中华人民共和国行政复议法》"
        "第三十条第一款的规定，本机关自2026年7月3日起受理。",
        "本案适用普通程序审理。本机关将自受理之日起60日内作出行政复议决定；"
        "依法中止、延期或者不计入审理期限的时间除外。",
        "山西省人民政府",
        "2026年7月6日",
    ]


def test_a_document_is_in_chinese_whatever_the_reader_chose(case):
    with translation.override("en"):
        text = papers.preview(case, kind("acceptance"), on=ON)

    assert "普通程序" in text
    assert "＿＿＿＿\n张三：" in text


def test_reply_notices_name_the_period_of_the_rule_set_and_procedure(receive, act):
    old = act(receive("2013-08-05"), "accept", "2013-08-07")
    quick = act(receive("2026-07-01"), "accept", "2026-07-03", procedure="simplified",
                simplified_ground=option("simplified", "warning"))  # fmt: skip
    periods = [context_of(one, kind("reply_notice"), on=ON)["reply_period"] for one in (old, quick)]

    assert periods == ["10日", "5个工作日"]


def test_a_dismissal_gives_ground_article_and_the_time_to_sue(case, act):
    ground = option("dismissal", "application", "B2")
    act(case, "send_copy", "2026-07-06", copy_received_on=ON)
    case = act(case, "dismiss", "2026-07-08", ground=ground)

    text = text_of(read(issue(case, "dismissal", on=date(2026, 7, 8), text="本机关查明：……")))

    assert "驳回申请：受理后发现不符合受理条件" in text
    assert "根据《中华人民共和国行政复议法》第三十三条的规定，本机关决定驳回" in text
    assert "15日内依法向人民法院" in text
    assert "申请人：张三\n被申请人：太原市公安局\n" in text


def test_a_decision_holds_parties_reasons_and_each_kind_with_its_article(case, act):
    act(case, "send_copy", "2026-07-06", copy_received_on=ON)
    act(case, "take_reply", "2026-07-08")
    views = ViewsHeard(party_name="张三", how="phone", summary="要求撤销")
    act(case, "hear_views", "2026-07-09", views=views)
    act(case, "draft", "2026-07-10", proposal="撤销")
    act(case, "examine", "2026-07-10")
    kinds = [option("decision", code, "B2") for code in ("revoke_redo", "compensate")]
    granted = {"redo_days": 30, "compensation": Decimal("500.00")}
    case = act(case, "decide", "2026-07-13", kinds=kinds, **granted)

    body = text_of(read(issue(case, "decision", on=date(2026, 7, 13), text="事实不清。")))

    assert body.splitlines()[3:8] == [
        "申请人：张三", "被申请人：太原市公安局",
        "张三对太原市公安局作出的行政处罚决定（并公罚〔2026〕7号）不服，于2026年7月1日向本机关申请"
        "行政复议，本机关自2026年7月3日起受理。现已审理终结。",
        "申请人请求：请求撤销行政处罚决定", "申请人称：＿＿＿＿",
    ]  # fmt: skip
    assert body.splitlines()[8:11] == DECIDED


def test_kinds_that_follow_the_last_move_come_first(case, act):
    first = [one.code for one in papers.kinds_for(case) if not one.is_later]
    act(case, "withdraw", "2026-07-06", why="已经改正")
    then = [one.code for one in papers.kinds_for(case) if not one.is_later]

    assert first == ["acceptance", "reply_notice"]
    assert then == ["termination", "closing_sheet"]


def test_each_numbered_kind_has_a_letter_of_its_own():
    kinds = read_yaml("documents.yaml")
    letters = [one.get("letter") for one in kinds if one.get("is_numbered", True)]
    others = [one["code"] for one in kinds if not one.get("is_numbered", True) and "letter" in one]

    assert all(letters)
    assert (len(letters), others) == (len(set(letters)), [])


@pytest.mark.parametrize(
    ("article", "text"),
    [
        ("行政复议法（1999）第十七条；实施条例（2007）第二十八条",
         "《中华人民共和国行政复议法》第十七条、《中华人民共和国行政复议法实施条例》第二十八条"),
        ("国法〔2008〕71号（试点）", "国法〔2008〕71号（试点）"),
        ("", ""),
    ],
)  # fmt: skip
def test_articles_are_cited_with_the_full_name_of_the_law(article, text):
    assert cited(article) == text


@pytest.mark.parametrize(
    "body",
    ["{{ unknown }}", "{{ organ", "{{ organ.__class__ }}", "{{ 1 / 0 }}", "{{ 'a' * 999999999 }}",
     "{{ organ.format() }}", "{{ organ['format'] }}", "{{ '%99999999d' % 1 }}",
     "{% include 'x' %}", "{{ range(9) }}"],
)  # fmt: skip
def test_a_wording_that_cannot_be_filled_in_takes_no_number(case, store, body):
    DocumentKind.objects.filter(code="acceptance").update(body=body)

    with pytest.raises(ValidationError) as refusal:
        issue(case, "acceptance")

    assert list(refusal.value.message_dict) == ["kind"]
    assert (Document.objects.count(), files_in(store)) == (0, [])
    assert not Series.objects.filter(kind="acceptance").exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"on": date(2026, 11, 21)}, "on"),
        ({"on": date(2026, 6, 30)}, "on"),
        ({"addressee": "长" * 101}, "addressee"),
    ],
)
def test_what_cannot_be_issued_is_refused_at_its_field(case, values, field):
    with pytest.raises(ValidationError) as refusal:
        issue(case, "acceptance", **values)

    assert list(refusal.value.message_dict) == [field]


def test_a_letter_without_an_addressee_is_refused(case):
    with pytest.raises(ValidationError) as refusal:
        issue(case, "opinion")

    assert list(refusal.value.message_dict) == ["addressee"]


def test_a_kind_of_another_rule_set_is_refused(case):
    with pytest.raises(ValidationError) as refusal:
        issue(case, "told_elsewhere")

    assert list(refusal.value.message_dict) == ["kind"]


def test_an_office_may_use_its_own_layout(case):
    own = kind("acceptance")
    own.template.save("own.docx", ContentFile(office("{{ applicants }}：{{ number }} & <甲>")))
    case.parties.filter(role="applicant").update(name="李&<四>")

    assert text_of(read(issue(case, own))) == "李&<四>：晋政复受字〔2026〕第1号 & <甲>"


@pytest.mark.parametrize("content", [b"no document", office("{{ unknown }}"), office("{% if %}")])
def test_a_layout_that_cannot_be_used_says_so(case, content):
    own = kind("acceptance")
    own.template.save("own.docx", ContentFile(content))

    with pytest.raises(ValidationError) as refusal:
        issue(case, own)

    assert (list(refusal.value.message_dict), Document.objects.count()) == (["kind"], 0)


def test_many_applicants_are_named_by_the_first(receive):
    parties = [applicant(f"申请人{number}") for number in range(4)]
    case = receive("2026-07-01", parties=parties, headcount=9)

    assert context_of(case, kind("acceptance"), on=ON)["applicants"] == "申请人0等9人"


def test_files_are_kept_under_names_that_tell_nothing(case, store):
    document = issue(case, "acceptance")

    assert re.fullmatch(r"documents/\d{4}/\d\d/[0-9a-f]{32}\.docx", document.file.name)
    assert [path.name for path in files_in(store)] == [document.file.name[-37:]]
    assert len(document.sha256) == 64


def test_a_document_is_voided_once_and_with_a_reason(case, head):
    at = datetime(2026, 7, 7, tzinfo=UTC)
    document = issue(case, "acceptance")
    with pytest.raises(ValidationError):
        papers.void(document, by=head, at=at, reason=" ")

    voided = papers.void(document, by=head, at=at, reason="当事人姓名有误")

    assert (voided.voided_at, voided.voided_by, voided.number) == (at, head, document.number)
    with pytest.raises(Conflict):
        papers.void(document, by=head, at=at, reason="再次")
