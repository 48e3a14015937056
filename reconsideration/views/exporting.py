"""The list of cases as a file."""

from typing import Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from lawgov.exporting import Column, exported, labelled, of_field
from lawgov.http import Request
from reconsideration.filters import CaseFilter
from reconsideration.models import Case, Channel, State
from reconsideration.models.choices import Closing
from reconsideration.views.cases import VIEW

CASES = [
    *(of_field(Case, name) for name in ("number", "organ__name", "rule_set__code", "received_on")),
    of_field(Case, "channel", labelled(Channel.choices)),
    Column(gettext_lazy("State"), "state", labelled(State.choices)),
    *(of_field(Case, name) for name in
      ("respondent_name", "act_name", "act_number", "act_on", "act_kind__name", "field__name",
       "headcount", "accepted_on", "closed_on")),
    of_field(Case, "closing", labelled(Closing.choices)),
    *(of_field(Case, name) for name in ("due_on", "handler__name")),
]  # fmt: skip


@require_GET
@VIEW
def cases(request: Request) -> HttpResponseBase:
    """The cases as they are filtered, without their parties' papers and addresses."""
    rows: Any = Case.objects.visible_to(request.user)
    chosen = CaseFilter(request.GET, queryset=rows, request=request)
    return exported(request, chosen, CASES, name=_("Cases"), back="reconsideration:cases")
