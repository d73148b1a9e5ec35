"""Pages of accounts under an acting membership."""

from django.urls import URLPattern

app_name = "accounts_inside"
urlpatterns: list[URLPattern] = []
