"""The Django app."""

from django.apps import AppConfig

from minzheng.kernel.access import checks


class AccessConfig(AppConfig):
    """Accounts, posts, sessions."""

    name = "minzheng.kernel.access"
    label = "access"
    verbose_name = "账号与权限"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the system checks made."""
        checks.register_all()
