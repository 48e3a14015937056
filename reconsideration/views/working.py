"""Working on a case: registering it, reading it, moving it, explaining its days."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lawgov import attached
from lawgov.http import Request
from lawgov.lamps import lit_clocks
from lawgov.lifecycle import Stale
from lawgov.statutes.deadlines import NotAllowed
from lawgov.statutes.models import RuleSet
from lawgov.statutes.names import name_of
from lawgov.statutes.reprojection import journal_of
from reconsideration import clocks, moves
from reconsideration.forms.intake import CaseForm, PartyForms
from reconsideration.forms.moves import FORMS
from reconsideration.forms.working import AssignForm
from reconsideration.listing import lamps_on
from reconsideration.models import Case, Channel, Clock, Paper, Role, Verb
from reconsideration.parties import check_paper
from reconsideration.telling import details, told
from reconsideration.views.papers import papers_of

VIEW = permission_required("reconsideration.view_case", raise_exception=True)
BEGIN = {"headcount": 1, "channel": Channel.IN_PERSON}
HANDLE = permission_required("reconsideration.handle_case", raise_exception=True)


def case_of(request: Request, pk: int) -> Case:
    """A case in the user's sight, or 404."""
    rows = Case.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("organ", "rule_set", "act_kind", "field", "handler",
                            "second_handler", "earlier_case", "lead_case"), pk=pk)  # fmt: skip


@require_GET
@VIEW
def case(request: Request, pk: int) -> HttpResponse:
    """One case: facts, parties, deadlines with their reasons, documents, next steps."""
    return render(request, "reconsideration/case.html", frame_of(request, case_of(request, pk)))


def frame_of(request: Request, one: Case) -> dict[str, Any]:
    """What the page of a case shows."""
    lamps = lamps_on(timezone.localdate())
    articles = moves.articles_of(one)
    parties = list(one.parties.select_related("represents"))
    journal = one.moves.select_related("made_by").prefetch_related("documents__kind")
    return {
        "case": one,
        "lamp": lamps.of(one.due_on),
        "due_name": name_of(one.due_code) if one.due_code else "",
        "parties": parties,
        "applicants": [party.name for party in parties if party.role == Role.APPLICANT],
        "clocks": lit_clocks(one, lamps),
        "moves": [(move, told(move)) for move in journal],
        "reprojections": journal_of(one),
        "steps": steps_of(request, one, articles),
        "tracks": tracks_of(one),
        "places": places_of(request, one),
        **papers_of(request, one, timezone.localdate()),
    }


def steps_of(request: Request, one: Case, articles: dict[str, str]) -> dict[str, list[Any]]:
    """The moves of the case's state: those the user may make, and why the others are not."""
    may: list[dict[str, Any]] = []
    cannot: list[dict[str, Any]] = []
    for verb, rule in moves.RULES.items():
        if one.state not in rule.sources:
            continue
        step = {"verb": verb, "article": articles.get(verb, ""),
                "why": moves.why_not(one, rule, articles),
                "url": reverse("reconsideration:move", args=[one.pk, verb])}  # fmt: skip
        if not step["why"] and not request.user.has_perm(rule.permission):
            step["why"] = _("This is for another role.")
        (cannot if step["why"] else may).append(step)
    return {"may": may, "cannot": cannot}


TRACKS: dict[str, list[str]] = {  # with what their rows refer to
    "stops": ["ground"], "views_heard": [], "hearings": [], "investigations": [],
    "stays": ["ground"], "attached_reviews": [], "consultations": [], "rulings": ["kind"],
    "services": [], "letters": [], "lawsuits": [],
}  # fmt: skip


def tracks_of(one: Case) -> list[dict[str, Any]]:
    """What goes on beside the main course, by kind; empty ones are left out."""
    found = []
    for name, related in TRACKS.items():
        rows = getattr(one, name).select_related(*related) if related else getattr(one, name).all()
        told_rows = [details(row) for row in rows]
        if told_rows:
            found.append({"name": rows.model._meta.verbose_name_plural, "rows": told_rows})
    return found


def places_of(request: Request, one: Case) -> list[attached.Place]:
    """Where the attached reviews of a case are worked on, as far as the user may see it."""
    if not one.attached_reviews.exists():
        return []
    return attached.places(one.organ, one.number, request.user)


@require_GET
@VIEW
def why(request: Request, pk: int, clock: int) -> HttpResponse:
    """Every step that leads to a deadline of a case."""
    one = case_of(request, pk)
    row = get_object_or_404(one.clocks.select_related("period__rule_set"), pk=clock)
    row.case = one
    context = {"clock": row, "name": name_of(row.code), "deadline": explained(row)}
    return render(request, "lawgov/_why.html", context)


def explained(clock: Clock) -> Any:
    """The steps of a deadline; none where the organ itself has set the day."""
    return clocks.deadline_of(clock) if clock.period is not None else None


@require_http_methods(["GET", "POST"])
@HANDLE
def new(request: Request) -> HttpResponse:
    """Register an application; nothing typed is lost when something is wrong."""
    today = timezone.localdate()
    if request.method == "GET":
        form = CaseForm(user=request.user, initial=BEGIN | {"received_on": today})
        first = {"role": Role.APPLICANT, "paper": Paper.ID_CARD}
        return intake_page(request, form, PartyForms(prefix="party", initial=[first]))
    data = request.POST.copy()
    form, parties = CaseForm(data, user=request.user), PartyForms(data, prefix="party")
    if "add_party" in data:
        data["party-TOTAL_FORMS"] = str(len(parties.forms) + 1)
        form = CaseForm(initial=data.dict(), user=request.user)
        return intake_page(request, form, again(data))
    if form.is_valid() and parties.is_valid() and papers_are_right(parties):
        one = registered(request, form, parties)
        if one is not None:
            messages.success(request, _("The application is registered as %(number)s.")
                             % {"number": one.number})  # fmt: skip
            return redirect(one)
    return intake_page(request, form, parties, status=400)


