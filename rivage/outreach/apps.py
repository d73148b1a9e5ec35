from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "rivage.outreach"
    label = "outreach"
