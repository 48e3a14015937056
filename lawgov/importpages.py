"""Pages of an import: the template, the file, how far it is, and what is wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lawgov.accounts.models import User
from lawgov.http import Request
from lawgov.importforms import ImportForm
from lawgov.importing import running, workbooks
from lawgov.importing.models import ENDED
from lawgov.uploads import SHEET, sent

SECONDS = 1.0
SHOWN = 100
Page = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class ImportPages:
    """Where an app imports its records: who may, for which organs, under which names.

    `space` is the app's own namespace of addresses, `shown` the address of the
    list of what was written, `may` the decorator that asks for the right.
    """

    imports: running.Imports
    may: Callable[[Page], Page]
    organs: Callable[[User], Any]
    template: Callable[[], bytes]
    template_name: Any
    space: str
    command: str
    shown: str
    title: Any
    organ_label: Any
    shown_label: Any

    def paths(self) -> list[URLPattern]:
        """The addresses of these pages."""
        get: dict[str, Page] = {
            "": self.imports_page, "template/": self.template_page, "<int:pk>/": self.detail,
        }  # fmt: skip
        post: dict[str, Page] = {"start/": self.start, "<int:pk>/progress/": self.progress}
        pages = {at: require_GET(self.may(page)) for at, page in get.items()}
        pages |= {at: require_POST(self.may(page)) for at, page in post.items()}
        return [path(f"imports/{at}", page, name=NAMES[at]) for at, page in pages.items()]

    @property
    def at(self) -> dict[str, str]:
        """The names of the addresses, for templates."""
        return {name: f"{self.space}:{name}" for name in NAMES.values()}

    @property
    def shown_at(self) -> str:
        return f"{self.space}:{self.shown}"

    def context(self, **more: Any) -> dict[str, Any]:
        """What every page of these shows."""
        return {"pages": self, "tabs": f"{self.space}/_tabs.html", **more}

    def imports_page(self, request: Request) -> HttpResponse:
        """The imports in sight, and the form for another one."""
        return self.listed(request, self.form(request))

    def form(self, request: Request, *data: Any) -> ImportForm:
        user = request.user
        return ImportForm(*data, user=user, organs=self.organs(user), label=self.organ_label)

    def listed(self, request: Request, form: ImportForm, status: int = 200) -> HttpResponse:
        rows = self.imports.runs.objects.all().visible_to(request.user).for_list()
        page = Paginator(rows, 20).get_page(request.GET.get("page"))
        context = self.context(form=form, page=page)
        return render(request, "lawgov/imports.html", context, status=status)

    def start(self, request: Request) -> HttpResponse:
        """Take a file and go to where it is worked on."""
        form = self.form(request, request.POST, request.FILES)
        if not form.is_valid():
            return self.listed(request, form, 400)
        data = form.cleaned_data
        try:
            run = self.imports.start(
                data["file"], organ=data["organ"], mode=data["mode"], by=request.user
            )
        except ValidationError as refusal:
            form.take(refusal)
            return self.listed(request, form, 400)
        return redirect(self.at["import"], run.pk)

    def template_page(self, request: Request) -> HttpResponse:
        """The template to fill in."""
        response = HttpResponse(self.template(), content_type=SHEET)
        return sent(response, str(self.template_name))

    def detail(self, request: Request, pk: int) -> HttpResponseBase:
        """How far an import is, and its faults by page; as a file where one is asked for."""
        run = self.run_of(request, pk)
        faults = run.faults.order_by("row", "pk")
        name = _("Faults of import %(number)s") % {"number": run.pk}
        wanted = request.GET.get("download")
        if wanted == "csv":
            lines = workbooks.faults_as_csv(faults.iterator())
            return sent(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"),
                        f"{name}.csv")  # fmt: skip
        if wanted == "xlsx":
            content = workbooks.faults_as_xlsx(faults.iterator())
            return sent(HttpResponse(content, content_type=SHEET), f"{name}.xlsx")
        page = Paginator(faults, SHOWN).get_page(request.GET.get("page"))
        context = self.progress_of(run, page=page, kept=running.KEPT_FAULTS)
        return render(request, "lawgov/import.html", context)

    def progress(self, request: Request, pk: int) -> HttpResponse:
        """Carry an import on for a second, and say how far it is."""
        run = self.run_of(request, pk)
        if not self.imports.is_too_long(run):
            run = self.imports.step(
                run, today=timezone.localdate(), at=timezone.now(), seconds=SECONDS
            )
        if not request.htmx:
            return redirect(self.at["import"], run.pk)
        response = render(request, "lawgov/_import_progress.html", self.progress_of(run))
        if run.state in ENDED:
            response["HX-Refresh"] = "true"
        return response

    def run_of(self, request: Request, pk: int) -> Any:
        rows = self.imports.runs.objects.all().visible_to(request.user).for_list()
        return get_object_or_404(rows, pk=pk)

    def progress_of(self, run: Any, **more: Any) -> dict[str, Any]:
        """Where a run stands, and whether it still goes on."""
        is_too_long = self.imports.is_too_long(run)
        return self.context(
            run=run,
            is_writing=self.imports.is_writing(run),
            is_too_long=is_too_long,
            goes_on=run.state not in ENDED and not is_too_long,
            **more,
        )


NAMES = {"": "imports", "start/": "import_start", "template/": "import_template",
         "<int:pk>/": "import", "<int:pk>/progress/": "import_progress"}  # fmt: skip
