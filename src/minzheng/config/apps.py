"""The composition root as a Django app: it wires the parts when all of them are there."""

from django.apps import AppConfig

from minzheng.config.wiring import install_ports


class CompositionConfig(AppConfig):
    """Has no tables; every program that starts Django gets the kernel's ports filled."""

    name = "minzheng.config"
    label = "composition"
    verbose_name = "组装"

    def ready(self) -> None:
        """Called by Django at start."""
        install_ports()
