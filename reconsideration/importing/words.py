"""Which words stand for which entry of a list: its code, and its name in either language."""

from collections.abc import Iterable, Mapping
from typing import Any

from lawgov.importing.columns import plain
from lawgov.importing.words import Words, all_of, choice_words, labels_of, one, option_words
from reconsideration.models import (
    INTAKE_ENDED,
    Acceptance,
    Being,
    Channel,
    Closing,
    Option,
    Paper,
    Procedure,
    RespondentLevel,
    State,
    Verb,
)

__all__ = [
    "ALSO", "CHOICES", "CLOSINGS", "OUTCOMES", "Words", "all_of", "closing_words", "one",
    "option_words", "outcome_words", "plain", "words_of",
]  # fmt: skip
# The verb that leads out of the review of an application, by the state it leads to.
OUTCOMES = {
    State.ACCEPTED: Verb.ACCEPT,
    State.NOT_ACCEPTED: Verb.REFUSE,
    State.TOLD_ELSEWHERE: Verb.TELL_ELSEWHERE,
    State.FORWARDED: Verb.FORWARD,
    State.PRE_WITHDRAWN: Verb.WITHDRAW_EARLY,
    State.SELF_CORRECTED: Verb.SELF_CORRECT,
    State.NOT_HANDLED_AGAIN: Verb.DECLINE_REPEAT,
    State.ABANDONED: Verb.ABANDON,
}
assert {*OUTCOMES} == {State.ACCEPTED, *INTAKE_ENDED}
# What a case is closed by where no decision of its kinds is made.
CLOSINGS = {
    Closing.DISMISSED: Verb.DISMISS,
    Closing.MEDIATED: Verb.MEDIATE,
    Closing.WITHDRAWN: Verb.WITHDRAW,
    Closing.SETTLED: Verb.SETTLE,
    Closing.TERMINATED: Verb.TERMINATE,
    Closing.OTHER: Verb.ELEVATE,
}
CHOICES: dict[str, Any] = {
    "channel": Channel,
    "being": Being,
    "paper": Paper,
    "respondent_level": RespondentLevel,
    "acceptance": Acceptance,
    "procedure": Procedure,
    "state": State,
}
# Words of ledgers that are neither code nor name.
ALSO = {
    "being": {"公民": "person", "个人": "person", "法人": "organisation", "组织": "organisation"},
    "paper": {"身份证": "id_card", "信用代码": "uscc"},
    "outcome": {"告知": "told_elsewhere", "撤回": "pre_withdrawn", "案前和解": "pre_withdrawn",
                "放弃": "abandoned"},
    "procedure": {"普通": "ordinary", "一般": "ordinary", "简易": "simplified"},
    "closing": {"撤回申请": "withdrawn", "和解": "settled", "调解": "mediated",
                "终止": "terminated", "驳回": "dismissed", "提级审理": "other"},
}  # fmt: skip


def words_of(name: str) -> dict[str, str]:
    """The words of a fixed list."""
    return choice_words(CHOICES[name]) | also(name)


def also(name: str) -> dict[str, str]:
    return {plain(word): value for word, value in ALSO.get(name, {}).items()}


def outcome_words() -> dict[str, str]:
    """How the review of an application ended, by the state or by the verb that leads to it."""
    found: dict[str, str] = {}
    for state, verb in OUTCOMES.items():
        for word in [plain(state), plain(verb), *labels_of(state.label), *labels_of(verb.label)]:
            found.setdefault(word, state.value)
    return also("outcome") | found


def closing_words(options: Mapping[str, Iterable[Option]]) -> dict[str, tuple[Verb, Any]]:
    """Everything a case can be closed by: verb and entry of the rule set, or verb and column."""
    found: dict[str, tuple[Verb, Any]] = {}
    verbs = {"decision": Verb.DECIDE, "dismissal": Verb.DISMISS, "termination": Verb.TERMINATE}
    for kind, verb in verbs.items():
        for word, option in option_words(options[kind]).items():
            found.setdefault(word, (verb, option))
    for closing, verb in CLOSINGS.items():
        for word in [plain(closing.value), *labels_of(closing.label)]:
            found.setdefault(word, (verb, None))
    for word, value in also("closing").items():
        found.setdefault(word, (CLOSINGS[Closing(value)], None))
    return found
