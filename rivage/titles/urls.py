from django.urls import include, path

from rivage.titles import views

app_name = "titles"
pages = [
    path("<uuid:person>/", views.rights, name="rights"),
    path("<uuid:person>/resume", views.summary, name="summary"),
    path("<uuid:person>/attestations", views.attestations, name="attestations"),
    path("<uuid:person>/attestations/<slug:reader>.<str:form>", views.attestation, name="attestation"),
    path("<uuid:person>/<slug:right>", views.right, name="right"),
    path("<uuid:person>/<slug:right>/lettre.<str:form>", views.letter, name="letter"),
    path("<uuid:person>/<slug:right>/contester.<str:form>", views.contest_letter, name="contest_letter"),
    path("etape/<uuid:rightfact>/corriger", views.correct, name="correct"),
    path("expediteur", views.sender, name="sender"),
    path("expediteur/apercu", views.sender_preview, name="sender_preview"),
]
urlpatterns = [path("ses-droits/", include(pages))]
