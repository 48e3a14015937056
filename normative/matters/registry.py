"""Which machine moves the matters of a track."""

from normative.matters.attached import attached
from normative.matters.base import Matters
from normative.matters.drafts import government
from normative.matters.filings import filings
from normative.matters.prereview import department
from normative.matters.suggestions import suggestions
from normative.models import Matter, Track

MACHINES: dict[str, Matters] = {
    Track.GOVERNMENT: government,
    Track.DEPARTMENT: department,
    Track.FILING: filings,
    Track.SUGGESTION: suggestions,
    Track.ATTACHED: attached,
}


def machine_of(matter: Matter) -> Matters:
    """The machine of the matter's track."""
    return MACHINES[matter.track]
