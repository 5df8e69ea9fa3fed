"""The interface as a Django app; it has no tables."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """HTTP and JSON for other programs."""

    name = "minzheng.interfaces.api"
    label = "api"
    verbose_name = "接口"
