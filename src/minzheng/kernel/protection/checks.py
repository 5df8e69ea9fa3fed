"""Django's system checks: nothing of ours is migrated without its protection declared."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from minzheng.kernel.protection import rows

OURS = "minzheng."


def register_all() -> None:
    """Called once, when the app is ready."""
    register(every_model_is_declared)


def every_model_is_declared(
    app_configs: Sequence[AppConfig] | None = None, **named: Any
) -> list[CheckMessage]:
    """One error for each model of ours without a declaration of how its rows are protected."""
    return [
        Error(
            f"{model._meta.label} does not say how its rows are protected.",
            hint="Put @by_division, @unprotected(reason) or @worker_only(reason) above it.",
            obj=model,
            id="protection.E001",
        )
        for model in rows.undeclared()
        if model.__module__.startswith(OURS)
    ]
