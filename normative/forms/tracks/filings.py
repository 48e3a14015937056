"""What the moves of a filing ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lawgov.forms import MoveForm
from lawgov.movepages import Forms
from lawgov.statutes.forms import DayField
from normative.forms.documents import NumberedField, linkable, text_fields
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
from normative.matters.filings.aftermath import REPORTS, Decision
from normative.models import Act, Handling, Option, Presence


def options(field: forms.Field, rows: Any) -> None:
    """Let a field choose among rows."""
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


class LimitForm(MoveForm):
    """The limit that a notice sets, and what it says."""

    due_on = DayField(label=_("To be filed by"))
    content = area(_("Wording"), required=False)


class FileForm(MoveForm):
    """The day the papers came in, and who answers for them."""

    contact = line(_("Contact"), required=False, most=150)
    note = line(_("Note"), required=False)


class CheckForm(MoveForm):
    """The papers of the day's list that were handed in."""

    present = forms.ModelMultipleChoiceField(
        Option.objects.none(), label=_("Handed in"), required=False, to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is required and not ticked is lacking."),
    )  # fmt: skip
    note = line(_("Note"), required=False)

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        materials: Any = Option.objects.all()
        rows = materials.of(Option.List.MATERIAL, track=record.track)
        day = (kwargs.get("initial") or {}).get("on")
        if day is not None:
            rows = materials.of(Option.List.MATERIAL, track=record.track, on=day)
        options(self.fields["present"], rows)
        kept = record.materials.filter(presence=Presence.PRESENT)
        self.initial.setdefault("present", list(kept.values_list("item__code", flat=True)))


class SupplementForm(MoveForm):
    """What is to be completed beyond what the list lacks."""

    what = area(
        _("What is to be completed"), required=False,
        hint=_("Empty: what the checklist lacks."),
    )  # fmt: skip


class RefuseForm(MoveForm):
    """The ground in law, and what it means here."""

    ground = forms.ModelChoiceField(Option.objects.none(), label=_("Ground"), to_field_name="code")
    reason = why(_("Reasons"), required=False)

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        rows: Any = Option.objects.all()
        options(self.fields["ground"], rows.of(Option.List.REFUSAL, track=record.track))


class LengthenForm(MoveForm):
    """How much longer, and why."""

    days = forms.IntegerField(label=_("Days more"), min_value=1, max_value=3660)
    reason = why()


class OpinionForm(MoveForm):
    """When it arrived, and the number it bears."""

    delivered_on = DayField(
        label=_("Delivered on"), required=False, help_text=_("Empty: the day above.")
    )
    outcome_number = line(
        _("Number of the opinion"), required=False, most=80,
        hint=_("Empty: that of the paper which was issued."),
    )  # fmt: skip


class ChangeForm(MoveForm):
    """What becomes of the document's text."""

    basis = line(_("By which decision or document"), required=False)
    effective_on = DayField(
        label=_("In this wording from"), required=False, help_text=_("Empty: from the day above.")
    )
    clauses = line(
        _("Clauses that are stopped"), required=False, most=200,
        hint=_("Empty: the whole document."),
    )  # fmt: skip
    text, file = text_fields().values()


class ReportForm(ChangeForm):
    """What the maker did, and where the new text is."""

    field_order = ["on", "handling", "by_document", "basis", "text", "file", "effective_on",
                   "clauses", "note"]  # fmt: skip
    handling = forms.ChoiceField(
        label=_("What the maker did"), choices=[(one.value, one.label) for one in REPORTS]
    )
    by_document = NumberedField(
        label=_("Number of the document that follows"), required=False,
        help_text=_("Where the new text is a document of its own."),
    )  # fmt: skip
    note = line(_("Note"), required=False)

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        field = self.fields["by_document"]
        assert isinstance(field, NumberedField)
        if record.document is not None:
            field.rows = linkable(record.document)

    def clean(self) -> dict[str, Any]:
        """A new text and what follows belong to what changes the document."""
        data = super().clean() or self.cleaned_data
        handling = data.get("handling")
        given = [name for name in ("text", "file") if data.get(name)]
        if given and handling != Handling.AMENDED:
            self.add_error(given[0], _("A new text belongs to “amended”."))
        if data.get("by_document") and handling not in {Handling.AMENDED, Handling.REPEALED}:
            self.add_error("by_document", _("Nothing follows a document that stays as it is."))
        return data


class ReferForm(MoveForm):
    """What the government is asked to do."""

    proposal = area(_("What the government is asked to do"))


class DecideForm(ChangeForm):
    """What the government has decided."""

    field_order = ["on", "decision", "basis", "due_on", "text", "file", "effective_on", "clauses"]
    decision = forms.ChoiceField(label=_("Decision of the government"), choices=Decision.choices)
    basis = line(_("By which decision or document"))
    due_on = DayField(
        label=_("To be corrected by"), required=False,
        help_text=_("Where the maker is ordered to correct it."),
    )  # fmt: skip


FORMS: Forms = {
    Act.REMIND: LimitForm,
    Act.CENSURE: LimitForm,
    Act.FILE: FileForm,
    Act.CHECK_FORM: CheckForm,
    Act.ASK_SUPPLEMENT: SupplementForm,
    Act.TAKE_SUPPLEMENT: NoteForm,
    Act.REGISTER: NoteForm,
    Act.REFUSE: RefuseForm,
    Act.WITHDRAW: WithdrawForm,
    Act.START: NoteForm,
    Act.CONSULT: AskForm,
    Act.RESUME: NoteForm,
    Act.CONCLUDE: ConcludeForm,
    Act.REVIEW_AGAIN: NoteForm,
    Act.EXTEND: LengthenForm,
    Act.ASSIGN: AssignForm,
    Act.SEND_OPINION: OpinionForm,
    Act.REPORT: ReportForm,
    Act.REFER: ReferForm,
    Act.DECIDE: DecideForm,
    Act.ARCHIVE: NoteForm,
}
