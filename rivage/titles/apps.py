from django.apps import AppConfig


class TitlesConfig(AppConfig):
    name = "rivage.titles"
    label = "titles"
