"""What is recorded with each move of the legality review of a government draft."""

from django.utils.translation import gettext_lazy as _

from lawgov.forms import MoveForm
from lawgov.movepages import Forms
from normative.forms.tracks.common import area, line
from normative.forms.tracks.reviews import (
    REVIEWING,
    ArchiveForm,
    ReasonForm,
    SendForm,
    TakeUpForm,
    choice,
)
from normative.matters.issuing import Verdict
from normative.models import Act


class ProcedureForm(MoveForm):
    """What the office found, and which way the draft goes."""

    opinion = area(_("What the office found"))
    route = line(_("Which way the draft goes"), required=False)


class DeliberationForm(MoveForm):
    """Which meeting, what came of it, and who disagreed."""

    meeting = line(_("Meeting"), most=150)
    result = choice(_("Result"), Verdict)
    dissent = area(_("Other views at the meeting"), required=False)


FORMS: Forms = {
    **REVIEWING,
    Act.SEND_TO_OFFICE: SendForm,
    Act.CHECK_PROCEDURE: ProcedureForm,
    Act.SEND_BACK: ReasonForm,
    Act.SUBMIT: MoveForm,
    Act.RECEIVE: TakeUpForm,
    Act.DELIBERATE: DeliberationForm,
    Act.ARCHIVE: ArchiveForm,
}
