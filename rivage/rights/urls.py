from django.urls import path

from rivage.rights import views

app_name = "rights"
urlpatterns = [
    path("<uuid:person>/", views.clocks, name="clocks"),
    path("aide/<uuid:demande>", views.afis, name="afis"),
]
