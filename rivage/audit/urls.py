from django.urls import include, path

from rivage.audit import views

app_name = "audit"
pages = [
    path("", views.trace_page, name="trace"),
    path("personnes/<uuid:person>/lecteurs", views.readers, name="readers"),
]
urlpatterns = [path("trace/", include(pages))]
