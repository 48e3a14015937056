"""Pages, admin and the API."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, reverse
from django.views.generic import RedirectView
from django.views.i18n import set_language
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from lawgov.accounts.api import TokenView
from lawgov.answers import Nowhere
from lawgov.organs.api import OrganViewSet
from lawgov.statutes.api import CalculateView
from normative.api import CatalogueViewSet, DocumentViewSet
from normative.api_matters import (
    CleanupViewSet,
    FilingViewSet,
    ReviewViewSet,
    SuggestionViewSet,
)
from reconsideration.api import CaseViewSet
from reconsideration.api_statistics import StatisticsView
from reports import api
from reports.views.reading import home


def admin_login(request: HttpRequest) -> HttpResponse:
    """The one login page serves the admin site too; who may not enter it is told so."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next", reverse("admin:index")))


router = SimpleRouter()
router.register("organs", OrganViewSet, "organ")
router.register("indicators", api.IndicatorViewSet, "indicator")
router.register("reports", api.ReportViewSet, "report")
router.register("observations", api.ObservationViewSet, "observation")
router.register("practices", api.PracticeViewSet, "practice")
router.register("problems", api.ProblemViewSet, "problem")
router.register("plans", api.PlanViewSet, "plan")
router.register("cases", CaseViewSet, "case")
router.register("documents", DocumentViewSet, "document")
router.register("catalogue", CatalogueViewSet, "catalogue")
router.register("reviews", ReviewViewSet, "review")
router.register("filings", FilingViewSet, "filing")
router.register("suggestions", SuggestionViewSet, "suggestion")
router.register("cleanups", CleanupViewSet, "cleanup")

api_urls = [
    *router.urls,
    path("comparison/", api.ComparisonView.as_view(), name="comparison"),
    path("deadlines/calculate/", CalculateView.as_view(), name="deadlines"),
    path("identities/", api.IdentitiesView.as_view(), name="identities"),
    path("statistics/reconsideration/", StatisticsView.as_view(), name="statistics"),
    path("token/", TokenView.as_view(), name="token"),
]

urlpatterns = [
    path("", home, name="home"),
    path("accounts/", include("lawgov.accounts.urls")),
    path("favicon.ico", login_not_required(RedirectView.as_view(url="/static/lawgov/icon.svg"))),
    path("language/", login_not_required(set_language), name="set_language"),
    path("deadlines/", include("lawgov.statutes.urls")),
    path("cases/", include("reconsideration.urls")),
    path("normative/", include("normative.urls")),
    path("reports/", RedirectView.as_view(pattern_name="home")),
    path("reports/", include("reports.urls")),
    path("admin/login/", login_not_required(admin_login)),
    path("admin/", admin.site.urls),
    path("api/v1/", include((api_urls, "api"))),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="api_docs"),
    path("api/<path:rest>", Nowhere.as_view()),
]
