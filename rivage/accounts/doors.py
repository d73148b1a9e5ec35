"""The doors: pages outside any acting membership."""

from django.urls import path

from rivage.accounts.views import doors

app_name = "doors"
urlpatterns = [
    path("", doors.public, name="public"),
    path("entrer", doors.SignIn.as_view(), name="sign_in"),
    path("sortir", doors.leave, name="leave"),
    path("fonctions", doors.functions, name="functions"),
    path("mot-de-passe", doors.ChoosePassword.as_view(), name="password"),
]
