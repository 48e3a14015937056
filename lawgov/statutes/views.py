"""The deadline calculator (期限计算器)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lawgov.http import Request
from lawgov.statutes.current import answer
from lawgov.statutes.deadlines import NotAllowed
from lawgov.statutes.forms import DeadlineForm


@require_GET
def calculator(request: Request) -> HttpResponse:
    """Any statutory period from any day, with every step that leads to its last day."""
    if not request.GET:
        return render(request, "statutes/calculator.html", {"form": DeadlineForm()})
    form = DeadlineForm(request.GET)
    deadline = None
    if form.is_valid():
        try:
            deadline = answer(form.question)
        except NotAllowed as refused:
            form.add_error(None, str(refused.message))
    status = 200 if deadline else 400
    context = {"form": form, "deadline": deadline}
    return render(request, "statutes/calculator.html", context, status=status)
