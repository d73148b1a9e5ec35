from django.urls import include, path

from rivage.decisions import views

app_name = "decisions"
pages = [
    path("", views.decisions, name="list"),
    path("fichier", views.decisions_export, name="list_export"),
    path("<uuid:demande>/", views.decision, name="decision"),
    path("<uuid:demande>/signer", views.sign, name="sign"),
    path("<uuid:demande>/observations", views.hear, name="hear"),
    path("<uuid:demande>/notifier", views.notify, name="notify"),
    path("notifications/<uuid:notification>/corriger", views.correct, name="correct"),
    path("<uuid:demande>/papier/<slug:kind>.<slug:form>", views.paper, name="paper"),
]
urlpatterns = [path("decisions/", include(pages))]
