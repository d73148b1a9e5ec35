from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccountsConfig(AppConfig):
    name = "rivage.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Let each app bring what its users must do, the pages that words lead to, what newcomers get,
        and what it counts of an antenne."""
        autodiscover_modules("todo", "leads", "newcomers", "figures")
