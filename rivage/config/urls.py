from django.urls import path

from rivage.config.health import health

urlpatterns = [
    path("etat", health, name="health"),
]
