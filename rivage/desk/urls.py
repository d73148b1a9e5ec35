from django.urls import path

from rivage.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home_page, name="home"),
]
