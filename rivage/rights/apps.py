from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "rivage.rights"
    label = "rights"
