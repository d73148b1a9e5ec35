from django.apps import AppConfig


class ReportConfig(AppConfig):
    name = "rivage.report"
    label = "report"
