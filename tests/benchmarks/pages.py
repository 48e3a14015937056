"""Lists, to-do, search, API and figures over many cases, against the bare SQL of the same rows."""

from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from rest_framework import pagination, serializers, viewsets
from rest_framework.test import APIRequestFactory, force_authenticate

from lawgov.accounts.models import User
from lawgov.organs.models import Organ
from reconsideration import statistics
from reconsideration.api import CaseViewSet
from reconsideration.listing import COLUMNS
from reconsideration.models import Case
from reconsideration.searching import search
from reconsideration.serializers import LISTED, ListedCaseSerializer
from tests.benchmarks.timing import Row, Work, beat, in_turns, median, page, reader, sql_of

CITY, PROVINCE = "140100", "140000"
YEAR = 2025


def of_city() -> Any:
    return Case.objects.of(Organ.objects.get(code=CITY))


def plain(rows: Any, columns: list[str], size: int = 51) -> Work:
    """The bare SQL of one page."""
    return sql_of(rows.values_list(*["id" if name == "pk" else name for name in columns])[:size])


def growing(client: Client) -> dict[str, float]:
    """What must not cost more when there are more cases: each in the machine's own beat."""
    works = {
        "list page": page(client, "/cases/"),
        "list page of open cases by due day": page(client, "/cases/?order=due"),
        "to-do page": page(client, "/cases/todo/?sight=all"),
        "API list": page(client, "/api/v1/cases/"),
    }
    times = in_turns(beat, *works.values(), runs=25)
    return {name: time / times[0] for name, time in zip(works, times[1:], strict=True)}


def grown(before: dict[str, float], after: dict[str, float], sizes: str) -> list[Row]:
    """The same pages at all cases and at a tenth of them."""
    rows = []
    for name, cost in after.items():
        ratio = cost / before[name]
        rows.append(Row(f"{name}, {sizes}", 0, "at a tenth", ratio, "<= 1.3", ratio <= 1.3,
                        name == "list page"))  # fmt: skip
    return rows


def lists(client: Client) -> list[Row]:
    """The list and the to-do list, against their bare SQL."""
    rows = of_city()
    latest = plain(rows.order_by("-received_on", "-pk"), COLUMNS)
    due = plain(rows.filter(due_on__isnull=False).order_by("due_on", "pk"), COLUMNS)
    floor, listed, due_floor, todo = in_turns(
        latest, page(client, "/cases/"), due, page(client, "/cases/todo/?sight=all")
    )
    return [
        Row("list: bare SQL of 51 rows", floor),
        Row("list page, whole request", listed, "bare SQL", listed / floor, "<= 30 x",
            listed / floor <= 30, True),
        Row("to-do: bare SQL of 51 rows", due_floor),
        Row("to-do page with lights", todo, "bare SQL", todo / due_floor, "<= 20 ms",
            todo <= 0.020, True),
    ]  # fmt: skip


def scopes(client: Client, boss: Client) -> list[Row]:
    """An ordinary user pays for the scope nothing that a superuser does not pay."""
    own, all_of_it = in_turns(page(client, "/cases/"), page(boss, f"/cases/?organ={CITY}"))
    ratio = own / all_of_it
    return [Row("list page as an ordinary user", own, "superuser", ratio, "<= 1.2", ratio <= 1.2)]


class StockSerializer(serializers.ModelSerializer):
    """The fields of the list as the framework reads them."""

    organ__code = serializers.CharField(source="organ.code")
    rule_set__code = serializers.CharField(source="rule_set.code")
    handler__username = serializers.CharField(source="handler.username", default=None)

    class Meta:
        model = Case
        fields = LISTED


class StockPages(pagination.LimitOffsetPagination):
    default_limit = 50


class StockViewSet(viewsets.ReadOnlyModelViewSet):
    """What the framework gives without thought: objects, count and offset."""

    queryset = Case.objects.select_related("organ", "rule_set", "handler").order_by("-id")
    serializer_class = StockSerializer
    pagination_class = StockPages
    permission_classes: list[Any] = []
    filter_backends: list[Any] = []


