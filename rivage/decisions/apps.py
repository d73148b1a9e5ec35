from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "rivage.decisions"
    label = "decisions"
