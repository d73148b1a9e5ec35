from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

from rivage.commissions.views.agenda_feed import feed
from rivage.config.health import health
from rivage.config.security_txt import security_txt
from rivage.demo.mails import mails
from rivage.desk import outside
from rivage.network.views import presence
from rivage.outreach.outside import round_without_network, rounds_to_send, worker
from rivage.rights.alerts import due_feed

# What is under /m/<membership>/ is closed unless the policy opens it to the role of that membership. Each app brings
# its own pages, the first word of their addresses with them.
INSIDE = [
    path("", include(f"{app}.urls")) for app in settings.HOUSE_APPS if app != __package__ and find_spec(f"{app}.urls")
]

# What anybody may ask for stands here by name: no app opens a page outside by itself.
urlpatterns = [
    path("etat", health, name="health"),
    path("aide", outside.help_page, name="help"),
    path("accessibilite", outside.accessibility_page, name="accessibility"),
    path("donnees", outside.data_page, name="data"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("", include("rivage.doors.outside")),
    path("agenda/<str:token>.ics", feed, name="agenda"),
    path("presence", presence, name="presence"),
    path("terrain/sortie", round_without_network, name="round_without_network"),
    path("terrain/envoyer", rounds_to_send, name="rounds_to_send"),
    path("terrain/relais.js", worker, name="round_worker"),
    path("calendrier/<str:token>.ics", due_feed.feed, name="due"),
    path("m/<uuid:membership>/", include(INSIDE)),
]
if settings.MODE == "demo":
    urlpatterns.append(path("demonstration/courriels", mails, name="demo_mails"))
