"""The registry as a Django app."""

from django.apps import AppConfig

from minzheng.kernel.registry import privileged


class RegistryConfig(AppConfig):
    """One file for every person and household."""

    name = "minzheng.kernel.registry"
    label = "registry"
    verbose_name = "人员与家庭档案"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the functions that the next migration makes."""
        privileged.declare_all()
