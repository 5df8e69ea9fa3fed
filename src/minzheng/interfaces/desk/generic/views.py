"""What every page of the desk is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import uuid4

from django.http import HttpRequest
from django.views.generic.base import ContextMixin, TemplateResponseMixin, View

from minzheng.interfaces.desk.generic.columns import Text
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.routes import Open


@dataclass(frozen=True, slots=True)
class Link:
    """A link or button of a page. ``permission`` hides it from those who may not follow it."""

    title: Text
    address: str
    icon: str = ""
    permission: str = ""
    prominent: bool = False


@dataclass(frozen=True, slots=True)
class Empty:
    """What stands where nothing is: why, and what to do next."""

    title: Text
    advice: Text = ""
    icon: str = "inbox"
    link: Link | None = None


class DeskRequest(HttpRequest):
    """A request after the access middleware: with the post that makes it."""

    actor: Actor


class DeskView(TemplateResponseMixin, ContextMixin, View):
    """A page in the shell. Every page says its ``permission``; the route policy holds it."""

    permission: ClassVar[str | Open]
    title: ClassVar[Text] = ""
    lead: ClassVar[Text] = ""
    request: DeskRequest

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return self.request.actor

    def heading(self) -> Text:
        """The title of this very page."""
        return self.title

    def crumbs(self) -> Sequence[Link]:
        """The pages above this one."""
        return ()

    def actions(self) -> Sequence[Link]:
        """What can be done from here."""
        return ()

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        context.setdefault("title", self.heading())
        context.setdefault("lead", self.lead)
        if "crumbs" not in context:
            context["crumbs"] = self.crumbs()
        context["links"] = self.allowed(self.actions())
        context["request_id"] = str(uuid4())
        return super().get_context_data(**context)

    def allowed(self, links: Sequence[Link]) -> list[Link]:
        """Those that the actor may follow."""
        return [each for each in links if not each.permission or self.actor.may(each.permission)]
