from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "rivage.dossiers"
    label = "dossiers"
