"""The platform as a WSGI application, for gunicorn."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from minzheng.config.environment import read_environment

Surroundings = dict[str, Any]
Application = Callable[[Surroundings, Callable[..., Any]], Iterable[bytes]]


def from_behind_proxy(application: Application) -> Application:
    """Give the application the address that our own proxy saw, in the place of the proxy's.

    Only the last address of ``X-Forwarded-For`` was written by our proxy; whatever stands before it
    was sent by the caller, and can be invented.
    """

    def answer(surroundings: Surroundings, start: Callable[..., Any]) -> Iterable[bytes]:
        forwarded = str(surroundings.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
        if forwarded:
            surroundings["REMOTE_ADDR"] = forwarded
        return application(surroundings, start)

    return answer


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minzheng.config.settings")
application: Application = get_wsgi_application()
if read_environment().behind_proxy:
    application = from_behind_proxy(application)
