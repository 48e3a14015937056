"""What is recorded with each move of an attached review."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lawgov.forms import MoveForm
from lawgov.movepages import Forms
from normative.forms.tracks.common import (
    AskForm,
    AssignForm,
    ConcludeForm,
    NoteForm,
    WithdrawForm,
    area,
    line,
    why,
)
from normative.models import Act


class ProposeForm(MoveForm):
    """The conclusion that is proposed, in words."""

    summary = area(_("Proposed conclusion and grounds"))


class ReturnForm(MoveForm):
    """What is to be changed."""

    reason = why(_("What is to be changed"))


class IssueForm(ConcludeForm):
    """The conclusion with its number; the grounds as proposed, or others."""

    outcome_number = line(_("Number of the opinion"), required=False, most=80)

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"summary": record.summary} | (kwargs.get("initial") or {})
        super().__init__(*args, record=record, **kwargs)


FORMS: Forms = {
    Act.START: MoveForm,
    Act.CONSULT: AskForm,
    Act.RESUME: NoteForm,
    Act.PROPOSE: ProposeForm,
    Act.RETURN: ReturnForm,
    Act.ISSUE: IssueForm,
    Act.FEED_BACK: NoteForm,
    Act.ASSIGN: AssignForm,
    Act.WITHDRAW: WithdrawForm,
}
