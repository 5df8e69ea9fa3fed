"""Pages of lists."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list. ``next`` is the cursor of the following page, "" on the last one."""

    rows: tuple[Row, ...]
    next: str = ""
