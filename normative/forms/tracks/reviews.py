"""What is recorded with the moves that reviews of both kinds of draft have."""

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lawgov.accounts.models import User
from lawgov.forms import MoveForm
from lawgov.movepages import Forms
from lawgov.statutes.forms import DayField
from normative.forms.documents import text_fields
from normative.forms.moves import PUBLISHED, PublishForm
from normative.forms.tracks.common import AskForm, NoteForm, WithdrawForm, area, line, why
from normative.matters.base import EXAMINE, body_of
from normative.matters.drafting import OwnOpinion
from normative.matters.working import reviewers_of
from normative.models import Act, Option


def choice(label: Any, choices: type[TextChoices]) -> forms.ChoiceField:
    """One of a list, none chosen beforehand."""
    return forms.ChoiceField(label=label, choices=[("", _("Please choose")), *choices.choices])


def person(label: Any, *, required: bool = True, hint: Any = "") -> forms.ModelChoiceField:
    """Somebody of the review body, by user name; who may be chosen depends on the matter."""
    return forms.ModelChoiceField(
        User.objects.none(), label=label, required=required, to_field_name="username",
        help_text=hint,
    )  # fmt: skip


class ReviewForm(MoveForm):
    """A form whose choices depend on the matter."""

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        body, rows = body_of(record), Option.objects.all()
        for name, field in self.fields.items():
            if not isinstance(field, forms.ModelChoiceField):
                continue
            if name == "reviewer":
                field.queryset = reviewers_of(body)
            elif name == "second_reviewer":
                field.queryset = reviewers_of(body, EXAMINE)
            elif name == "opinion":
                field.queryset = rows.of(
                    Option.List.OPINION, track=record.track, on=record.received_on
                )


class CheckOwnForm(MoveForm):
    """What the drafter's own legal body says."""

    result = choice(_("Result"), OwnOpinion)
    opinion = area(_("Opinion of the own legal body"))


class SendForm(MoveForm):
    """The letter with which a draft is sent in, and how long the public could comment."""

    letter = line(_("Number of the letter"), required=False, most=80)
    comment_days = forms.IntegerField(
        label=_("days of public comment"), required=False, min_value=0, max_value=3660
    )

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        known = {"comment_days": record.comment_days}
        kwargs["initial"] = known | (kwargs.get("initial") or {})
        super().__init__(*args, record=record, **kwargs)


class ReasonForm(WithdrawForm):
    """Why."""


class TakeUpForm(ReviewForm):
    """Who reviews."""

    reviewer = person(_("Reviewer"), required=False, hint=_("Empty: whoever records this."))

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        initial = {"reviewer": record.reviewer.username} if record.reviewer else {}
        kwargs["initial"] = initial | (kwargs.get("initial") or {})
        super().__init__(*args, record=record, **kwargs)


class SupplementForm(MoveForm):
    """What is to be supplemented, and until when."""

    items = area(_("What is to be supplemented (empty: the materials lacking)"), required=False)
    until = DayField(label=_("Supplements by"), required=False)


class ProposeForm(ReviewForm):
    """The opinion that is proposed, its grounds, and who looks at it again."""

    opinion = forms.ModelChoiceField(
        Option.objects.none(), label=_("Kind of opinion"), to_field_name="code"
    )
    summary = area(_("Grounds"), required=False)
    second_reviewer = person(_("Second reviewer"), hint=_("Somebody else than the reviewer."))


class IssueForm(ReviewForm):
    """The opinion as it is issued; as proposed, unless something else is chosen."""

    opinion = forms.ModelChoiceField(
        Option.objects.none(), label=_("Kind of opinion"), to_field_name="code"
    )
    summary = area(_("Grounds"), required=False)
    second_opinion = area(_("Opinion of the second reviewer"), required=False)
    answer_by = DayField(
        label=_("Answers by"), required=False,
        help_text=_("By when the drafter answers the points of the opinion."),
    )  # fmt: skip

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        proposed = record.moves.filter(verb=Act.PROPOSE).last()
        known = {"summary": record.summary}
        if proposed is not None:
            known["opinion"] = proposed.recorded.get("opinion_code", "")
        kwargs["initial"] = known | (kwargs.get("initial") or {})
        super().__init__(*args, record=record, **kwargs)


class AnswerForm(MoveForm):
    """The text as it was changed after the opinion, typed or as a file."""

    text, file = text_fields().values()


class AgainForm(AnswerForm):
    """What of the main content was changed."""

    field_order = ["on", "reason"]
    reason = why(_("What of the main content was changed"))


class LengthenForm(MoveForm):
    """By how many days, and why."""

    days = forms.IntegerField(
        label=_("Days more"), min_value=1, max_value=365,
        help_text=_("Working days where the time is counted in working days."),
    )  # fmt: skip
    reason = why()


class AssignForm(ReviewForm):
    """Who reviews, and who looks at the opinion again."""

    reviewer = person(_("Reviewer"))
    second_reviewer = person(
        _("Second reviewer"), required=False, hint=_("Somebody else than the reviewer.")
    )

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        pairs = {name: getattr(record, name) for name in ("reviewer", "second_reviewer")}
        known = {name: user.username for name, user in pairs.items() if user is not None}
        kwargs["initial"] = known | (kwargs.get("initial") or {})
        super().__init__(*args, record=record, **kwargs)


class NumberForm(MoveForm):
    """Signature, document number and register number."""

    number = line(_("document number"), most=80)
    register_number = line(_("register number"), most=80)
    signed_on = DayField(label=_("signed on"))
    signatory = line(_("Signed by"), most=60)

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        names = ["number", "register_number", "signed_on"]
        known = {name: getattr(record.document, name, "") for name in names}
        kwargs["initial"] = known | (kwargs.get("initial") or {})
        super().__init__(*args, record=record, **kwargs)


class PublishMatterForm(PublishForm):
    """What the document has when it is published; it has been reviewed, so nobody is asked."""

    legality_review = None  # type: ignore[assignment]

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        super().__init__(*args, record=record.document, **kwargs)
        self.record = record

    def arguments(self) -> dict[str, Any]:
        """All of them: what was emptied is emptied."""
        return {name: self.cleaned_data[name] for name in PUBLISHED if name in self.fields}


class ArchiveForm(MoveForm):
    """Where the file lies, and when it was filed with the standing committee."""

    filed_on = DayField(label=_("Filed with the standing committee on"))
    filing_number = line(_("Number given by the standing committee"), required=False, most=80)
    archive_number = line(_("Archive number"), most=80)


REVIEWING: Forms = {
    Act.CHECK_OWN: CheckOwnForm,
    Act.ASK_SUPPLEMENT: SupplementForm,
    Act.TAKE_SUPPLEMENT: NoteForm,
    Act.CONSULT: AskForm,
    Act.RESUME: NoteForm,
    Act.PROPOSE: ProposeForm,
    Act.RETURN: ReasonForm,
    Act.ISSUE: IssueForm,
    Act.ANSWER: AnswerForm,
    Act.REVIEW_AGAIN: AgainForm,
    Act.EXTEND: LengthenForm,
    Act.ASSIGN: AssignForm,
    Act.NUMBER: NumberForm,
    Act.PUBLISH: PublishMatterForm,
    Act.WITHDRAW: WithdrawForm,
}
