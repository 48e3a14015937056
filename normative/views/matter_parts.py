"""What is recorded beside the moves of a matter; what is refused stands at its field."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lawgov.http import Request
from normative.forms.matter_parts import AdviceForm, AnswerForm, LetterForm, ReplyForm
from normative.matters import parts
from normative.matters.base import acts_for_body
from normative.models import Advice, Matter
from normative.views.matter_frame import (
    materials_form,
    matter_of,
    page,
    points_form,
    versions_of,
)

REVIEW = permission_required("normative.review_matter", raise_exception=True)
SUBMIT = permission_required("normative.submit_draft", raise_exception=True)

LINES: dict[str, tuple[Any, Any]] = {
    "materials": (materials_form, parts.set_materials),
    "points": (points_form, parts.set_points),
}


def own_matter(request: Request, pk: int) -> Matter:
    """An open matter of the user's own review body: else 404, 403 or 409."""
    one = matter_of(request, pk)
    if not acts_for_body(request.user, one):
        raise PermissionDenied
    parts.refuse_closed(one)
    return one


def recorded(
    request: Request, one: Matter, form: Any, name: str, deed: Callable[[], Any], place: str
) -> HttpResponse:
    """Do the deed of a valid form and return to its place; else the page, with what was typed."""
    if form.is_valid():
        try:
            deed()
            messages.success(request, _("Recorded."))
            return redirect(f"{one.get_absolute_url()}#{place}")
        except ValidationError as refusal:
            form.take(refusal)
    return page(request, one, 400, **{name: form})


@require_POST
@REVIEW
def lines(request: Request, pk: int, part: str) -> HttpResponse:
    """Tick off the checklist, or record what was found at the review points."""
    one = own_matter(request, pk)
    form_of, keep = LINES[part]
    form = form_of(one, list(one.moves.all()), timezone.localdate(), request.POST)

    def deed() -> None:
        keep(one, form.entries(), by=request.user)

    return recorded(request, one, form, f"{part}_form", deed, part)


@require_POST
@REVIEW
def add_advice(request: Request, pk: int) -> HttpResponse:
    """Add a point to the opinion."""
    one = own_matter(request, pk)
    form = AdviceForm(request.POST)

    def deed() -> None:
        parts.add_advice(one, **form.cleaned_data, by=request.user)

    return recorded(request, one, form, "advice_form", deed, "advice")


@require_POST
@REVIEW
def remove_advice(request: Request, pk: int, row: int) -> HttpResponse:
    """Take a point back before the opinion is issued."""
    one = own_matter(request, pk)
    parts.remove_advice(advice_row(one, row), by=request.user)
    messages.success(request, _("Removed."))
    return redirect(f"{one.get_absolute_url()}#advice")


def advice_row(one: Matter, row: int) -> Advice:
    """A point of this matter, or 404."""
    found = get_object_or_404(one.advice.all(), pk=row)
    found.matter = one
    return found


@require_POST
@SUBMIT
def answer(request: Request, pk: int, row: int) -> HttpResponse:
    """Record the drafter's answer to one point of the opinion."""
    one = matter_of(request, pk)
    parts.refuse_closed(one)
    advice = advice_row(one, row)
    form = AnswerForm(request.POST, advice=advice, versions=versions_of(one))

    def deed() -> None:
        parts.answer_advice(
            advice, **form.cleaned_data, today=timezone.localdate(), by=request.user
        )

    return recorded(request, one, form, "answer_form", deed, f"advice-{row}")


@require_POST
@REVIEW
def write_letter(request: Request, pk: int) -> HttpResponse:
    """Record that somebody was asked or heard."""
    one = own_matter(request, pk)
    form = LetterForm(request.POST)

    def deed() -> None:
        letter = form.save(commit=False)
        parts.write_letter(one, letter, today=timezone.localdate(), by=request.user)

    return recorded(request, one, form, "letter_form", deed, "letters")


@require_POST
@REVIEW
def take_reply(request: Request, pk: int, row: int) -> HttpResponse:
    """Record what came back to a letter."""
    one = own_matter(request, pk)
    letter = get_object_or_404(one.letters.all(), pk=row)
    letter.matter = one
    form = ReplyForm(request.POST, letter=letter)

    def deed() -> None:
        parts.take_answer(letter, **form.cleaned_data, today=timezone.localdate(), by=request.user)

    return recorded(request, one, form, "reply_form", deed, "letters")
