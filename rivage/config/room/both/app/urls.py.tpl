from django.urls import include, path

from rivage.{room} import views

app_name = "{room}"
pages = [path("", views.first, name="first")]
urlpatterns = [path("{room}/", include(pages))]
