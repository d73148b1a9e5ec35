"""Pages of the doors under an acting membership."""

from django.urls import include, path

from rivage.doors.views import recovering

app_name = "recovery"
pages = [
    path("", recovering.recovery, name="ask"),
    path("refuser", recovering.end, name="end"),
]
urlpatterns = [path("comptes/<uuid:fonction>/acces/", include(pages))]
