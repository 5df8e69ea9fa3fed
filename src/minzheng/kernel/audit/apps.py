"""The Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit trail."""

    name = "minzheng.kernel.audit"
    label = "audit"
    verbose_name = "审计"
