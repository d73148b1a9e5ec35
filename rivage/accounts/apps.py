from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "rivage.accounts"
    label = "accounts"
