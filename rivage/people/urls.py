from django.urls import include, path

from rivage.people import views

app_name = "people"
pages = [
    path("", views.people_list, name="list"),
    path("fichier", views.people_export, name="list_export"),
    path("<uuid:person>/", views.person_page, name="person"),
    path("<uuid:person>/etape", views.step, name="step"),
    path("<uuid:person>/identite", views.identity, name="identity"),
    path("<uuid:person>/contact", views.contact, name="contact"),
    path("<uuid:person>/enfant", views.child_new, name="child_new"),
    path("<uuid:person>/accord", views.accord_new, name="accord_new"),
    path("<uuid:person>/lectures", views.readers, name="readers"),
    path("<uuid:person>/equipe", views.team, name="team"),
    path("enfants/<uuid:child>", views.child, name="child"),
    path("lectures/<uuid:exclusion>/lever", views.reader_back, name="reader_back"),
]
urlpatterns = [path("personnes/", include(pages))]
