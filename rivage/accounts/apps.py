from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccountsConfig(AppConfig):
    name = "rivage.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Let each app bring what its users must do to their homes, and the pages that words lead to."""
        autodiscover_modules("todo", "leads")
