from django.urls import path

from reports.views import comparing, entering, reading

app_name = "reports"
urlpatterns = [
    path("compare/", comparing.compare, name="compare"),
    path("observations/<int:pk>/", reading.observation, name="observation"),
    path("indicators/<str:code>/", reading.indicator, name="indicator"),
    path("<int:year>/", reading.report, name="report"),
    path("<int:year>/identities/", reading.identities, name="identities"),
    path("<int:year>/open/", entering.open_year, name="open"),
    path("<int:year>/entry/", entering.entry, name="entry"),
    path("<int:year>/entry/<str:section>/draft/", entering.draft, name="draft"),
    path("<int:year>/follow-ups/<int:pk>/", entering.follow_up, name="follow_up"),
]
