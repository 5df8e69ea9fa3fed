"""System checks: every route has a policy, every staff setting that login relies on holds."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from minzheng.kernel.access.routes import classified_routes

OWNER = "minzheng_owner"


def routes_are_classified(
    *, app_configs: Sequence[AppConfig] | None = None, **_: Any
) -> list[CheckMessage]:
    """An unclassified route is an error: it would answer nobody, and somebody would open it."""
    if settings.DATABASES["default"].get("USER") == OWNER:
        return []  # a process that migrates serves no route
    return [
        Error(
            f"route {route.pattern!r} ({route.name or 'unnamed'}) declares no policy",
            hint="put @policy(...) on the view, or `permission = ...` on its class;"
            " for a package's view add a line to access/routes.py EXTERNAL",
            id="access.E001",
        )
        for route in classified_routes()
        if route.policy is None
    ]


def register_all() -> None:
    """Called when the app is ready."""
    register(routes_are_classified)
