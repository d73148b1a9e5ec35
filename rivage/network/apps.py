from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "rivage.network"
    label = "network"
