"""A document as it is registered, and what is added to it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lawgov.accounts.models import User
from lawgov.forms import DressedForm, Refusing, dress
from lawgov.numbers import one_spelling
from lawgov.organs.models import Organ
from lawgov.statutes.forms import DayField
from normative import checks
from normative.models import PUBLIC, Basis, Document, Kind, Link, LinkKind, NotNormative, Option
from normative.registering import NO_MAKERS
from normative.texts import KINDS

DAYS = ["signed_on", "published_on", "effective_on", "expires_on"]
NUMBER_EXAMPLE = "晋政发〔2013〕12号"


def makers_for(user: User) -> QuerySet[Organ]:
    """The organs whose documents a user may register."""
    rows = Organ.objects.visible_to(user).exclude(kind__in=NO_MAKERS)
    return rows.order_by("path")


def text_fields() -> dict[str, forms.Field]:
    """A text, typed or in a file."""
    return {
        "text": forms.CharField(
            label=pgettext_lazy("normative document", "Text"),
            required=False,
            widget=forms.Textarea,
            strip=False,
        ),
        "file": forms.FileField(
            label=_("Text as a file"),
            required=False,
            allow_empty_file=True,  # the domain says what is wrong with it
            widget=forms.FileInput(attrs={"accept": ",".join(KINDS)}),
            help_text=_("Word (.docx) or plain text (.txt), instead of typing it."),
        ),
    }


class DocumentForm(Refusing, forms.ModelForm):
    """What is known of a document when it is registered; its text comes along."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label=_("Lead maker"))
    comakers = forms.ModelMultipleChoiceField(
        Organ.objects.none(),
        label=_("Other makers"),
        required=False,
        help_text=_("Several with the control key."),
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("normative document", "Kind of document"), required=False,
        choices=[("", _("By the maker")), *Kind.choices],
    )  # fmt: skip
    title_type = forms.ModelChoiceField(
        Option.objects.none(), label=_("Type of title"), required=False,
        empty_label=_("By the title"), to_field_name="code",
    )  # fmt: skip

    class Meta:
        model = Document
        fields = [
            "title", "organ", "number", "register_number", "signed_on", "published_on",
            "effective_on", "expires_on", "dates_reason", "published_in", "published_url", "kind",
            "title_type", "comakers", "maker_name", "drafter_name", "legality_review", "is_trial",
            "affects_market", "note",
        ]  # fmt: skip
        field_classes = dict.fromkeys(DAYS, DayField)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= text_fields()
        self.order_fields(["title", "text", "file"])
        choices: dict[str, Any] = {
            "organ": makers_for(user),
            "comakers": Organ.objects.exclude(kind__in=NO_MAKERS).order_by("path"),
            "title_type": Option.objects.filter(list=Option.List.TITLE),
        }
        for name, rows in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
        if user.organ is not None:
            self.fields["organ"].initial = user.organ.realm.pk
        self.fields["number"].widget.attrs["placeholder"] = NUMBER_EXAMPLE
        self.fields["legality_review"].required = False
        for field in self.fields.values():
            dress(field)

    def clean_legality_review(self) -> str:
        """Nothing said is not known."""
        return self.cleaned_data["legality_review"] or "unknown"

    def clean(self) -> dict[str, Any]:
        """Days in their order."""
        data = super().clean() or self.cleaned_data
        days = Document(**{name: data.get(name) for name in DAYS})
        try:
            checks.check_days(days)
        except ValidationError as refusal:
            self.take(refusal)
        return data

    @property
    def arguments(self) -> dict[str, Any]:
        """What a document is registered with, once the form is valid."""
        data = self.cleaned_data
        return {"organ": data["organ"], "comakers": data["comakers"], "text": data["text"],
                "upload": data["file"]}  # fmt: skip


def linkable(document: Document) -> QuerySet[Document]:
    """The documents that another may name: published ones, and those of the same maker."""
    return Document.objects.filter(Q(state__in=PUBLIC) | Q(organ=document.organ_id))


class NumberedField(forms.CharField):
    """A document by its number, typed: there are too many to choose from."""

    rows: QuerySet[Document] = Document.objects.none()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=80, **kwargs)
        self.widget.attrs["placeholder"] = NUMBER_EXAMPLE

    def clean(self, value: Any) -> Document | None:
        """The document of the number, or nothing; raises `ValidationError` for an unknown one."""
        text = one_spelling(super().clean(value) or "")
        found = self.rows.filter(number=text).first() if text else None
        if text and found is None:
            raise ValidationError(_("There is no such document in the register."))
        return found


class BasisForm(Refusing, forms.ModelForm):
    """An article of an upper law that a clause rests on."""

    prefix = "basis"

    class Meta:
        model = Basis
        fields = ["clause", "law", "article", "quotation"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field)


class LinkForm(DressedForm):
    """What a document does to another one, in the register or named in words."""

    prefix = "link"
    kind = forms.ChoiceField(label=_("Kind of link"), choices=LinkKind.choices)
    target = NumberedField(label=_("Number of the other document"), required=False)
    named = forms.CharField(
        label=_("Or in words"), required=False, max_length=300,
        help_text=_("Where it is not in the register."),
    )  # fmt: skip
    note = forms.CharField(label=_("note"), required=False, max_length=200)

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document = document
        field = self.fields["target"]
        assert isinstance(field, NumberedField)
        field.rows = linkable(document)

    def clean(self) -> dict[str, Any]:
        """One of the two, and no second link of the kind."""
        data = super().clean() or self.cleaned_data
        target = data.get("target")
        if "target" not in self.errors and not target and not data.get("named"):
            self.add_error("target", _("Name the other document."))
        if target is not None and target.pk == self.document.pk:
            self.add_error("target", _("A document cannot be linked with itself."))
        elif target is not None and self.document.links.filter(
            kind=data.get("kind"), target=target
        ):
            self.add_error("target", _("This link is there already."))
        return data

    def link(self) -> Link:
        """The link, unsaved, once the form is valid."""
        return Link(document=self.document, **self.cleaned_data)


class NotNormativeForm(Refusing, forms.ModelForm):
    """A text that was found to be no normative document."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label=_("Maker"))

    class Meta:
        model = NotNormative
        fields = ["title", "organ", "number", "reason", "note", "found_on"]
        field_classes = {"found_on": DayField}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (
            ("organ", makers_for(user)),
            ("reason", Option.objects.filter(list=Option.List.NOT_NORMATIVE)),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
        if user.organ is not None:
            self.fields["organ"].initial = user.organ.realm.pk
        for field in self.fields.values():
            dress(field)
