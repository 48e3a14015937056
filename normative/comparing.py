"""Two texts side by side: paragraph by paragraph, and inside a changed one word by word.

Paragraphs that are the same are found first; between them, paragraphs that
share enough pairs of characters are taken for one that was changed. Only
inside these are words compared, long ones sentence by sentence, so that two
texts of fifty pages take a fraction of a second whatever they hold.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from lawgov.searching import pairs_of

WORDS = re.compile(r"[A-Za-z]+|[0-9]+(?:\.[0-9]+)*|\s+|.", re.DOTALL)
SENTENCES = re.compile(r"[^。；！？;!?\n]*[。；！？;!?\n]?")
ARTICLE = re.compile(r"第[一二三四五六七八九十百千零〇\d]+[条章节款项编]")
ALIKE = 0.4  # how much two paragraphs share to be taken for one that was changed
COMMON = 24  # pairs of characters in more paragraphs than this say nothing
LONG = 400  # words of a paragraph that is compared sentence by sentence
DEAR = 600_000  # the highest price of one comparison
DEPTH = 8


class Piece(NamedTuple):
    """Some words, and whether the other side has them too."""

    text: str
    is_changed: bool


@dataclass(frozen=True)
class Row:
    """A paragraph on both sides: same, changed, added or removed."""

    kind: str
    old: tuple[Piece, ...] = ()
    new: tuple[Piece, ...] = ()


Pair = tuple[int | None, int | None]


def compare(old: str, new: str) -> list[Row]:
    """The paragraphs of two texts beside one another; empty lines do not count."""
    before, after = paragraphs(old), paragraphs(new)
    budget = Budget()
    rows = []
    for tag, i1, i2, j1, j2 in matched(before, after, budget):
        if tag == "equal":
            same = [(Piece(text, False),) for text in before[i1:i2]]
            rows += [Row("same", pieces, pieces) for pieces in same]
            continue
        left, right = before[i1:i2], after[j1:j2]
        rows += [row_of(left, right, pair, budget) for pair in aligned(left, right)]
    return rows


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, without blanks around them."""
    return [line.strip() for line in text.split("\n") if line.strip()]


