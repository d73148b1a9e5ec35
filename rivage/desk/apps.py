from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "rivage.desk"
    label = "desk"
