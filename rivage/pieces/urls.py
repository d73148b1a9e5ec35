from django.urls import include, path

from rivage.pieces import views

app_name = "pieces"
pages = [
    path("<uuid:person>/", views.files, name="files"),
    path("<uuid:person>/resume", views.summary, name="summary"),
    path("fichier/<uuid:piecefile>", views.download, name="download"),
    path("fichier/<uuid:piecefile>/retirer", views.remove, name="remove"),
]
urlpatterns = [path("pieces/", include(pages))]