class Budget:
    """How much looking is left; what is dearer than that is told coarsely, so that it always ends.

    A price is an estimate of how often two things are compared.
    """

    def __init__(self, left: int = 8_000_000) -> None:
        self.left = left

    def pays(self, old: Sequence[str], new: Sequence[str]) -> bool:
        """Whether two sequences can be compared to the last; takes their price if so."""
        known = Counter(old)
        pairs = sum(known[one] for one in new)
        price = pairs * (1 + min(len(old), len(new)) // 8) + len(old) + len(new)
        if price > min(self.left, DEAR):
            return False
        self.left -= price
        return True


Block = tuple[int, int, int]
Change = tuple[str, int, int, int, int]


def matched(old: Sequence[str], new: Sequence[str], budget: Budget) -> list[Change]:
    """What is equal and what is not in two sequences, in their order."""
    out: list[Change] = []
    i = j = 0
    for a, b, size in [*blocks(old, new, budget), (len(old), len(new), 0)]:
        if a > i or b > j:
            out.append(("other", i, a, j, b))
        if size:
            out.append(("equal", a, a + size, b, b + size))
        i, j = a + size, b + size
    return out


def blocks(old: Sequence[str], new: Sequence[str], budget: Budget, depth: int = 0) -> list[Block]:
    """The runs that are equal; where too much repeats, only those between unique things."""
    head, tail = ends_alike(old, new)
    left, right = old[head:len(old) - tail], new[head:len(new) - tail]  # fmt: skip
    found: list[Block] = [(0, 0, head)] if head else []
    if left and right:
        inner = (
            SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
            if budget.pays(left, right)
            else between_anchors(left, right, budget, depth)
        )
        found += [(a + head, b + head, size) for a, b, size in inner if size]
    if tail:
        found.append((len(old) - tail, len(new) - tail, tail))
    return found


def between_anchors(
    left: Sequence[str], right: Sequence[str], budget: Budget, depth: int
) -> list[Block]:
    """The equal runs around what stands on each side exactly once."""
    counts = Counter(left), Counter(right)
    places = {one: n for n, one in enumerate(left) if counts[0][one] == counts[1][one] == 1}
    anchors = in_order([(places[one], n) for n, one in enumerate(right) if one in places])
    if not anchors or depth > DEPTH:
        return []
    out: list[Block] = []
    i = j = 0
    for a, b in [*anchors, (len(left), len(right))]:
        part = blocks(left[i:a], right[j:b], budget, depth + 1)
        out += [(x + i, y + j, size) for x, y, size in part]
        if a < len(left):
            out.append((a, b, 1))
        i, j = a + 1, b + 1
    return out


def row_of(left: Sequence[str], right: Sequence[str], pair: Pair, budget: Budget) -> Row:
    """The row of two paragraphs, or of one that stands alone."""
    i, j = pair
    if i is None:
        assert j is not None
        return Row("added", (), (Piece(right[j], True),))
    if j is None:
        return Row("removed", (Piece(left[i], True),), ())
    old, new = inside(left[i], right[j], budget)
    return Row("changed", tuple(old), tuple(new))


def aligned(left: Sequence[str], right: Sequence[str]) -> list[Pair]:
    """Which paragraph became which, in the order of both sides."""
    out: list[Pair] = []
    i = j = 0
    for a, b in [*in_order(partners(left, right)), (len(left), len(right))]:
        out += [(one, None) for one in range(i, a)]
        out += [(None, one) for one in range(j, b)]
        if a < len(left):
            out.append((a, b))
        i, j = a + 1, b + 1
    return out


def partners(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """For each paragraph on the right the one on the left most like it, if it is alike enough."""
    if len(left) == len(right) == 1:
        return [(0, 0)] if alike(left[0], right[0]) else []
    features = [set(features_of(text)) for text in left]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(features):
        for feature in found:
            holders[feature].append(number)
    pairs = []
    for number, text in enumerate(right):
        own = set(features_of(text))
        shared = Counter(
            holder
            for feature in own
            if len(holders.get(feature, ())) <= COMMON
            for holder in holders.get(feature, ())
        )
        scored = [
            (2 * len(own & features[one]) / (len(own) + len(features[one]) or 1), -one)
            for one, _count in shared.most_common(8)
        ]
        if scored and max(scored)[0] >= ALIKE:
            pairs.append((-max(scored)[1], number))
    return pairs


def alike(left: str, right: str) -> bool:
    """Whether two paragraphs are one that was changed: the same article, or much the same words."""
    one, other = set(features_of(left)), set(features_of(right))
    if one & other & set(ARTICLE.findall(left)[:1]):
        return True
    return 2 * len(one & other) >= ALIKE * (len(one) + len(other))


def features_of(text: str) -> list[str]:
    """What a paragraph is known by: its pairs of characters and its article's number."""
    head = ARTICLE.match(text)
    pairs = [pair for pair in pairs_of(text) if len(pair) == 2]
    return [*pairs, *([head[0]] if head else [])] or [text]


def in_order(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs that rises on both sides; what was moved is left out.

    The pairs rise on the right already; the longest rising run on the left is
    found by patience sorting.
    """
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, (left, _right) in enumerate(pairs):
        at = bisect_left(tails, left)
        before.append(ends[at - 1] if at else -1)
        tails[at:at + 1] = [left]  # fmt: skip
        ends[at:at + 1] = [place]  # fmt: skip
    out = []
    place = ends[-1] if ends else -1
    while place >= 0:
        out.append(pairs[place])
        place = before[place]
    return out[::-1]


def inside(old: str, new: str, budget: Budget) -> tuple[list[Piece], list[Piece]]:
    """Two paragraphs word by word; long ones first sentence by sentence."""
    left, right = WORDS.findall(old), WORDS.findall(new)
    if max(len(left), len(right)) <= LONG:
        return by_words(left, right, budget)
    before = [text for text in SENTENCES.findall(old) if text]
    after = [text for text in SENTENCES.findall(new) if text]
    olds: list[Piece] = []
    news: list[Piece] = []
    for tag, i1, i2, j1, j2 in matched(before, after, budget):
        part = "".join(before[i1:i2]), "".join(after[j1:j2])
        if tag == "equal":
            one, other = [Piece(part[0], False)], [Piece(part[1], False)]
        else:
            one, other = by_words(WORDS.findall(part[0]), WORDS.findall(part[1]), budget)
        olds += one
        news += other
    return joined(olds), joined(news)


def by_words(left: list[str], right: list[str], budget: Budget) -> tuple[list[Piece], list[Piece]]:
    """Two lists of words beside one another."""
    olds, news = [], []
    for tag, i1, i2, j1, j2 in matched(left, right, budget):
        olds.append(Piece("".join(left[i1:i2]), tag != "equal"))
        news.append(Piece("".join(right[j1:j2]), tag != "equal"))
    return joined(olds), joined(news)


def ends_alike(left: Sequence[str], right: Sequence[str]) -> tuple[int, int]:
    """How many words two lists begin with alike, and how many of the others they end with."""
    shorter = min(len(left), len(right))
    head = next((n for n in range(shorter) if left[n] != right[n]), shorter)
    rest = shorter - head
    tail = next((n for n in range(rest) if left[-1 - n] != right[-1 - n]), rest)
    return head, tail


def joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbouring pieces of one kind as one; empty ones are left out."""
    out: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if out and out[-1].is_changed == piece.is_changed:
            out[-1] = Piece(out[-1].text + piece.text, piece.is_changed)
        else:
            out.append(piece)
    return out


def folded(rows: list[Row], around: int = 2) -> Iterator[tuple[bool, list[Row]]]:
    """The rows in runs to show or to fold away: same ones far from any change are folded."""
    near = [False] * len(rows)
    for place, row in enumerate(rows):
        if row.kind != "same":
            first, last = max(0, place - around), place + around + 1
            near[first:last] = [True] * len(near[first:last])
    run: list[Row] = []
    shown: bool | None = None
    for row, is_near in zip(rows, near, strict=True):
        if run and is_near != shown:
            yield bool(shown), run
            run = []
        shown = is_near
        run.append(row)
    if run:
        yield bool(shown), run


def counts(rows: list[Row]) -> dict[str, int]:
    """How many paragraphs were changed, added and removed."""
    found = Counter(row.kind for row in rows)
    return {kind: found[kind] for kind in ("changed", "added", "removed", "same")}
