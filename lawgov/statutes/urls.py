from django.urls import path

from lawgov.statutes import views

app_name = "statutes"
urlpatterns = [path("calculator/", views.calculator, name="calculator")]
