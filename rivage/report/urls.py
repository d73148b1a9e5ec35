from django.urls import include, path

from rivage.report import views

app_name = "report"
pages = [
    path("", views.report, name="report"),
    path("fichier", views.report_export, name="report_export"),
    path("<int:year>", views.year, name="year"),
    path("<int:year>/fichier", views.year_export, name="year_export"),
    path("<int:year>/clore", views.close, name="close"),
    path("antennes", views.together, name="together"),
    path("antennes/fichier", views.together_export, name="together_export"),
]
urlpatterns = [path("rapport/", include(pages))]
