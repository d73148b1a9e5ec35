from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "rivage.config"
    label = "config"
