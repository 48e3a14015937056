"""Which words stand for which entry of the lists of documents."""

from collections.abc import Iterable
from typing import Any

from lawgov.importing.columns import plain
from lawgov.importing.words import choice_words
from lawgov.organs.models import Organ
from normative.models import Kind, LegalityReview, State, Verb

# What became of a document, by the verb that leads there.
ENDINGS = {
    State.SUSPENDED: Verb.SUSPEND,
    State.REPEALED: Verb.REPEAL,
    State.LAPSED: Verb.LAPSE,
    State.ANNULLED: Verb.ANNUL,
}
CHOICES: dict[str, list[Any]] = {
    "kind": list(Kind),
    "legality_review": list(LegalityReview),
    "state": [State.DRAFT, State.ISSUED, *ENDINGS],
}
# Words of ledgers that are neither code nor name.
ALSO = {
    "kind": {"政府": "government", "部门": "department"},
    "legality_review": {"是": "done", "已审核": "done", "否": "not_done", "未审核": "not_done",
                        "不详": "unknown"},
    "state": {"有效": "issued", "现行有效": "issued", "继续有效": "issued", "已公布": "issued",
              "废止": "repealed", "已废止": "repealed", "失效": "lapsed", "已失效": "lapsed",
              "宣布失效": "lapsed", "撤销": "annulled", "已撤销": "annulled",
              "暂停执行": "suspended", "未公布": "draft"},
}  # fmt: skip


def words_of(name: str) -> dict[str, str]:
    """The words of a fixed list."""
    also = {plain(word): value for word, value in ALSO[name].items()}
    return choice_words(CHOICES[name]) | also


def organ_words(organs: Iterable[Organ]) -> dict[str, list[Organ]]:
    """The organs that a word names: by code, name, short name and other names."""
    found: dict[str, list[Organ]] = {}
    for organ in organs:
        names = [organ.code, organ.name, organ.short_name, *organ.aliases.split("|")]
        for word in {plain(name) for name in names} - {""}:
            found.setdefault(word, []).append(organ)
    return found
