from django.apps import AppConfig


class {Room}Config(AppConfig):
    name = "rivage.{room}"
    label = "{room}"
