from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "rivage.demo"
    label = "demo"
