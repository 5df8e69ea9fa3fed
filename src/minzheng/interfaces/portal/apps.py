"""The portal as a Django app: templates, static files and pages; it has no tables."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Pages for residents."""

    name = "minzheng.interfaces.portal"
    label = "portal"
    verbose_name = "居民服务"
