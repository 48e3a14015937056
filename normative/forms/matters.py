"""A matter as it is opened: a draft for review, a suggestion for review."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lawgov.accounts.models import User
from lawgov.forms import Refusing, dress
from lawgov.organs.models import Organ
from lawgov.statutes.forms import DayField
from normative.forms.documents import NO_MAKERS, NumberedField, text_fields
from normative.matters.base import acts_for_body
from normative.matters.drafting import government_of
from normative.models import PUBLIC, Document, Matter, State

NAMED = 100  # drafts to choose from; any other one is opened from its own page
NO_DRAFTERS = [*NO_MAKERS, Organ.Kind.GOVERNMENT]


def governments_of(user: User) -> QuerySet[Organ]:
    """The government for whose review body a user opens matters; an administrator has them all."""
    rows = Organ.objects.filter(kind=Organ.Kind.GOVERNMENT)
    if user.is_superuser:
        return rows
    return rows.filter(pk=government_of(user.organ).pk if user.organ is not None else None)


def names_for(user: User) -> QuerySet[Organ]:
    """In whose names a government's documents are made: its own, and its general office's."""
    governments = governments_of(user).values("pk")
    offices = Q(kind=Organ.Kind.OFFICE, parent__in=governments)
    return Organ.objects.filter(Q(pk__in=governments) | offices).order_by("path")


def drafters_for(user: User) -> QuerySet[Organ]:
    """The organs whose drafts a user hands in: a department's its own, else those at hand."""
    rows = Organ.objects.exclude(kind__in=NO_DRAFTERS).order_by("path")
    if user.is_superuser or user.organ is None:
        return rows
    realm = user.organ.realm
    if realm.kind != Organ.Kind.GOVERNMENT:
        return rows.filter(pk=realm.pk)
    return rows.filter(parent=realm)


class OpeningForm(Refusing, forms.ModelForm):
    """For whose review body a matter is opened, and when it came in."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label=_("Review body of"))

    class Meta:
        model = Matter
        fields = ["title"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.offer("organ", governments_of(user))
        self.fields["organ"].initial = government_of(user.organ).pk if user.organ else None
        self.fields["title"].required = False  # the document may give it

    def offer(self, name: str, rows: QuerySet[Any]) -> None:
        """Let a field choose among rows."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def dressed(self) -> None:
        """Give the fields the look of the site."""
        for field in self.fields.values():
            dress(field)


class DraftForm(OpeningForm):
    """A draft from the register, or its title and text; who hands it in, and how urgent it is."""

    document = forms.ModelChoiceField(
        Document.objects.none(), label=_("Draft in the register"), required=False,
        empty_label=_("None: it is registered now"),
    )  # fmt: skip
    affects_market = forms.BooleanField(label=_("concerns market entities"), required=False)
    is_received = forms.BooleanField(
        label=_("Already with the review body"), required=False,
        help_text=_("Otherwise the drafter goes on with it first."),
    )  # fmt: skip

    class Meta:
        model = Matter
        fields = [
            "organ", "received_on", "document", "title", "submitter", "submitter_name", "contact",
            "comment_days", "is_urgent", "urgency_reason",
        ]  # fmt: skip
        field_classes = {"received_on": DayField}

    def __init__(self, *args: Any, user: User, chosen: str = "", **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        words = text_fields()
        self.fields |= words
        self.order_fields(["organ", "received_on", "is_received", "document", "title", *words])
        self.fields["received_on"].label = _("Begun or received on")
        self.fields["organ"].label = _("Issued in the name of")
        self.offer("organ", names_for(user))
        self.offer("submitter", drafters_for(user))
        self.offer("document", drafts_for(user))
        if user.organ is not None and user.organ.realm.kind != Organ.Kind.GOVERNMENT:
            self.fields["submitter"].initial = user.organ.realm.pk
        if not user.has_perm("normative.review_matter"):
            del self.fields["is_received"]
        self.dressed()
        self.name_drafts(chosen)

    def name_drafts(self, chosen: str) -> None:
        """Offer the latest drafts, and the one that was chosen on its own page."""
        field = self.fields["document"]
        assert isinstance(field, forms.ModelChoiceField)
        assert field.queryset is not None
        chosen = self.data.get("document", chosen) if self.is_bound else chosen
        rows = list(field.queryset[:NAMED])
        if chosen.isdecimal() and len(chosen) < 18 and int(chosen) not in {row.pk for row in rows}:
            rows += field.queryset.filter(pk=int(chosen))
        field.initial = chosen
        field.choices = [("", field.empty_label), *((row.pk, str(row)) for row in rows)]

    def clean(self) -> dict[str, Any]:
        """What the review body has received is recorded by its own staff."""
        data = super().clean() or self.cleaned_data
        organ = data.get("organ")
        is_own = organ is None or acts_for_body(self.user, Matter(organ=government_of(organ)))
        if data.get("is_received") and not is_own:
            self.add_error("is_received", _("The review body records itself what it receives."))
        return data

    @property
    def arguments(self) -> dict[str, Any]:
        """What the track opens the matter with, once the form is valid."""
        data = self.cleaned_data
        return {"text": data["text"], "upload": data["file"],
                "affects_market": data["affects_market"],
                "is_received": data.get("is_received", False)}  # fmt: skip


def drafts_for(user: User) -> QuerySet[Document]:
    """The drafts in a user's sight that no review is open for, the latest first."""
    rows: Any = Document.objects.all()
    under_review = Matter.objects.filter(document=OuterRef("pk"), is_open=True)
    drafts = rows.visible_to(user).filter(~Exists(under_review), state=State.DRAFT)
    return drafts.defer("search_text", "search_pairs").order_by("-dated_on", "-pk")


class DepartmentDraftForm(DraftForm):
    """The same of a department, and whether the government has to approve it."""

    class Meta(DraftForm.Meta):
        fields = [*DraftForm.Meta.fields, "is_approved_by_government"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["organ"].label = _("Review body of")
        self.offer("organ", governments_of(user))


class SuggestionForm(OpeningForm):
    """Who suggests the review of which clause, and why; a name may be withheld."""

    document = NumberedField(
        label=_("Document number"), required=False,
        help_text=_("Where it is in the register; else name it by its title."),
    )  # fmt: skip

    class Meta:
        model = Matter
        fields = [
            "organ", "received_on", "proposer", "submitter_name", "contact", "is_anonymous",
            "document", "title", "clause", "claimed_law", "request",
        ]  # fmt: skip
        field_classes = {"received_on": DayField}

    def __init__(self, *args: Any, user: User, chosen: str = "", **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        field = self.fields["document"]
        assert isinstance(field, NumberedField)
        rows: Any = Document.objects.all()
        in_sight = rows.visible_to(user).values("pk")
        field.rows = Document.objects.filter(Q(state__in=PUBLIC) | Q(pk__in=in_sight))
        if chosen.isdecimal() and len(chosen) < 18:
            found = field.rows.filter(pk=int(chosen)).first()
            field.initial = found.number if found is not None else ""
        self.fields["submitter_name"].label = _("Name of who suggests it")
        self.dressed()

    @property
    def arguments(self) -> dict[str, Any]:
        """What the track opens the matter with, once the form is valid."""
        return {}


class FilingForm(forms.Form):
    """The published document that has to be filed."""

    document = forms.ModelChoiceField(Document.objects.none(), label=_("normative document"))

    def __init__(self, *args: Any, documents: QuerySet[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["document"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = documents
