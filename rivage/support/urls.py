from django.urls import include, path

from rivage.support.active import views as active

app_name = "support"
pages = [
    path("", active.active, name="active"),
    path("fichier", active.active_export, name="active_export"),
    path("equipe", active.team, name="team"),
    path("equipe/postes", active.posts, name="posts"),
    path("equipe/semaine", active.week, name="week"),
    path("equipe/hors-definition", active.turned_away, name="turned_away"),
    path("<uuid:person>/resume", active.summary, name="summary"),
    path("<uuid:person>/rencontre", active.first_contact, name="first_contact"),
    path("<uuid:person>/attente", active.wait, name="wait"),
]
urlpatterns = [path("file-active/", include(pages))]
