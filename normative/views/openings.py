"""On which tracks a person may open a matter."""

from lawgov.accounts.models import User
from normative.matters.filings import duties
from normative.models import PUBLIC, Document, State, Track

OPENED_HERE = [Track.GOVERNMENT, Track.DEPARTMENT, Track.SUGGESTION]


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
