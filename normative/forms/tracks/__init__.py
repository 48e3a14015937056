"""For each track the forms of its moves."""

from lawgov.movepages import Forms
from normative.forms.tracks import attached, drafts, filings, prereview, suggestions
from normative.models import Track

FORMS_OF: dict[str, Forms] = {
    Track.GOVERNMENT: drafts.FORMS,
    Track.DEPARTMENT: prereview.FORMS,
    Track.FILING: filings.FORMS,
    Track.SUGGESTION: suggestions.FORMS,
    Track.ATTACHED: attached.FORMS,
}
