"""Events: how a lower part tells an upper one what has happened, without knowing it.

An event is a frozen dataclass in the past tense, declared by whoever publishes it. Config says, in
one table, which functions follow from which event; they run at once, in the same transaction.
"""

from collections.abc import Callable
from typing import Any, TypeVar

E = TypeVar("E")

_told: dict[type[Any], list[Callable[[Any], None]]] = {}


def subscribe(event: type[E], function: Callable[[E], None]) -> None:
    """Let `function` follow from every event of a type; said twice, it follows once."""
    known = _told.setdefault(event, [])
    if function not in known:
        known.append(function)


def publish(event: object) -> None:
    """Let everybody who subscribed do their part, now. What they raise, `publish` raises."""
    for function in _told.get(type(event), ()):
        function(event)
