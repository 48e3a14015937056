"""The page of one move of any record: what the law says, what is to be recorded, and the deed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lawgov.forms import MoveForm
from lawgov.http import Request
from lawgov.lifecycle import Machine, Stale

Forms = Mapping[Any, type[MoveForm]]


def move_page(
    request: Request,
    machine: Machine[Any],
    record: Any,
    verb: str,
    *,
    forms: Forms,
    today: date,
) -> HttpResponse:
    """Show the form of a move, or make the move; nothing typed is lost when it is refused."""
    if verb not in forms:
        raise Http404
    rule = machine.rules[verb]
    if not machine.may_make(request.user, record, rule):
        raise PermissionDenied
    article = machine.articles(record, today).get(verb, "")
    basis = _("Basis: %(article)s") % {"article": article} if article else ""
    context = {"record": record, "verb": rule.verb, "article": basis}
    if request.method == "GET":
        machine.check(record, rule, today)
        initial = {"on": today, "version": record.version}
        context["form"] = forms[verb](record=record, initial=initial)
        return render(request, "lawgov/move.html", context)
    form = context["form"] = forms[verb](request.POST, request.FILES, record=record)
    status = 400
    if form.is_valid():
        try:
            done = made(machine, record, verb, form, request, today)
            messages.success(request, _("Done: %(verb)s.") % {"verb": rule.verb.label})
            return redirect(done)
        except ValidationError as refusal:
            form.take(refusal)
        except Stale as stale:
            form.add_error(None, str(stale.message))
            status = 409
    return render(request, "lawgov/move.html", context, status=status)


def made(
    machine: Machine[Any], record: Any, verb: str, form: MoveForm, request: Any, today: date
) -> Any:
    """The record after the move that a valid form describes."""
    data = form.cleaned_data
    return machine.make(
        record, verb, by=request.user, on=data["on"], today=today, version=data["version"],
        **form.arguments(),
    )  # fmt: skip
