from django.apps import AppConfig


class DoorsConfig(AppConfig):
    name = "rivage.doors"
    label = "doors"
