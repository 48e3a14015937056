"""The template of past cases: what may stand in each of its lists."""

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from lawgov.importing import workbooks
from lawgov.importing.columns import Column, Kind
from lawgov.importing.workbooks import Entry
from reconsideration.importing.columns import COLUMNS
from reconsideration.importing.words import ALSO, CHOICES, OUTCOMES
from reconsideration.models import Closing, Option

OPTION_LISTS = {
    "act_kind": Option.List.ACT_KIND,
    "field": Option.List.FIELD,
    "intake_ground": Option.List.REFUSAL,
    "suspension_ground": Option.List.SUSPENSION,
}


def template() -> bytes:
    """The template to fill in."""
    entries = {c.key: entries_of(c) for c in COLUMNS if c.kind in {Kind.CHOICE, Kind.SEVERAL}}
    return workbooks.template(COLUMNS, entries, _("Cases"))


def entries_of(column: Column) -> list[Entry]:
    """What may stand in a column: name, code, remark."""
    with translation.override("zh-hans"):
        if column.key in OPTION_LISTS:
            rows = Option.objects.of(OPTION_LISTS[column.key])
            return list(dict.fromkeys((row.name, row.code, remark(row)) for row in rows))
        if column.key == "outcome":
            return [(str(verb.label), state.value, "") for state, verb in OUTCOMES.items()]
        if column.key == "closing":
            return closings()
        members = CHOICES[column.key]
        return [(str(member.label), str(member.value), "") for member in members]


def closings() -> list[Entry]:
    """The kinds of decision, the grounds of dismissal, and the other ways of closing."""
    found: list[Entry] = []
    for kind in (Option.List.DECISION, Option.List.DISMISSAL):
        found += [(row.name, row.code, remark(row)) for row in Option.objects.of(kind)]
    others = set(ALSO["closing"].values()) - {Closing.DISMISSED.value}
    found += [(str(c.label), c.value, "") for c in Closing if c.value in others]
    merged: dict[tuple[str, str], list[str]] = {}
    for name, code, where in found:
        merged.setdefault((name, code), []).append(where)
    return [(name, code, " ".join(filter(None, where))) for (name, code), where in merged.items()]


def remark(option: Option) -> str:
    """The rule sets and years that have an entry, where not all do."""
    if option.valid_from or option.valid_until:
        last = option.valid_until - 1 if option.valid_until else ""
        return f"{option.valid_from or ''}–{last}"
    return option.rule_sets
