from django.urls import path

from normative.views import catalogue, comparing, documents, working

app_name = "normative"
urlpatterns = [
    path("", documents.documents, name="documents"),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("catalogue/<int:pk>/", catalogue.entry, name="entry"),
    path("expiry/", documents.expiry, name="expiry"),
    path("not-normative/", documents.not_normative, name="not_normative"),
    path("not-normative/new/", documents.set_aside, name="set_aside"),
    path("new/", working.new, name="new"),
    path("new/check/", working.check, name="check"),
    path("<int:pk>/", working.document, name="document"),
    path("<int:pk>/compare/", comparing.compare, name="compare"),
    path("<int:pk>/bases/", working.add_basis, name="add_basis"),
    path("<int:pk>/links/", working.add_link, name="add_link"),
    path("<int:pk>/<slug:part>/<int:row>/remove/", working.remove, name="remove"),
    path("<int:pk>/versions/<int:number>/", working.version, name="version"),
    path("<int:pk>/versions/<int:number>/file/", working.version_file, name="version_file"),
    path("<int:pk>/<slug:verb>/", working.move, name="move"),
]
