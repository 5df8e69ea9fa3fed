"""Residents as a Django app."""

from django.apps import AppConfig

from minzheng.kernel.residents import privileged


class ResidentsConfig(AppConfig):
    """Sign-in by code, authorities to act for somebody, consents within a household."""

    name = "minzheng.kernel.residents"
    label = "residents"
    verbose_name = "居民"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the functions that the next migration makes."""
        privileged.declare_all()
