from django.apps import AppConfig


class AssociationsConfig(AppConfig):
    name = "rivage.associations"
    label = "associations"
