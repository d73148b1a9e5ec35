from django.urls import include, path

from rivage.network import views

app_name = "network"
pages = [
    path("", views.calls, name="calls"),
    path("codes", views.codes, name="codes"),
    path("codes/fermer", views.code_end, name="code_end"),
]
urlpatterns = [path("appels/", include(pages))]
