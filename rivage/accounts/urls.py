"""Pages of accounts under an acting membership."""

from django.urls import include, path

from rivage.accounts.views import bodies, reading, session, trace
from rivage.accounts.views import memberships as screens

app_name = "accounts"
pages = [
    path("", screens.memberships, name="memberships"),
    path("fichier", screens.memberships_export, name="memberships_export"),
    path("proposer", screens.propose, name="propose"),
    path("en-tete", bodies.own_head, name="own_head"),
    path("delai-de-notification", bodies.own_delay, name="own_delay"),
    path("en-tete/apercu.pdf", bodies.own_head_preview, name="own_head_preview"),
    path("organismes/", bodies.listed_bodies, name="bodies"),
    path("organismes/<uuid:organisme>/", bodies.one, name="body"),
    path("organismes/<uuid:organisme>/proconnect", bodies.door, name="body_door"),
    path("<uuid:fonction>/", screens.one, name="membership"),
    path("<uuid:fonction>/lien", screens.send_again, name="send_again"),
    path("<uuid:fonction>/confirmer", screens.confirm, name="confirm"),
    path("<uuid:fonction>/qualite", screens.quality, name="quality"),
    path("<uuid:fonction>/lecture", reading.reopen, name="reopen_reading"),
    path("<uuid:fonction>/clore", screens.end, name="end"),
]
trace_pages = [
    path("", trace.trace_page, name="trace"),
    path("fichier", trace.trace_export, name="trace_export"),
    path("personnes/<uuid:person>/lecteurs", trace.readers, name="readers"),
]
urlpatterns = [
    path("comptes/", include(pages)),
    path("trace/", include(trace_pages)),
    path("session", session.session, name="session"),
]
