from django.urls import path

from reconsideration.views import (
    cases,
    exporting,
    importing,
    papers,
    reprojecting,
    statistics,
    working,
)

app_name = "reconsideration"
urlpatterns = [
    path("", cases.cases, name="cases"),
    path("export/", exporting.cases, name="cases_export"),
    path("todo/", cases.todo, name="todo"),
    path("calendar/", cases.calendar, name="calendar"),
    path("new/", working.new, name="new"),
    path("new/check/", working.check, name="check"),
    path("assign/", working.assign, name="assign"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("statistics/export/", statistics.export, name="statistics_export"),
    *importing.PAGES.paths(),
    reprojecting.PAGE.path("reproject"),
    path("documents/<int:pk>/", papers.download_document, name="document"),
    path("documents/<int:pk>/void/", papers.void_document, name="void_document"),
    path("attachments/<int:pk>/", papers.download_attachment, name="attachment"),
    path("<int:pk>/", working.case, name="case"),
    path("<int:pk>/deadlines/<int:clock>/", working.why, name="why"),
    path("<int:pk>/documents/", papers.issue_document, name="issue_document"),
    path("<int:pk>/attachments/", papers.add_attachment, name="add_attachment"),
    path("<int:pk>/<slug:verb>/", working.move, name="move"),
]
