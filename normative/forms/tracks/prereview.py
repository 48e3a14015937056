"""What is recorded with each move of the pre-review of a department's draft."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lawgov.forms import MoveForm
from lawgov.movepages import Forms
from lawgov.statutes.forms import DayField
from normative.forms.tracks.common import line
from normative.forms.tracks.reviews import (
    REVIEWING,
    ArchiveForm,
    ReasonForm,
    SendForm,
    TakeUpForm,
)
from normative.models import Act


class MeetForm(MoveForm):
    """The meeting of the department's heads."""

    meeting = line(_("Meeting"), most=150)


class SubmitForm(SendForm):
    """The letter, and whether the government has approved the issue."""

    is_approved_by_government = forms.BooleanField(
        label=_("issued with the government's approval"), required=False
    )

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        known = {"is_approved_by_government": record.is_approved_by_government}
        kwargs["initial"] = known | (kwargs.get("initial") or {})
        super().__init__(*args, record=record, **kwargs)


class DepartmentArchiveForm(ArchiveForm):
    """The same; the document is filed with the government on a track of its own."""

    filed_on = DayField(label=_("Filed with the standing committee on"), required=False)


FORMS: Forms = {
    **REVIEWING,
    Act.MEET: MeetForm,
    Act.SUBMIT: SubmitForm,
    Act.ACCEPT: TakeUpForm,
    Act.DECLINE: ReasonForm,
    Act.ARCHIVE: DepartmentArchiveForm,
}
