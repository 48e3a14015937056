"""Documents of a case (文书): what their wordings name, and to whom they go."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from lawgov.papers import MEDIA_TYPE, Papers
from reconsideration.models import Document, DocumentKind
from reconsideration.numbering import numbers
from reconsideration.wording import context_of

__all__ = ["MEDIA_TYPE", "issue", "kinds_for", "preview", "void"]

ADDRESSEES = {
    "applicant": ["applicants"],
    "respondent": ["respondent"],
    "third_party": ["third_parties"],
    "superior": ["superior"],
    "other": ["forwarded_to", "letter_addressee", "review_addressee"],
}


class CasePapers(Papers):
    """The documents of cases."""

    def context(
        self, record: Any, kind: Any, *, on: date, number: str = "", addressee: str = "",
        text: str = "",
    ) -> dict[str, str]:  # fmt: skip
        return context_of(record, kind, on=on, number=number, addressee=addressee, text=text)

    def usual_addressee(self, values: dict[str, str], kind: Any) -> Iterable[str]:
        return (values[name] for name in ADDRESSEES.get(kind.addressee, []))


papers = CasePapers(kinds=DocumentKind, paper=Document, record="case", numbering=numbers)
kinds_for, preview, issue, void = papers.kinds_for, papers.preview, papers.issue, papers.void
