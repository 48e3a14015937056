"""The national statistics form (行政复议案件统计报表): stock and flow, identities, rates."""

from reconsideration.statistics.columns import COLUMNS, cases_of
from reconsideration.statistics.counting import Numbers
from reconsideration.statistics.form import Statistics, count_rates, count_total, default_base, fill
from reconsideration.statistics.rows import TOTAL, rows_of
from reconsideration.statistics.spans import Base, Question, Reach, Span, scope_of

__all__ = [
    "COLUMNS",
    "TOTAL",
    "Base",
    "Numbers",
    "Question",
    "Reach",
    "Span",
    "Statistics",
    "cases_of",
    "count_rates",
    "count_total",
    "default_base",
    "fill",
    "rows_of",
    "scope_of",
]
