"""What the trail needs of the outside."""

from typing import Protocol


class CheckpointSink(Protocol):
    """A place that the operators of this database cannot rewrite: another office, another host.

    A sink accepts the same line twice: what was delivered is remembered only afterwards.
    """

    def deliver(self, line: str) -> None:
        """Hand over one checkpoint, a line of JSON. Raises `OSError` if it cannot be delivered."""
        ...
