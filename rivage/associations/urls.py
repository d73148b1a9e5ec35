from django.urls import include, path

from rivage.associations import views

app_name = "associations"
pages = [
    path("", views.agrements, name="agrements"),
    path("agrement", views.agrement_new, name="agrement_new"),
    path("<uuid:agrement>/corriger", views.agrement_correct, name="agrement_correct"),
    path("<uuid:agrement>/invitation", views.agrement_invitation, name="agrement_invitation"),
    path("<uuid:agrement>/retrait", views.agrement_withdraw, name="agrement_withdraw"),
]
urlpatterns = [path("associations/", include(pages))]
