"""The addresses of the product, and the floor page beside them."""

from django.urls import path

from rivage.config.urls import urlpatterns as product
from tests.bench.floor import NAME, page

urlpatterns = [path("m/<uuid:membership>/plancher/<int:rank>", page, name=NAME), *product]
