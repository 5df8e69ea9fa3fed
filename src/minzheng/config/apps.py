"""The composition root as a Django app: it wires the parts when all of them are there."""

from importlib import import_module

from django.apps import AppConfig


class CompositionConfig(AppConfig):
    """Has no tables; every program that starts Django gets the kernel's ports filled."""

    name = "minzheng.config"
    label = "composition"
    verbose_name = "组装"

    def ready(self) -> None:
        """Called by Django at start, when tables may be imported, which wiring does."""
        import_module("minzheng.config.wiring").install_ports()
