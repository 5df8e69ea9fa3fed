"""What casework needs from above: the service items of this installation."""

from collections.abc import Callable
from typing import Protocol

from minzheng.catalogue.casework.item_book import ItemBook


class ItemSource(Protocol):
    """The declared items; `config.platform.Platform` is one."""

    @property
    def items(self) -> ItemBook:
        """Every version of every item."""
        ...


class ItemsMissing(RuntimeError):
    """A program's mistake: nobody has said which items this installation has."""


_source: list[Callable[[], ItemSource]] = []


def install_items(source: Callable[[], ItemSource]) -> None:
    """Called once by config. The source is asked when a case needs its item, not before."""
    _source[:] = [source]


def items() -> ItemBook:
    """The items of this installation. Raises `ItemsMissing`."""
    if not _source:
        raise ItemsMissing("config calls casework.ports.install_items at start")
    return _source[0]().items
