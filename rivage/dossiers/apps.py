from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DossiersConfig(AppConfig):
    name = "rivage.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        """What her file says of the tables of each app that has something to say of its own."""
        autodiscover_modules("held")
