"""On which tracks a person may open a matter, and opening one, for pages and API alike."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from lawgov.accounts.models import User
from lawgov.errors import Conflict
from normative.forms.matters import DepartmentDraftForm, DraftForm, SuggestionForm
from normative.matters.drafts import open_government
from normative.matters.filings import duties
from normative.matters.prereview import open_department
from normative.matters.suggestions import open_suggestion
from normative.models import PUBLIC, Document, Matter, State, Track

OPENINGS: dict[str, tuple[type[Any], Any]] = {
    Track.GOVERNMENT: (DraftForm, open_government),
    Track.DEPARTMENT: (DepartmentDraftForm, open_department),
    Track.SUGGESTION: (SuggestionForm, open_suggestion),
}
OPENED_HERE = [Track.GOVERNMENT, Track.DEPARTMENT, Track.SUGGESTION]


def opened(form: Any, track: str, *, by: User, today: date) -> Matter:
    """Open the matter that a valid form describes; raises `ValidationError` at its fields."""
    more, data = form.arguments, form.cleaned_data
    one: Matter = form.save(commit=False)
    one.track = track
    matter: Matter = OPENINGS[track][1](
        one, organ=data["organ"], by=by, on=data["received_on"], today=today, **more
    )
    return matter


def owed(document: Document, *, by: User, today: date) -> Matter:
    """The duty to file a published document with whom its maker files.

    Raises `PermissionDenied`, `Conflict` where its maker files with nobody here,
    and `ValidationError`.
    """
    if not may_open(by, Track.FILING):
        raise PermissionDenied
    receiver = duties.receiver_of(document.organ)
    if receiver is None:
        raise Conflict(_("The maker of this document files with nobody here."))
    return duties.open_filing(document, receiver=receiver, by=by, today=today)


def may_open(user: User, track: str) -> bool:
    """Drafts and filings are opened by who submits or reviews them, suggestions by who reviews."""
    is_reviewer = user.has_perm("normative.review_matter")
    if track == Track.SUGGESTION:
        return is_reviewer
    return is_reviewer or user.has_perm("normative.submit_draft")


def openings_for(user: User) -> list[tuple[Track, str]]:
    """The tracks on which the user may open a matter on a page of its own."""
    return [(track, str(track.label)) for track in OPENED_HERE if may_open(user, track)]


def openings_of(user: User, document: Document, running: set[str]) -> list[tuple[Track, str]]:
    """What the user may open for a document: of a draft its review, else filing or suggestion."""
    if document.state == State.DRAFT:
        tracks = [] if running else [Track.GOVERNMENT, Track.DEPARTMENT]
    elif document.state in PUBLIC:
        is_filed = Track.FILING in running or duties.receiver_of(document.organ) is None
        tracks = [Track.SUGGESTION] if is_filed else [Track.FILING, Track.SUGGESTION]
    else:
        tracks = []
    return [(track, str(track.label)) for track in tracks if may_open(user, track)]
