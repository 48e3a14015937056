"""How the row says that a case was closed, by the rules that moves obey."""

from inspect import signature
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext as _

from reconsideration.importing import words
from reconsideration.importing.law import Law
from reconsideration.importing.row import Row
from reconsideration.models import Closing, Performance, Verb
from reconsideration.moves import RULES
from reconsideration.moves.closing import check_kinds, counted_kind, performance_of

# The ways of closing whose moves take the note that the respondent corrected the act first.
NOTED = {
    closing
    for closing, verb in words.CLOSINGS.items()
    if "respondent_corrected" in signature(RULES[verb].act).parameters
}
CLOSING_OF = {verb: closing for closing, verb in words.CLOSINGS.items()}


def known_verb(row: Row, verb: Verb, key: str) -> None:
    """The rule set knows the move, as for a case under way."""
    if verb not in row.articles:
        values = {"rule_set": row.law.code, "verb": verb.label}
        row.fault(key, _("Rule set %(rule_set)s does not know “%(verb)s”.") % values)


def close(row: Row, law: Law) -> None:
    """How the case was closed: one kind, or several kinds of one decision."""
    on = row.needs("closed_on")
    if not row.cells["closing"]:
        row.needs("closing")
        return
    chosen = row.attempt("closing", words.all_of, law.closings(row.law), row.cells["closing"])
    if not chosen or on is None:
        return
    verb = chosen[0][0]
    if len(chosen) > 1 and {one for one, _entry in chosen} != {Verb.DECIDE}:
        row.fault("closing", _("Only kinds of one decision can stand together."))
        return
    known_verb(row, verb, "closing")
    if verb == Verb.DECIDE:
        decide(row, law, [option for _verb, option in chosen])
    else:
        option = chosen[0][1]
        row.case["intake_ground_id"] = option.pk if option else None
        row.case["closing"] = CLOSING_OF[verb].value
    is_pending = verb == Verb.MEDIATE
    row.case.setdefault("performance", Performance.PENDING.value if is_pending else "")
    row.case |= {"closed_on": on, "is_open": False}
    row.step(verb, str(RULES[verb].to), on, closing=row.cells["closing"])


def decide(row: Row, law: Law, kinds: list[Any]) -> None:
    """A decision: its kinds exist, one of them decides the matter.

    That invalidity was asked for, and that no reply came, is taken from the
    kinds themselves: the ledger has no columns for it.
    """
    told = SimpleNamespace(
        rule_set=row.law,
        claims_invalid=any(kind.code == "invalid" for kind in kinds),
        is_in_default=any(kind.effect == "default" for kind in kinds),
    )
    row.attempt("closing", check_kinds, told, kinds, law.options("decision", row.law))
    main = [kind for kind in kinds if kind.effect != "accessory"]
    if "closing" in row.bad or not main:
        return
    row.case |= {
        "claims_invalid": told.claims_invalid,
        "is_in_default": told.is_in_default,
        "closing": Closing(counted_kind(main).column).value,
        "performance": performance_of(kinds).value,
    }
    row.rulings = [kind.pk for kind in kinds]
