from django.apps import AppConfig


class PiecesConfig(AppConfig):
    name = "rivage.pieces"
    label = "pieces"
