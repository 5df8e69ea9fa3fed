"""Entitlements as a Django app."""

from django.apps import AppConfig

from minzheng.kernel.entitlements import privileged


class EntitlementsConfig(AppConfig):
    """Who has which benefit, from which month on, and why."""

    name = "minzheng.kernel.entitlements"
    label = "entitlements"
    verbose_name = "待遇"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the functions that the next migration makes."""
        privileged.declare_all()
