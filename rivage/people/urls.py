from django.urls import include, path

from rivage.people.views import file, team

app_name = "people"
pages = [
    path("", file.people_list, name="list"),
    path("fichier", file.people_export, name="list_export"),
    path("<uuid:person>/", file.person_page, name="person"),
    path("<uuid:person>/etape", file.step, name="step"),
    path("<uuid:person>/identite", file.identity, name="identity"),
    path("<uuid:person>/contact", file.contact, name="contact"),
    path("<uuid:person>/enfant", file.child_new, name="child_new"),
    path("<uuid:person>/accord", file.accord_new, name="accord_new"),
    path("<uuid:person>/lectures", file.readers, name="readers"),
    path("<uuid:person>/equipe", team.team, name="team"),
    path("<uuid:person>/suite", team.told, name="told"),
    path("accompagnements/<uuid:accompaniment>/retirer", team.taken_off, name="taken_off"),
    path("accompagnements/<uuid:accompaniment>/su", team.told_corrected, name="told_corrected"),
    path("relais", team.relays, name="relay"),
    path("enfants/<uuid:child>", file.child, name="child"),
    path("lectures/<uuid:exclusion>/lever", file.reader_back, name="reader_back"),
]
urlpatterns = [path("personnes/", include(pages))]
