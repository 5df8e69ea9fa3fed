"""The Django app: row security is applied again after every migration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from minzheng.kernel.protection import checks, row_security


class ProtectionConfig(AppConfig):
    """Has no tables of its own."""

    name = "minzheng.kernel.protection"
    label = "protection"
    verbose_name = "数据保护"

    def ready(self) -> None:
        checks.register_all()
        post_migrate.connect(row_security.apply_after_migrate, sender=self)
