from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "rivage.core"
    label = "core"
