"""The public catalogue and the register over many documents; two long texts compared."""

from random import Random
from typing import Any

from django.db import connection
from django.db.models import Q
from django.test import Client
from django.utils import timezone

from lawgov.exporting import export
from lawgov.organs.models import Organ
from normative.comparing import compare
from normative.listing import COLUMNS
from normative.models import Document
from normative.sample import invent_documents
from normative.searching import search
from normative.views.exports import DOCUMENTS
from tests.benchmarks.timing import Row, in_turns, median, page, sql_of, timed

CITY = "140100"
PARAGRAPHS, CHANGED = 600, 60  # about fifty pages of a document in the official format


def fill(count: int) -> Row:
    """Invent documents."""
    today = timezone.localdate()
    took = timed(lambda: invent_documents(count=count, seed=1, today=today))
    with connection.cursor() as cursor:  # what the server does by itself between two days
        cursor.execute("VACUUM ANALYZE")
    return Row(f"sample of {count:,} documents", took)


def first_page(rows: Any) -> Any:
    """The bare SQL of one page."""
    columns = ["id" if name == "pk" else name for name in COLUMNS]
    return sql_of(rows.order_by("-dated_on", "-pk").values_list(*columns)[:51])


def lists(client: Client) -> list[Row]:
    """The catalogue for everybody and the register for staff, against their bare SQL."""
    today, city = timezone.localdate(), Organ.objects.get(code=CITY)
    public = Document.objects.in_force(today)
    own = Document.objects.of(city)
    floor, catalogue, own_floor, register = in_turns(
        first_page(public), page(Client(), "/normative/catalogue/"),
        first_page(own), page(client, "/normative/"),
    )  # fmt: skip
    return [
        Row("catalogue: bare SQL of 51 rows", floor),
        Row("public catalogue, whole request", catalogue, "bare SQL", catalogue / floor,
            "<= 30 x", catalogue / floor <= 30),
        Row("register: bare SQL of 51 rows", own_floor),
        Row("register of a city, whole request", register, "bare SQL", register / own_floor,
            "<= 30 x", register / own_floor <= 30),
    ]  # fmt: skip


def searches() -> list[Row]:
    """Words of titles and texts, from two characters on: few hits, many hits, none."""
    one = Document.objects.filter(Q(state="issued")).order_by("pk").first()
    assert one is not None
    rows = []
    for word, few in [(one.number, True), ("犬", False), ("养犬", False), ("供热用热", False),
                      ("行政复议", False), ("没有这个词", True)]:  # fmt: skip
        found = search(Document.objects.in_force(timezone.localdate()), word)
        floor, shown = in_turns(
            first_page(found), page(Client(), f"/normative/catalogue/?q={word}"), runs=5
        )
        rows += [
            Row(f"catalogue search {word}: bare SQL", floor, "", None, "<= 5 ms" if few else "",
                floor <= 0.005 if few else None),
            Row(f"catalogue search {word}: page", shown, "its SQL", shown / floor, "<= 200 ms",
                shown <= 0.2),
        ]  # fmt: skip
    return rows


def long_text(random: Random) -> list[str]:
    """Paragraphs that read like articles."""
    words = ["主管部门", "应当", "自收到材料之日起", "三十日内", "办结", "单位和个人", "不得",
             "依法", "申请人", "提出", "书面", "答复", "公布", "监督检查", "有关规定"]  # fmt: skip
    return ["".join(random.choices(words, k=12)) + "。" for _number in range(PARAGRAPHS)]


def compared() -> list[Row]:
    """Two versions of fifty pages, one paragraph in ten changed."""
    random = Random(1)
    old = long_text(random)
    new = list(old)
    for place in random.sample(range(PARAGRAPHS), CHANGED):
        new[place] = new[place].replace("应当", "可以") + "另有规定的除外。"
    length = sum(map(len, old))
    took = median(lambda: compare("\n".join(old), "\n".join(new)), 3)
    return [Row(f"compare two versions of {length:,} characters", took, "", None, "<= 2 s",
                took <= 2, True)]  # fmt: skip


def exported(count: int) -> Row:
    """The whole register as a workbook."""

    def run() -> None:
        answer = export(Document.objects.order_by("-pk"), DOCUMENTS, name="all", ending="xlsx")
        assert sum(map(len, answer.streaming_content)) > count
        answer.close()

    took = timed(run)
    return Row(f"export of {count:,} documents (.xlsx)", took, "", None, "<= 30 s for 100,000",
               took / count * 100_000 <= 30)  # fmt: skip


def measured(count: int, client: Client) -> list[Row]:
    """Everything about documents."""
    return [fill(count), *lists(client), *searches(), *compared(), exported(count)]
