from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "rivage.support"
    label = "support"
