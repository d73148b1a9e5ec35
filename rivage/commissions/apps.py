from django.apps import AppConfig


class CommissionsConfig(AppConfig):
    name = "rivage.commissions"
    label = "commissions"
