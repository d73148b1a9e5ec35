from django.urls import path

from rivage.rights.views import afis, clocks

app_name = "rights"
urlpatterns = [
    path("<uuid:person>/", clocks.clocks, name="clocks"),
    path("aide/<uuid:demande>", afis.afis, name="afis"),
]
