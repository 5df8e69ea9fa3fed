"""Imports and exports as a Django app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """What comes in by the file, and the one gate through which tables go out."""

    name = "minzheng.kernel.exchange"
    label = "exchange"
    verbose_name = "数据交换"
    default_auto_field = "django.db.models.BigAutoField"