def again(data: Any) -> Any:
    """The party rows with what was typed, one more, and no errors yet."""
    count = min(int(data["party-TOTAL_FORMS"]), 200)
    fields = PartyForms.form.base_fields
    rows = [{name: data.get(f"party-{n}-{name}", "") for name in fields} for n in range(count)]
    return PartyForms(prefix="party", initial=rows)


def papers_are_right(parties: Any) -> bool:
    """Check each party's paper and show what is wrong at its fields."""
    good = True
    for form in parties.forms:
        try:
            check_paper(form.instance)
        except ValidationError as refusal:
            form.take(refusal)
            good = False
    return good


def registered(request: Request, form: CaseForm, parties: Any) -> Case | None:
    """The registered case, or nothing after showing what was refused."""
    data = form.cleaned_data
    one = form.save(commit=False)
    one.handler = request.user
    try:
        return moves.receive(
            one,
            organ=data["organ"],
            parties=[party.instance for party in parties.forms],
            by=request.user,
            today=timezone.localdate(),
            number=data["number"],
            rule_set=data["rule_set"],
            rule_set_reason=data["rule_set_reason"],
        )
    except ValidationError as refusal:
        if not hasattr(refusal, "error_dict"):
            form.add_error(None, refusal)
            return None
        for name, errors in refusal.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    return None


def intake_page(request: Request, form: CaseForm, parties: Any, status: int = 200) -> HttpResponse:
    context = {"form": form, "parties": parties, "roles": Role.choices}
    return render(request, "reconsideration/new.html", context, status=status)


@require_POST
@HANDLE
def check(request: Request) -> HttpResponse:
    """While an application is typed: which law, in time or not, and was it here before."""
    form = CaseForm(request.POST, user=request.user)
    form.is_valid()
    one: Case = form.instance
    context: dict[str, Any] = {"case": one, "limits": [], "repeats": [], "rule_set": None}
    try:
        if one.received_on:
            one.rule_set = RuleSet.objects.all().in_force(one.received_on)
            context["rule_set"] = one.rule_set
            context["limits"] = [
                {"name": name_of(code), "deadline": deadline,
                 "is_late": (one.posted_on or one.received_on) > deadline.due}
                for code, deadline in clocks.filing_limit(one)
            ]  # fmt: skip
    except NotAllowed as refused:
        context["refused"] = str(refused.message)
    names = [str(name) for key, name in request.POST.items()
             if key.startswith("party-") and key.endswith("-name") and name]  # fmt: skip
    organ = form.cleaned_data.get("organ")
    if organ is not None and names and one.act_name:
        one.organ = organ
        context["repeats"] = moves.find_repeats(one, names)[:5]
    return render(request, "reconsideration/_check.html", context)


@require_http_methods(["GET", "POST"])
@VIEW
def move(request: Request, pk: int, verb: str) -> HttpResponse:
    """The page of one move: what the law says, what is to be recorded, and the deed."""
    one = case_of(request, pk)
    if verb not in FORMS:
        raise Http404
    rule = moves.RULES[Verb(verb)]
    if not request.user.has_perm(rule.permission):
        raise PermissionDenied
    if request.method == "GET":
        moves.engine.check(one, rule)
        initial = {"on": timezone.localdate(), "version": one.version}
        return move_page(request, one, verb, FORMS[Verb(verb)](case=one, initial=initial))
    form = FORMS[Verb(verb)](request.POST, case=one)
    if form.is_valid():
        try:
            done = moves.make(
                one, verb, by=request.user, on=form.cleaned_data["on"],
                today=timezone.localdate(), version=form.cleaned_data["version"],
                **form.arguments(),
            )  # fmt: skip
            messages.success(request, _("Done: %(verb)s.") % {"verb": rule.verb.label})
            return redirect(done)
        except ValidationError as refusal:
            form.take(refusal)
        except Stale as stale:
            form.add_error(None, str(stale.message))
            return move_page(request, one, verb, form, status=409)
    return move_page(request, one, verb, form, status=400)


def move_page(request: Request, one: Case, verb: str, form: Any, status: int = 200) -> HttpResponse:
    article = moves.articles_of(one).get(verb, "")
    if article:
        values = {"rule_set": one.rule_set.code, "article": article}
        article = _("Rule set %(rule_set)s: %(article)s") % values
    context = {"record": one, "verb": Verb(verb), "form": form, "article": article}
    return render(request, "lawgov/move.html", context, status=status)


@require_POST
@permission_required("reconsideration.examine_case", raise_exception=True)
def assign(request: Request) -> HttpResponse:
    """Give several cases to one handler: all of them or none."""
    form = AssignForm(request.POST, user=request.user)
    if not form.is_valid():
        faults = "；".join(str(error) for errors in form.errors.values() for error in errors)
        messages.error(request, faults)
        return redirect("reconsideration:cases")
    chosen = list(form.cleaned_data["cases"])
    today = timezone.localdate()
    with transaction.atomic():
        for one in chosen:
            moves.make(one, Verb.ASSIGN, by=request.user, on=today, today=today,
                       handler=form.cleaned_data["handler"])  # fmt: skip
    messages.success(request, _("%(count)s cases are assigned to %(handler)s.")
                     % {"count": len(chosen), "handler": form.cleaned_data["handler"]})  # fmt: skip
    return redirect("reconsideration:todo")
