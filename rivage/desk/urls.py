from django.urls import path

from rivage.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home_page, name="home"),
    path("tableau/", views.follow_up, name="follow_up"),
    path("tableau/fichier", views.follow_up_export, name="follow_up_export"),
    path("bienvenue", views.welcomed, name="welcomed"),
    path("aide", views.help_page, name="help"),
    path("accessibilite", views.accessibility_page, name="accessibility"),
    path("donnees", views.data_page, name="data"),
    path("regles/", views.rules_page, name="rules"),
    path("regles/essai/afis/", views.try_afis, name="try_afis"),
    path("regles/essai/periode/", views.try_period, name="try_period"),
    path("regles/<str:rule>/", views.rule_page, name="rule"),
]
