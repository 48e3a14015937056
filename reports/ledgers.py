"""What the registers say of a year's indicators: cases, and normative work."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from lawgov.organs.models import Organ
from lawgov.spans import Reach, Span
from normative.statistics import Question as NormativeQuestion
from normative.statistics import count
from reconsideration.statistics import Question, count_rates, count_total
from reports.models import Indicator, Observation, Scope

REACHES = {Scope.TERRITORY.value: Reach.TERRITORY, Scope.OWN.value: Reach.OWN}
Values = dict[str, Decimal | None]

# By the definitions of the indicators: acceptance belongs to the year of receipt.
CASES = {
    "reconsideration.received": "received",
    "reconsideration.accepted": "received_accepted",
    "reconsideration.otherwise_handled": "received_otherwise",
    "reconsideration.closed": "closed",
    "reconsideration.carried_in": "carried_in",
    "reconsideration.pending": "pending",
}
CASE_RATES = {
    "reconsideration.correction_rate": "correction",
    "reconsideration.overall_correction_rate": "correction_overall",
}
# By the definitions of the indicators: by the day of the opinion or registration.
NORMATIVE = {
    "normative.government_drafts_reviewed": "government_reviewed",
    "normative.department_drafts_prereviewed": "department_reviewed",
    "normative.city_documents_filed": "city_registered",
    "normative.followed_up": "evaluated",
}


@dataclass(frozen=True)
class Ledger:
    """One register: the indicators it answers, how, and the page they follow from.

    `values` gives nothing where the register has nothing to do with the year:
    that it is empty does not say that there was nothing.
    """

    prefix: str
    codes: list[str]
    reason: str
    page: str
    values: Callable[[Organ, int, str], Values]


def of_cases(organ: Organ, year: int, scope: str) -> Values:
    """The indicators of reconsideration; a rate of nothing has no value."""
    question = Question(organ, Span.of_year(year), reach=REACHES[scope])
    total = count_total(question)
    if not any(total[column] for column in CASES.values()):
        return {}
    found: Values = {code: Decimal(total[column]) for code, column in CASES.items()}
    rates = {rate.code.removesuffix("_all"): rate for rate in count_rates(question, total)}
    indicators = Indicator.objects.in_force(year).filter(code__in=CASE_RATES)
    for indicator in indicators:
        rate = rates[CASE_RATES[indicator.code]]
        parts = Decimal(rate.part), Decimal(rate.whole)
        found[indicator.code] = indicator.quotient(*parts) if rate.whole else None
    return found


def of_documents(organ: Organ, year: int, scope: str) -> Values:
    """The indicators of normative work."""
    question = NormativeQuestion(organ, Span.of_year(year), REACHES[scope])
    numbers = count(question, [*NORMATIVE.values()])
    if not any(numbers.values()):
        return {}
    return {code: Decimal(numbers[column]) for code, column in NORMATIVE.items()}


LEDGERS = [
    Ledger("reconsideration.", [*CASES, *CASE_RATES], "由案件计算", "reconsideration:statistics",
           of_cases),
    Ledger("normative.", [*NORMATIVE], "由规范性文件登记计算", "normative:statistics",
           of_documents),
]  # fmt: skip


def ledger_of(code: str) -> Ledger | None:
    """The register that answers an indicator, if one does."""
    return next((ledger for ledger in LEDGERS if code.startswith(ledger.prefix)), None)


def address_of(row: Observation) -> str:
    """The page of the statistics that a figure follows from."""
    ledger = ledger_of(row.indicator.code)
    if ledger is None:
        return ""
    span = Span.of_year(row.year)
    asked = {"organ": row.organ.code, "from": span.start, "to": span.last,
             "reach": REACHES.get(row.scope, Reach.TERRITORY).value}  # fmt: skip
    return f"{reverse(ledger.page)}?{urlencode(asked)}"
