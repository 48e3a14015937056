"""One form for each verb: what is to be recorded with the move."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lawgov.forms import MoveForm
from lawgov.statutes.forms import DayField
from normative.forms.documents import NumberedField, linkable, text_fields
from normative.models import LegalityReview, Verb

PUBLISHED = ["number", "register_number", "signed_on", "effective_on", "expires_on",
             "dates_reason", "published_in", "published_url", "legality_review"]  # fmt: skip


def words(label: Any, *, required: bool = True, most: int = 300, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=most, help_text=hint)


def basis() -> forms.CharField:
    """The decision or document by which something is done."""
    return words(_("By which decision or document"))


def reason() -> forms.CharField:
    return words(_("Reason"), required=False, most=500)


def ended_on() -> DayField:
    return DayField(
        label=_("No longer in force from"), required=False,
        help_text=_("Empty: from the day above."),
    )  # fmt: skip


class TextForm(MoveForm):
    """Another text, typed or as a file."""

    label = words(_("Label of this version"), required=False, most=100)
    text, file = text_fields().values()


class AmendForm(TextForm):
    """The new wording, and since when."""

    field_order = ["on", "basis", "effective_on", "label", "text", "file"]
    basis = basis()
    effective_on = DayField(
        label=_("In this wording from"), required=False, help_text=_("Empty: from the day above.")
    )
    reason = reason()


class PublishForm(MoveForm):
    """What a published document has, as far as the draft did not have it yet."""

    number = words(_("document number"), required=False, most=80)
    register_number = words(_("register number"), required=False, most=80)
    signed_on = DayField(label=_("signed on"), required=False)
    effective_on = DayField(
        label=pgettext_lazy("normative document", "effective on"),
        required=False,
        help_text=_("Empty: from the day above."),
    )
    expires_on = DayField(
        label=_("valid until"), required=False, help_text=_("The last day of the stated term.")
    )
    dates_reason = words(
        _("reason for these days"), required=False,
        hint=_("Where it takes effect before, or very soon after, publication."),
    )  # fmt: skip
    published_in = words(_("published in"), required=False, most=150)
    published_url = forms.CharField(
        label=_("address of the publication"), required=False, max_length=300,
        validators=[URLValidator(schemes=["http", "https"])],
    )  # fmt: skip
    legality_review = forms.ChoiceField(label=_("legality review"), choices=LegalityReview.choices)

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        known = {name: getattr(record, name) for name in PUBLISHED}
        kwargs["initial"] = known | (kwargs.get("initial") or {})
        super().__init__(*args, record=record, **kwargs)
        self.fields["on"].label = _("published on")

    def arguments(self) -> dict[str, Any]:
        """All of them: what was emptied is emptied."""
        return {name: self.cleaned_data[name] for name in PUBLISHED}


class ExtendForm(MoveForm):
    """The new last day."""

    expires_on = DayField(label=_("Now valid until"))
    register_number = words(
        _("New register number"), required=False, most=80, hint=_("Empty: it keeps its own.")
    )
    reason = reason()


class SuspendForm(MoveForm):
    """What is suspended."""

    basis = basis()
    clauses = words(_("Clauses"), required=False, most=200, hint=_("Empty: the whole document."))
    reason = reason()


class RestoreForm(MoveForm):
    """By what it is restored."""

    basis = words(_("By which decision or document"), required=False)
    reason = reason()


class EndForm(MoveForm):
    """By what, and since when, a document is no longer in force."""

    basis = basis()
    ended_on = ended_on()
    reason = reason()


class RepealForm(EndForm):
    """The same, and which document of the register repeals it."""

    by_document = NumberedField(
        label=_("Number of the document that repeals it"), required=False,
        help_text=_("Where it is in the register."),
    )  # fmt: skip

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        field = self.fields["by_document"]
        assert isinstance(field, NumberedField)
        field.rows = linkable(record)


class VoidForm(MoveForm):
    """Why an entry was a mistake."""

    basis = words(_("What the mistake was"))


FORMS: dict[Verb, type[MoveForm]] = {
    Verb.REVISE: TextForm,
    Verb.PUBLISH: PublishForm,
    Verb.AMEND: AmendForm,
    Verb.EXTEND: ExtendForm,
    Verb.SUSPEND: SuspendForm,
    Verb.RESTORE: RestoreForm,
    Verb.REPEAL: RepealForm,
    Verb.LAPSE: EndForm,
    Verb.ANNUL: EndForm,
    Verb.VOID: VoidForm,
}
