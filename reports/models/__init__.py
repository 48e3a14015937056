"""Annual reports, their indicators, figures and checks."""

from reports.models.documents import (
    AnnualReport,
    Plan,
    Practice,
    Problem,
    ReportSection,
)
from reports.models.figures import Draft, Line, Observation
from reports.models.follow_ups import FollowUp
from reports.models.identities import Explanation, IdentityRule
from reports.models.indicators import Indicator, Scope, Section
from reports.models.values import Moment, Precision, Source, State

__all__ = [
    "AnnualReport",
    "Draft",
    "Explanation",
    "FollowUp",
    "IdentityRule",
    "Indicator",
    "Line",
    "Moment",
    "Observation",
    "Plan",
    "Practice",
    "Precision",
    "Problem",
    "ReportSection",
    "Scope",
    "Section",
    "Source",
    "State",
]