def api(client: Client) -> list[Row]:
    """The API's list against bare SQL, and its view against the framework's own."""
    assert set(ListedCaseSerializer().fields) == {name.partition("__")[0] for name in LISTED}
    boss = User.objects.get(username="bench-boss")
    floor, listed = in_turns(
        plain(of_city().order_by("-id"), LISTED), page(client, "/api/v1/cases/?page_size=50")
    )

    def view(cls: Any) -> Work:
        made = cls.as_view({"get": "list"})

        def run() -> object:
            request = APIRequestFactory().get("/", {"page_size": 50})
            force_authenticate(request, user=boss)
            response = made(request).render()
            assert response.status_code == 200
            return response

        return run

    ours, stock = in_turns(view(CaseViewSet), view(StockViewSet))
    return [
        Row("API list of 50, whole request", listed, "bare SQL", listed / floor, "<= 25 x",
            listed / floor <= 25),
        Row("API list of 50, view alone", ours, "stock DRF", stock / ours, ">= 1.2 x faster",
            stock / ours >= 1.2),
    ]  # fmt: skip


class StockAdmin(ModelAdmin):
    """What the admin site gives without thought."""

    list_display = ["number", "organ", "state", "respondent_name", "act_name", "received_on",
                    "due_on", "handler"]  # fmt: skip
    list_filter = ["state", "rule_set"]
    search_fields = ["number", "search_text"]
    list_per_page = 50


def admin_list(boss: Client) -> list[Row]:
    """The stock admin list against our list of the same rows."""
    stock = StockAdmin(Case, AdminSite())

    def run() -> object:
        request = RequestFactory().get("/")
        request.user = User.objects.get(username="bench-boss")
        response = stock.changelist_view(request)
        return response.render()

    ours, theirs = in_turns(page(boss, "/cases/"), run, runs=5)
    ratio = theirs / ours
    return [Row("list page of everything", ours, "stock admin list", ratio, ">= 5 x faster",
                ratio >= 5)]  # fmt: skip


def searches(client: Client) -> list[Row]:
    """Words with few and with many hits: bare SQL and page."""
    first = of_city().filter(parties__role="applicant").order_by("pk")
    person, number = first.values_list("parties__name", "number").first()
    rows = []
    for word, few in [(person, True), (number, True), (person[:1], False), ("公安", False),
                      ("行政处罚", False), ("没有这个词", True)]:  # fmt: skip
        found = search(of_city(), word).order_by("-received_on", "-pk").values_list("pk")[:21]
        floor, shown = in_turns(sql_of(found), page(client, f"/cases/?q={word}"), runs=5)
        target = "<= 5 ms" if few else ""
        rows += [
            Row(f"search {word}: SQL of 20 results", floor, "", None, target,
                floor <= 0.005 if few else None, few),
            Row(f"search {word}: page", shown, "its SQL", shown / floor, "<= 200 ms",
                shown <= 0.2, True),
        ]  # fmt: skip
    return rows


def figures() -> list[Row]:
    """The national form of a year for the whole province, against reading its cases once."""
    province = Organ.objects.get(code=PROVINCE)
    span = statistics.Span.of_year(YEAR)
    within = Case.objects.of(province).filter(received_on__gte=span.start, received_on__lt=span.end)
    read = sql_of(within.order_by().values_list("field", "act_kind", "closing", "accepted_on"))
    question = statistics.Question(province, span, statistics.default_base())
    floor, form = in_turns(read, lambda: statistics.fill(question), runs=3)
    return [
        Row(f"the cases of {YEAR}: bare SQL", floor),
        Row(f"national form of {YEAR}, whole province", form, "bare SQL", form / floor, "<= 1 s",
            form <= 1, True),
    ]  # fmt: skip


def queries(client: Client, before: dict[str, int] | None) -> tuple[list[Row], dict[str, int]]:
    """How many queries a page takes, however many cases there are."""
    counted = {}
    for address in ("/cases/", "/cases/?q=zzzz", "/cases/todo/?sight=all", "/api/v1/cases/"):
        cache.clear()
        client.get(address)
        with CaptureQueriesContext(connection) as context:
            client.get(address)
        counted[address] = len(context)
    if before is None:
        return [], counted
    told = ", ".join(f"{address} {number}" for address, number in counted.items())
    same = counted == before
    return [Row(f"queries: {told}", 0, "", None, "as at a tenth", same, True)], counted


def measure() -> list[Row]:
    """Everything about pages at the full number of cases."""
    client, boss = reader(CITY, "bench-city"), reader(PROVINCE, "bench-boss", is_superuser=True)
    median(page(boss, "/cases/"), 2)
    return [
        *lists(client), *scopes(client, boss), *api(client), *admin_list(boss), *searches(client),
        *figures(),
    ]  # fmt: skip
