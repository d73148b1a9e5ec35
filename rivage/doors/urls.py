"""Pages of the doors under an acting membership."""

from django.urls import include, path

from rivage.doors.views import recovering, shut

app_name = "recovery"
pages = [
    path("", recovering.recovery, name="ask"),
    path("refuser", recovering.end, name="end"),
]
urlpatterns = [
    path("comptes/<uuid:fonction>/rouvrir", shut.reopen, name="reopen"),
    path("comptes/fermes/", shut.shut_accounts, name="shut"),
    path("comptes/<uuid:fonction>/acces/", include(pages)),
]
