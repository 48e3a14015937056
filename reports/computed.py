"""Figures computed from cases, kept beside what was published or entered and never over it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from lawgov.history import signed
from lawgov.organs.models import Organ
from reconsideration.statistics import Numbers, Question, Reach, Span, count_rates, count_total
from reports.changes import Change, compare
from reports.models import Indicator, Line, Moment, Observation, Scope, Source, State

if TYPE_CHECKING:
    from lawgov.accounts.models import User

REASON = "由案件计算"
REACHES = {Scope.TERRITORY.value: Reach.TERRITORY, Scope.OWN.value: Reach.OWN}
PREFIX = "reconsideration."

# By the definitions of the indicators: acceptance belongs to the year of receipt.
COUNTS = {
    "reconsideration.received": "received",
    "reconsideration.accepted": "received_accepted",
    "reconsideration.otherwise_handled": "received_otherwise",
    "reconsideration.closed": "closed",
    "reconsideration.carried_in": "carried_in",
    "reconsideration.pending": "pending",
}
RATES = {
    "reconsideration.correction_rate": "correction",
    "reconsideration.overall_correction_rate": "correction_overall",
}


@dataclass(frozen=True)
class Beside:
    """A stated figure, what the cases give, and how far they differ."""

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
def compute(*, organ: Organ, year: int, scope: str, by: "User | None" = None) -> list[Observation]:
    """Count an organ's cases of a year and record the indicators that follow from them.

    What is published or entered stays as it is. A rate of nothing is not
    applicable, never zero. Where no case has to do with the year nothing is
    recorded: that the ledger is empty does not say that there were none.
    """
    question = Question(organ, Span.of_year(year), reach=REACHES[scope])
    total = count_total(question)
    if not any(total[column] for column in COUNTS.values()):
        return []
    indicators = Indicator.objects.in_force(year).filter(code__in=[*COUNTS, *RATES])
    return [
        record(indicator, organ, year, scope, value, by)
        for indicator, value in values_of(question, total, indicators.order_by("pk"))
    ]


def values_of(
    question: Question, total: Numbers, indicators: Iterable[Indicator]
) -> list[tuple[Indicator, Decimal | None]]:
    """The indicators with their values; `None` for a rate of nothing."""
    rates = {rate.code.removesuffix("_all"): rate for rate in count_rates(question, total)}
    found: list[tuple[Indicator, Decimal | None]] = []
    for indicator in indicators:
        if indicator.code in COUNTS:
            found.append((indicator, Decimal(total[COUNTS[indicator.code]])))
            continue
        rate = rates[RATES[indicator.code]]
        parts = Decimal(rate.part), Decimal(rate.whole)
        found.append((indicator, indicator.quotient(*parts) if rate.whole else None))
    return found


def record(
    indicator: Indicator, organ: Organ, year: int, scope: str, value: Decimal | None,
    by: "User | None",
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
    signed(row, by=by, reason=REASON).save()
    return row


def places_of(year: int) -> list[tuple[Organ, str]]:
    """The organs and scopes of which a year's reports ask for figures of cases."""
    asked = Q(indicator__code__startswith=PREFIX, scope__in=REACHES)
    lines = Line.objects.filter(asked, report__year=year).values_list("organ", "scope")
    stated = Observation.objects.filter(asked, year=year).values_list("organ", "scope")
    pairs = sorted({*lines, *stated})
    organs = Organ.objects.select_related("parent").in_bulk([organ for organ, _scope in pairs])
    return [(organs[organ], scope) for organ, scope in pairs]


def beside(stated: Iterable[Observation], user: "User") -> dict[int, Beside]:
    """What the cases give for each of some figures, by the figures' keys."""
    rows = [row for row in stated
            if row.source != Source.COMPUTED and row.indicator.code.startswith(PREFIX)]  # fmt: skip
    if not rows:
        return {}
    found = Observation.objects.visible_to(user).for_list().filter(
        source=Source.COMPUTED,
        year__in={row.year for row in rows},
        organ__in={row.organ_id for row in rows},
        indicator__code__startswith=PREFIX,
    )  # fmt: skip
    by_key = {key_of(row): row for row in found}
    return {row.pk: Beside(row, by_key[key_of(row)], address_of(row)) for row in rows
            if key_of(row) in by_key}  # fmt: skip


def key_of(row: Observation) -> tuple[str, int, int, str]:
    return (row.indicator.code, row.organ_id, row.year, row.scope)


def address_of(row: Observation) -> str:
    """The page of the statistics that a figure follows from."""
    span = Span.of_year(row.year)
    asked = {"organ": row.organ.code, "from": span.start, "to": span.last,
             "reach": REACHES.get(row.scope, Reach.TERRITORY).value}  # fmt: skip
    return f"{reverse('reconsideration:statistics')}?{urlencode(asked)}"
