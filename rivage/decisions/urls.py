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
    path("<uuid:demande>/observations/invitation.<slug:form>", views.invitation, name="invitation"),
    path("notifications/<uuid:notification>/corriger", views.correct, name="correct"),
    path("<uuid:demande>/recours", views.remedies, name="remedies"),
    path("<uuid:demande>/recours/noter", views.file, name="file"),
    path("<uuid:demande>/recours/aide", views.help_her, name="help"),
    path("<uuid:demande>/recours/reexamen", views.reexamine, name="reexamine"),
    path("<uuid:demande>/reexaminer", views.reread, name="reread"),
    path("<uuid:demande>/reexaminer.<slug:form>", views.reread_paper, name="reread_paper"),
    path("recours/<uuid:recours>", views.follow, name="follow"),
    path("<uuid:demande>/papier/<slug:kind>.<slug:form>", views.paper, name="paper"),
]
urlpatterns = [path("decisions/", include(pages))]
