"""The Django app."""

from importlib import import_module

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Accounts, posts, sessions; the checks of routes are registered when it is ready."""

    name = "minzheng.kernel.access"
    label = "access"
    verbose_name = "账号与权限"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register checks and signal receivers."""
        # Django wants models loaded before these modules are.
        import_module("minzheng.kernel.access.checks")
        import_module("minzheng.kernel.access.login")
