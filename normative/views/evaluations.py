"""Adding what was found when a document was evaluated."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lawgov.http import Request
from normative.evaluating import evaluate
from normative.forms.evaluations import EvaluationForm
from normative.views.documents import REGISTER
from normative.views.working import document_of


@require_http_methods(["GET", "POST"])
@REGISTER
def new(request: Request, pk: int) -> HttpResponse:
    """Add an evaluation; nothing typed is lost when something is wrong."""
    one = document_of(request, pk)
    today = timezone.localdate()
    if request.method == "GET":
        form = EvaluationForm(initial={"done_on": today})
        return render(request, "normative/evaluation_new.html", {"document": one, "form": form})
    form = EvaluationForm(request.POST)
    if form.is_valid():
        try:
            evaluate(one, form.save(commit=False), by=request.user, today=today)
            messages.success(request, _("The evaluation is recorded."))
            return redirect(f"{one.get_absolute_url()}#evaluations")
        except ValidationError as refusal:
            form.take(refusal)
    context = {"document": one, "form": form}
    return render(request, "normative/evaluation_new.html", context, status=400)
