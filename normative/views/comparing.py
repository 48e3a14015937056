"""Two texts of a document side by side."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from lawgov.http import Request
from normative import comparing
from normative.forms.comparing import VersionsForm
from normative.models import Version
from normative.views.documents import VIEW
from normative.views.working import document_of


@require_GET
@VIEW
def compare(request: Request, pk: int) -> HttpResponse:
    """What changed from one version to another; without a choice, between the last two."""
    one = document_of(request, pk)
    numbers = list(one.versions.order_by("-number").values_list("number", flat=True))
    usual = {"new": numbers[0], "old": numbers[1]} if len(numbers) > 1 else {}
    form = VersionsForm({**usual, **request.GET.dict()}, document=one)
    context = {"document": one, "form": form, "is_possible": len(numbers) > 1}
    if not form.is_valid():
        status = 400 if len(numbers) > 1 else 200
        return render(request, "normative/compare.html", context, status=status)
    old, new = (text_of(one.pk, form.cleaned_data[side]) for side in ("old", "new"))
    rows = comparing.compare(old.text, new.text)
    runs = list(comparing.folded(rows))
    context |= {"old": old, "new": new, "runs": runs, "counts": comparing.counts(rows)}
    return render(request, "normative/compare.html", context)


def text_of(document: int, number: int) -> Version:
    return get_object_or_404(Version, document=document, number=number)
