from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "rivage.vault"
    label = "vault"
