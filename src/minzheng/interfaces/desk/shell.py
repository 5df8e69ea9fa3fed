"""What the frame around every page needs; a template context processor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.generic.columns import Text
from minzheng.interfaces.desk.generic.views import Link
from minzheng.interfaces.desk.navigation import ShownSection, shown_to
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.api import posts_of
from minzheng.kernel.access.purposes import PURPOSES, purpose_title
from minzheng.kernel.access.roles import role_of
from minzheng.kernel.registry.api import divisions

ACCOUNT_LINKS = (
    Link(_("我的账号"), "desk:own_account", "user-circle"),
    Link(_("近亲属备案"), "desk:relatives", "heart-handshake", "relatives.file"),
)


@dataclass(frozen=True, slots=True)
class ShownPost:
    """A post that can be switched to."""

    id: UUID
    role_title: str
    division_name: str
    until: date | None
    current: bool


@dataclass(frozen=True, slots=True)
class ShownPurpose:
    """A purpose that can be stated."""

    code: str
    title: str
    current: bool


class Shell:
    """The frame for one request. Everything is looked up when a template first asks for it."""

    def __init__(self, request: HttpRequest, actor: Actor) -> None:
        self._request = request
        self._actor = actor
        self._purpose = str(getattr(request, "purpose", ""))

    @cached_property
    def posts(self) -> Sequence[ShownPost]:
        """The posts of this account, the present one marked."""
        own = posts_of(self._actor.account)
        names = divisions.names({post.division for post in own})
        return [
            ShownPost(
                post.id,
                role_of(post.role).title,
                names.get(post.division, post.division),
                post.valid_to,
                post.id == self._actor.post,
            )
            for post in own
        ]

    @property
    def division_name(self) -> str:
        """Where one works just now."""
        present = (post.division_name for post in self.posts if post.current)
        return next(present, self._actor.division)

    @property
    def role_title(self) -> str:
        """As what one works just now."""
        return role_of(self._actor.role).title

    @property
    def post_title(self) -> str:
        """Role and place, for the foot of a printed page."""
        return f"{self.division_name} {self.role_title}"

    @cached_property
    def sections(self) -> Sequence[ShownSection]:
        """The navigation."""
        return list(shown_to(self._actor, self._request))

    @property
    def may_search(self) -> bool:
        """Whether there is a search box."""
        return self._actor.may("person.search")

    @property
    def purpose_title(self) -> Text:
        """Why one looks, as last stated."""
        return purpose_title(self._purpose)

    @property
    def purposes(self) -> Sequence[ShownPurpose]:
        """What can be stated."""
        return [
            ShownPurpose(code, title, code == self._purpose) for code, title in PURPOSES.items()
        ]

    @property
    def account_links(self) -> Sequence[Link]:
        """The pages about oneself."""
        return [
            Link(link.title, reverse(link.address), link.icon)
            for link in ACCOUNT_LINKS
            if not link.permission or self._actor.may(link.permission)
        ]


def shell(request: HttpRequest) -> dict[str, Any]:
    """`{{ shell }}` for whoever is signed in and in a post."""
    actor = getattr(request, "actor", None)
    return {"shell": Shell(request, actor)} if isinstance(actor, Actor) else {}
