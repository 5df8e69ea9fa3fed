"""Casework as a Django app."""

from django.apps import AppConfig

from minzheng.kernel.casework import privileged


class CaseworkConfig(AppConfig):
    """From a need to a decision."""

    name = "minzheng.kernel.casework"
    label = "casework"
    verbose_name = "办件"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the functions that answer residents past row security."""
        privileged.declare_all()
