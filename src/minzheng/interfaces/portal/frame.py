"""What the frame around every page of the portal needs; a template context processor."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.registry.api.own import own_name

PREFIX = "/my/"
TEXT_COOKIE = "portal_text"
LARGE = "large"


class Frame:
    """The frame for one request. Everything is looked up when a template first asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        actor = getattr(request, "actor", None)
        self._actor = actor if isinstance(actor, Actor) and actor.may("own.cases") else None

    @property
    def large(self) -> bool:
        """Whether the reader has asked for larger letters."""
        return self._request.COOKIES.get(TEXT_COOKIE) == LARGE

    @property
    def here(self) -> str:
        """Where to come back to after the letters have changed size."""
        safe = self._request.method in ("GET", "HEAD")
        return self._request.path if safe else PREFIX

    @property
    def signed_in(self) -> bool:
        """Whether somebody is known who has matters of his own here."""
        return self._actor is not None

    @property
    def at_the_door(self) -> bool:
        """Whether an officer fills in for a resident."""
        return self._actor is not None and self._actor.may("case.open")

    @property
    def for_somebody(self) -> bool:
        """Whether one acts for somebody else."""
        return self._actor is not None and self._actor.own.authority is not None

    @cached_property
    def name(self) -> str:
        """Whose matters are handled; "" for nobody's."""
        if self._actor is None or self._actor.own.person is None:
            return ""
        try:
            return own_name(self._actor)
        except Unseen:
            return ""

    @property
    def single_sign_on(self) -> bool:
        """Whether there is another way in."""
        return bool(getattr(settings, "SOCIALACCOUNT_PROVIDERS", {}))


def frame(request: HttpRequest) -> dict[str, Any]:
    """`{{ frame }}` on pages of the portal."""
    return {"frame": Frame(request)} if request.path.startswith(PREFIX) else {}
