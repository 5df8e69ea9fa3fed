"""The desk as a Django app: templates, static files and pages; it has no tables."""

from django.apps import AppConfig

from minzheng.interfaces.desk.translations import compile_catalogues


class DeskConfig(AppConfig):
    """Templates and pages; the English catalogue is compiled when it has changed."""

    name = "minzheng.interfaces.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        """Called by Django at start."""
        compile_catalogues()
