"""Figures computed from the registers, kept beside what was published or entered, never over it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from lawgov.history import signed
from lawgov.organs.models import Organ
from reports.changes import Change, compare
from reports.ledgers import LEDGERS, REACHES, Ledger, address_of, ledger_of
from reports.models import Indicator, Line, Moment, Observation, Source, State

if TYPE_CHECKING:
    from lawgov.accounts.models import User


@dataclass(frozen=True)
class Beside:
    """A stated figure, what the register gives, and how far they differ."""

    stated: Observation
    computed: Observation
    address: str

    @property
    def change(self) -> Change:
        """From what is stated to what is computed."""
        return compare(self.stated, self.computed)  # type: ignore[arg-type]

    @property
    def differs(self) -> bool:
        """Whether the two are different figures."""
        return self.stated.value != self.computed.value


@transaction.atomic
def compute(
    *, organ: Organ, year: int, scope: str, by: "User | None" = None,
    ledgers: Iterable[Ledger] = LEDGERS,
) -> list[Observation]:  # fmt: skip
    """Count an organ's records of a year and write down the indicators that follow from them.

    What is published or entered stays as it is. A rate of nothing is not
    applicable, never zero. Where a register has nothing to do with the year
    nothing is recorded: that it is empty does not say that there were none.
    """
    found = []
    for ledger in ledgers:
        values = ledger.values(organ, year, scope)
        indicators = Indicator.objects.in_force(year).filter(code__in=values)
        for indicator in indicators.order_by("pk"):
            value = values[indicator.code]
            found.append(record(indicator, organ, year, scope, value, by, ledger.reason))
    return found


def record(
    indicator: Indicator, organ: Organ, year: int, scope: str, value: Decimal | None,
    by: "User | None", reason: str,
) -> Observation:  # fmt: skip
    """Write one computed figure, or leave it where it says the same already."""
    row = Observation.objects.filter(
        indicator__code=indicator.code, organ=organ, year=year, scope=scope,
        moment=Moment.WHOLE, source=Source.COMPUTED,
    ).first() or Observation(
        organ=organ, year=year, scope=scope, source=Source.COMPUTED, version=0,
        section=indicator.section,
    )  # fmt: skip
    state = State.NOT_APPLICABLE if value is None else State.REPORTED
    if row.pk and (row.value, row.state, row.indicator_id) == (value, state, indicator.pk):
        return row
    row.indicator, row.value, row.state, row.recorded_by = indicator, value, State(state), by
    row.version += 1
    signed(row, by=by, reason=reason).save()
    return row


def answered() -> Q:
    """That an indicator is one that a register answers."""
    return Q(indicator__code__in=[code for ledger in LEDGERS for code in ledger.codes])


def places_of(year: int) -> list[tuple[Organ, str, list[Ledger]]]:
    """The organs and scopes of which a year's reports ask for figures, and of which registers."""
    names = ("organ", "scope", "indicator__code")
    asked = Q(scope__in=REACHES) & prefixed()
    lines = Line.objects.filter(asked, report__year=year).values_list(*names)
    stated = Observation.objects.filter(asked, year=year).values_list(*names)
    found: dict[tuple[int, str], set[str]] = {}
    for organ, scope, code in {*lines, *stated}:
        ledger = ledger_of(code)
        assert ledger is not None
        found.setdefault((organ, scope), set()).add(ledger.prefix)
    organs = Organ.objects.select_related("parent").in_bulk([organ for organ, _scope in found])
    return [
        (organs[organ], scope, [one for one in LEDGERS if one.prefix in found[organ, scope]])
        for organ, scope in sorted(found)
    ]


def prefixed() -> Q:
    """That an indicator is of a subject that a register is about."""
    asked = Q()
    for ledger in LEDGERS:
        asked |= Q(indicator__code__startswith=ledger.prefix)
    return asked


def beside(stated: Iterable[Observation], user: "User") -> dict[int, Beside]:
    """What the registers give for each of some figures, by the figures' keys."""
    rows = [row for row in stated
            if row.source != Source.COMPUTED and ledger_of(row.indicator.code)]  # fmt: skip
    if not rows:
        return {}
    found = Observation.objects.visible_to(user).for_list().filter(
        answered(),
        source=Source.COMPUTED,
        year__in={row.year for row in rows},
        organ__in={row.organ_id for row in rows},
    )  # fmt: skip
    by_key = {key_of(row): row for row in found}
    return {row.pk: Beside(row, by_key[key_of(row)], address_of(row)) for row in rows
            if key_of(row) in by_key}  # fmt: skip


def key_of(row: Observation) -> tuple[str, int, int, str]:
    return (row.indicator.code, row.organ_id, row.year, row.scope)
