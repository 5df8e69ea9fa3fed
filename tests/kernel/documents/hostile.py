"""What a hostile file of the tests is."""

from collections.abc import Callable
from dataclasses import dataclass

from minzheng.kernel.documents.checking.verdicts import Objection


@dataclass(frozen=True)
class Hostile:
    """One file: how it is made, and which objection it meets."""

    made: Callable[[], bytes]
    objection: Objection
