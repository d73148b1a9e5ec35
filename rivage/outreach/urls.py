from django.urls import include, path

from rivage.outreach import views
from rivage.outreach.workshops import views as workshops

app_name = "outreach"
pages = [
    path("", views.rounds, name="rounds"),
    path("export", views.rounds_export, name="rounds_export"),
    path("sortie", views.new_round, name="new_round"),
    path("sortie/<uuid:round>", views.one_round, name="round"),
    path("zones", views.zones, name="zones"),
    path("zones/fermer", views.close_zone, name="close_zone"),
    path("carte", views.card, name="card"),
    path("cartes", views.cards, name="cards"),
]
together = [
    path("", workshops.workshops, name="workshops"),
    path("export", workshops.workshops_export, name="workshops_export"),
    path("atelier", workshops.new_workshop, name="new_workshop"),
    path("atelier/<uuid:workshop>", workshops.workshop, name="workshop"),
]
urlpatterns = [path("terrain/", include(pages)), path("ateliers/", include(together))]
