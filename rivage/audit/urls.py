from django.urls import path

from rivage.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.trace_page, name="trace"),
    path("personnes/<uuid:person>/lecteurs", views.readers, name="readers"),
]
