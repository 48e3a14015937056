"""Two texts side by side: nothing is lost, and what changed is marked."""

from random import Random

import pytest

from normative import comparing
from normative.comparing import compare, counts, folded

HEAD = "供热管理办法\n第一条　为了规范供热，制定本办法。\n"
OLD = f"{HEAD}第二条　应当在三十日内办结。\n第三条　本办法自公布之日起施行。"
NEW = (
    f"{HEAD}第二条　应当在十五日内办结。\n第三条　收费应当公示。\n第四条　本办法自公布之日起施行。"
)


def marked(row: comparing.Row) -> tuple[str, str, str]:
    """A row with what changed in square brackets."""
    sides = ("".join(f"[{p.text}]" if p.is_changed else p.text for p in side)
             for side in (row.old, row.new))  # fmt: skip
    return (row.kind, *sides)


def test_a_changed_clause_shows_the_words_that_changed():
    assert [marked(row) for row in compare(OLD, NEW)] == [
        ("same", "供热管理办法", "供热管理办法"),
        ("same", "第一条　为了规范供热，制定本办法。", "第一条　为了规范供热，制定本办法。"),
        ("changed", "第二条　应当在[三]十日内办结。", "第二条　应当在十[五]日内办结。"),
        ("added", "", "[第三条　收费应当公示。]"),
        ("changed", "第[三]条　本办法自公布之日起施行。", "第[四]条　本办法自公布之日起施行。"),
    ]
    assert counts(compare(OLD, NEW)) == {"changed": 2, "added": 1, "removed": 0, "same": 2}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("甲", "", [("removed", "[甲]", "")]),
        ("", "甲", [("added", "", "[甲]")]),
        ("甲\n\n乙", "甲\n乙\n", [("same", "甲", "甲"), ("same", "乙", "乙")]),
        ("罚款100元。", "罚款1000元。", [("changed", "罚款[100]元。", "罚款[1000]元。")]),
        ("甲乙", "丙丁", [("removed", "[甲乙]", ""), ("added", "", "[丙丁]")]),
    ],
)
def test_small_texts(old, new, expected):
    assert [marked(row) for row in compare(old, new)] == expected


def plain(rows: list[comparing.Row], side: str) -> str:
    return "".join(piece.text for row in rows for piece in getattr(row, side))


def same(rows: list[comparing.Row], side: str) -> str:
    return "".join(p.text for row in rows if row.kind != "same"
                   for p in getattr(row, side) if not p.is_changed)  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_nothing_is_lost_and_what_is_not_marked_is_on_both_sides(seed):
    random = Random(seed)
    signs = "甲乙丙丁戊己庚辛第一二三条。，\n" + "的" * random.randint(0, 20)
    old, new = ("".join(random.choices(signs, k=random.randint(0, 900))) for _turn in range(2))
    if seed % 2:
        new = "".join(s for s in old if random.random() > 0.1)

    rows = compare(old, new)

    assert plain(rows, "old") == "".join(comparing.paragraphs(old))
    assert plain(rows, "new") == "".join(comparing.paragraphs(new))
    assert same(rows, "old") == same(rows, "new")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("的" * 25_000, "的" * 24_000 + "是"),
        ("甲乙" * 12_500, "乙丙" * 12_500),
        ("\n".join(["第一条"] * 8000), "\n".join(["第一条", "第二条"] * 4000)),
        ("\n".join("甲乙"[n % 3 % 2] for n in range(12_000)),
         "\n".join("甲乙"[n % 7 % 2] for n in range(12_000))),
    ],
)  # fmt: skip
def test_texts_made_to_be_slow_are_told_coarsely_but_told(monkeypatch, old, new):
    looked = []
    taken = comparing.SequenceMatcher

    def counting(junk, left, right, **rest):
        looked.append(len(left) * len(right))
        return taken(junk, left, right, **rest)

    monkeypatch.setattr(comparing, "SequenceMatcher", counting)
    rows = compare(old, new)

    assert plain(rows, "new") == "".join(comparing.paragraphs(new))
    assert sum(looked) < 20_000_000


def test_unchanged_paragraphs_far_from_a_change_are_folded():
    old = [f"第{n}段文字。" for n in range(20)]
    new = [*old[:10], "新增的一段。", *old[10:]]

    rows = compare("\n".join(old), "\n".join(new))

    runs = [(is_shown, len(run)) for is_shown, run in folded(rows)]
    assert runs == [(False, 8), (True, 5), (False, 8)]
