"""The network address of whoever calls."""

from django.http import HttpRequest


def address_of(request: HttpRequest) -> str | None:
    """The address that the server sees; behind a proxy the web server puts the right one here.

    `X-Forwarded-For` is not read: whoever calls can write anything into it.
    """
    return request.META.get("REMOTE_ADDR") or None
