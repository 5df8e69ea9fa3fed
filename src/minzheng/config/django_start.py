"""Starts Django in a command of ours, as the database role that the command needs.

Commands that need no database do not pay for it: what touches models is imported by name here, once
Django is ready.
"""

import importlib
import os
from typing import Any

import django

from minzheng.config.environment import DatabaseRole


def start_django(role: DatabaseRole) -> None:
    """Make models usable in this program, connected as ``role``."""
    os.environ["MINZHENG_ROLE"] = role.name.lower()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minzheng.config.settings")
    django.setup()


def run_as(role: DatabaseRole, function: str, /, **arguments: Any) -> Any:
    """Start Django and call ``module:function`` of the platform with keyword arguments."""
    start_django(role)
    module, _, name = function.partition(":")
    return getattr(importlib.import_module(module), name)(**arguments)
