from django.urls import path

from rivage.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.public, name="public"),
    path("entrer", views.SignIn.as_view(), name="sign_in"),
    path("sortir", views.leave, name="leave"),
    path("fonctions", views.functions, name="functions"),
]
