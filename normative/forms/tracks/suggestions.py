"""What is recorded with each move of a suggestion."""

from django.utils.translation import gettext_lazy as _

from lawgov.forms import MoveForm
from lawgov.movepages import Forms
from normative.forms.tracks.common import (
    AskForm,
    AssignForm,
    ConcludeForm,
    NoteForm,
    WithdrawForm,
    line,
    why,
)
from normative.models import Act


class PassOnForm(MoveForm):
    """To whom a suggestion is passed on."""

    addressee = line(_("Passed on to"), most=150)
    reason = why(required=False)


class NotStartForm(MoveForm):
    """Why no review is started."""

    reason = why(_("Reason that the proposer is told"))


FORMS: Forms = {
    Act.JUDGE: NoteForm,
    Act.PASS_ON: PassOnForm,
    Act.START: MoveForm,
    Act.NOT_START: NotStartForm,
    Act.CONSULT: AskForm,
    Act.RESUME: NoteForm,
    Act.CONCLUDE: ConcludeForm,
    Act.FEED_BACK: NoteForm,
    Act.ASSIGN: AssignForm,
    Act.WITHDRAW: WithdrawForm,
}
