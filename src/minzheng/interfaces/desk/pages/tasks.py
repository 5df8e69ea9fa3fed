"""A kind of work that waits for a post, as the workbench lists it."""

from collections.abc import Callable
from dataclasses import dataclass

from minzheng.interfaces.desk.generic.columns import Text
from minzheng.kernel.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Task:
    """Who sees it by permission, and how much there is of it, up to a number.

    Where counting takes long, `late` names the route that tells it after the page.
    """

    permission: str
    title: Text
    advice: Text
    icon: str
    route: str
    count: Callable[[Actor, int], int] | None
    query: str = ""
    late: str = ""
