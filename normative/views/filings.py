"""Filings beside their own pages: who has not filed, reminders, and the catalogues."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from lawgov.accounts.models import User
from lawgov.http import Request
from lawgov.lamps import LAMP_NAMES, Lamps
from lawgov.listing import BadCursor, Page, organ_names, page_of
from lawgov.organs.models import Organ
from lawgov.todopages import without
from lawgov.uploads import sent
from normative import catalogues
from normative.catalogues import FILES
from normative.forms.filings import GOVERNMENTS, CatalogueForm, PeriodForm, RemindForm
from normative.matter_listing import lamps_on
from normative.matters.filings import duties, filings
from normative.models import Act, Matter, MatterQuerySet, Stage

VIEW = permission_required("normative.view_matter", raise_exception=True)
REVIEW = permission_required("normative.review_matter", raise_exception=True)
DUTY = ["pk", "document__title", "document__number", "organ_id", "receiver_id", "stage",
        "received_on", "filing_due_on", "limit"]  # fmt: skip
PUBLIC_ROW = ["pk", "filing_number", "document_id", "document__title", "document__number",
              "document__maker_name", "document__published_on", "registered_on",
              "receiver_id"]  # fmt: skip
SIGHTS = {
    "overdue": gettext_lazy("Not filed in time"),
    "soon": gettext_lazy("To be filed soon"),
    "all": gettext_lazy("All that is owed"),
}
SHOWN = 500


def owed(rows: MatterQuerySet, sight: str, lamps: Lamps) -> MatterQuerySet:
    """The duties of a list."""
    if sight == "overdue":
        return duties.overdue(rows, lamps.today)
    if sight == "soon":
        return duties.due_soon(rows, lamps.today, lamps.last_day("yellow"))
    return duties.unfiled(rows)


def remindable(user: User) -> MatterQuerySet:
    """The duties towards the user's own organ of which a reminder is possible."""
    rows: Any = Matter.objects.visible_to(user)
    rows = duties.unfiled(rows).filter(stage__in=[Stage.TO_FILE, Stage.REMINDED])
    if user.is_superuser:
        return rows
    return rows.filter(receiver=user.organ.realm if user.organ else None)


def page_of_duties(request: Request, lamps: Lamps, sight: str) -> Page:
    """A page of duties, the oldest first, each with its light and who may be reminded."""
    rows: Any = Matter.objects.visible_to(request.user)
    rows = duties.with_limits(owed(rows, sight, lamps))
    try:
        after = request.GET.get("after", "")
        shown = page_of(rows, DUTY, by="filing_due_on", ascending=True, after=after)
    except BadCursor:
        shown = page_of(rows, DUTY, by="filing_due_on", ascending=True)
    may = request.user.has_perm("normative.review_matter")
    keys = [row["pk"] for row in shown.rows]
    mine = set(remindable(request.user).filter(pk__in=keys).values_list("pk", flat=True))
    names = organ_names()
    for row in shown.rows:
        row["key"] = str(row["pk"])
        row["lamp"] = lamps.of(row["filing_due_on"])
        row["lamp_name"] = LAMP_NAMES[row["lamp"]]
        row["stage_label"] = Stage(row["stage"]).label
        row["organ"] = names.get(row["organ_id"], "")
        row["receiver"] = names.get(row["receiver_id"], "")
        row["may_remind"] = may and row["pk"] in mine
        row["is_limit_over"] = row["limit"] is not None and row["limit"] < lamps.today
    return shown


def duties_page(request: Request, form: RemindForm | None = None) -> dict[str, Any]:
    """What the page of duties shows."""
    lamps = lamps_on(timezone.localdate())
    sight = request.GET.get("sight", "overdue")
    sight = sight if sight in SIGHTS else "overdue"
    shown = page_of_duties(request, lamps, sight)
    return {
        "sights": SIGHTS.items(), "sight": sight, "page": shown,
        "query": without(request.GET, "after"),
        "form": form or RemindForm(rows=Matter.objects.none()),
        "may_remind": any(row["may_remind"] for row in shown.rows),
        "chosen": set(form.data.getlist("chosen")) if form else set(),  # type: ignore[attr-defined]
    }  # fmt: skip


