from django.urls import include, path

from rivage.config.health import health

# What is under /m/<membership>/ is closed unless the policy opens it to the role of that membership.
INSIDE = [
    path("", include("rivage.desk.urls")),
    path("associations/", include("rivage.associations.urls")),
    path("personnes/", include("rivage.people.urls")),
    path("demandes/", include("rivage.dossiers.urls")),
    path("seances/", include("rivage.commissions.urls")),
    path("decisions/", include("rivage.decisions.urls")),
    path("droits/", include("rivage.rights.urls")),
    path("comptes/", include("rivage.accounts.inside")),
    path("trace/", include("rivage.audit.urls")),
]

urlpatterns = [
    path("etat", health, name="health"),
    path("", include("rivage.accounts.urls")),
    path("m/<uuid:membership>/", include(INSIDE)),
]
