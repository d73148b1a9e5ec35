from django.urls import path

from rivage.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home_page, name="home"),
    path("tableau/", views.tableau, name="tableau"),
    path("tableau/tableau.xlsx", views.export, name="export"),
    path("decide/<uuid:person>", views.file, name="file"),
]