@require_GET
@VIEW
def filing_duties(request: Request) -> HttpResponse:
    """Who has not filed: overdue, soon due, all; the receiver's staff may remind several."""
    return render(request, "normative/duties.html", duties_page(request))


@require_POST
@REVIEW
def remind(request: Request) -> HttpResponse:
    """Remind several makers at once, all or none."""
    today = timezone.localdate()
    form = RemindForm(request.POST, rows=remindable(request.user))
    if form.is_valid():
        try:
            count = remind_all(form, request.user, today)
            messages.success(request, _("%(count)s makers were reminded.") % {"count": count})
            return redirect("normative:filing_duties")
        except ValidationError as refusal:
            form.take(refusal)
    return render(request, "normative/duties.html", duties_page(request, form), status=400)


@transaction.atomic
def remind_all(form: RemindForm, user: User, today: date) -> int:
    """Make the reminders; raises `ValidationError` naming the document that refuses it."""
    data = form.cleaned_data
    for matter in data["chosen"]:
        try:
            filings.make(matter, Act.REMIND, by=user, on=today, today=today,
                         due_on=data["due_on"], content=data["content"])  # fmt: skip
        except ValidationError as refusal:
            words = f"{matter.title}：{'；'.join(refusal.messages)}"
            raise ValidationError({"due_on": words}) from refusal
    return len(data["chosen"])


@require_GET
@VIEW
def catalogue_lists(request: Request) -> HttpResponse:
    """The catalogue of a period or of a maker, as it can be published."""
    today = timezone.localdate()
    form = CatalogueForm(request.GET, user=request.user, today=today)
    context: dict[str, Any] = {"form": form}
    if not form.is_valid():
        return render(request, "normative/catalogues.html", context, status=400)
    one = form.catalogue
    context |= {"catalogue": one, "lines": one.lines[:SHOWN], "query": without(request.GET)}
    if form.cleaned_data["kind"] == "maker":
        context["due_on"] = catalogues.due_on(form.cleaned_data["year"], today)
    return render(request, "normative/catalogues.html", context)


@require_GET
@VIEW
def catalogue_file(request: Request, ending: str) -> HttpResponse:
    """The catalogue as a workbook or a document."""
    form = CatalogueForm(request.GET, user=request.user, today=timezone.localdate())
    if ending not in FILES:
        raise Http404
    if not form.is_valid():
        return render(request, "normative/catalogues.html", {"form": form}, status=400)
    build, media_type = FILES[ending]
    one = form.catalogue
    response = HttpResponse(build(one), content_type=media_type)
    return sent(response, f"{one.organ.short_name}{one.title}.{ending}")


@login_not_required
@require_GET
def filing_catalogue(request: HttpRequest) -> HttpResponse:
    """The filings registered in a period, for everybody, the latest first."""
    today = timezone.localdate()
    governments = Organ.objects.filter(**GOVERNMENTS).exclude(level=Organ.Level.NATIONAL)
    form = PeriodForm(request.GET, today=today, organs=governments)
    context: dict[str, Any] = {"form": form, "query": without(request.GET, "after")}
    if not form.is_valid():
        return render(request, "normative/filing_catalogue.html", context, status=400)
    rows = catalogues.registered(form.span, today=today)
    if form.cleaned_data["organ"] is not None:
        rows = rows.filter(receiver=form.cleaned_data["organ"])
    after = request.GET.get("after", "")
    try:
        shown = page_of(rows, PUBLIC_ROW, by="registered_on", after=after)
    except BadCursor:
        shown = page_of(rows, PUBLIC_ROW, by="registered_on")
    names = organ_names()
    for row in shown.rows:
        row["receiver"] = names.get(row["receiver_id"], "")
    context |= {"page": shown, "span": form.span}
    return render(request, "normative/filing_catalogue.html", context)
