"""What follows from what: each event with the function that is called for it."""

from collections.abc import Callable
from typing import Any

from minzheng.kernel.casework.events import ObjectionDropped
from minzheng.kernel.payments import tables_ending

HANDLERS: tuple[tuple[type[Any], Callable[[Any], None]], ...] = (
    (ObjectionDropped, tables_ending.on_objection_dropped),
)
