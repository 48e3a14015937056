"""Fields that the forms of several tracks have."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lawgov.accounts.models import User
from lawgov.forms import MoveForm
from lawgov.statutes.forms import DayField
from normative.matters.base import body_of
from normative.matters.working import conclusions_of, reviewers_of
from normative.models import LetterKind, Option

ASKING = [LetterKind.EXPLAIN, LetterKind.CONSULT, LetterKind.EXPERT, LetterKind.HEARING,
          LetterKind.COORDINATE]  # fmt: skip


def line(label: Any, *, required: bool = True, most: int = 300, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=most, help_text=hint)


def area(label: Any, *, required: bool = True, most: int = 5000, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=most, help_text=hint, widget=forms.Textarea
    )


def why(label: Any = None, *, required: bool = True) -> forms.CharField:
    """Why the move is made; the journal keeps it."""
    return area(label or _("Reason"), required=required, most=500)


class NoteForm(MoveForm):
    """The day, and a note."""

    note = line(_("Note"), required=False)


class WithdrawForm(MoveForm):
    """Why it is withdrawn."""

    reason = why()


class AskForm(MoveForm):
    """Who is asked or heard, about what, and until when."""

    kind = forms.ChoiceField(
        label=_("What is done"), choices=[(kind.value, kind.label) for kind in ASKING]
    )
    addressee = line(_("To whom"), most=150)
    content = area(_("What is asked"), required=False)
    due_on = DayField(label=_("Answer by"), required=False)
    people = forms.IntegerField(
        label=_("People consulted"), required=False, min_value=0, max_value=9999,
        help_text=_("Experts and counsel, each time they came."),
    )  # fmt: skip


class AssignForm(MoveForm):
    """Who works on it."""

    reviewer = forms.ModelChoiceField(
        User.objects.none(), label=_("Reviewer"), to_field_name="username"
    )

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        field = self.fields["reviewer"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = reviewers_of(body_of(record))


class ConcludeForm(MoveForm):
    """The conclusion, from those that the track has, and its grounds."""

    conclusion = forms.ModelChoiceField(
        Option.objects.none(), label=_("Conclusion"), to_field_name="code"
    )
    summary = area(_("Grounds"))

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        field = self.fields["conclusion"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = conclusions_of(record)
