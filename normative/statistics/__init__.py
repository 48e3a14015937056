"""Statistics of normative work: figures, rates, and the records behind them."""

from normative.statistics.asked import Question
from normative.statistics.columns import BY_CODE, COLUMNS, GROUPS, RATES, Column
from normative.statistics.filling import Numbers, Rate, Statistics, by_organ, count, fill

__all__ = [
    "BY_CODE", "COLUMNS", "GROUPS", "RATES", "Column", "Numbers", "Question", "Rate", "Statistics",
    "by_organ", "count", "fill",
]  # fmt: skip
