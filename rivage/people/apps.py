from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PeopleConfig(AppConfig):
    name = "rivage.people"
    label = "people"

    def ready(self) -> None:
        """Let each app bring its panels to the person's page."""
        autodiscover_modules("panels")
