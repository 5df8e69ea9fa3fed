"""Paging by key: the cursor of a page is the last row before it, never a number of rows.

Cursors hold sort keys, hence parts of names: they travel in the body of a form, not in an address.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

LONGEST_CURSOR = 600
LONGEST_TRAIL = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a list somebody stands: the cursor of this page, and those of the pages before."""

    cursor: str = ""
    trail: tuple[str, ...] = field(default=())

    @property
    def number(self) -> int:
        """Which page this is, from 1."""
        return len(self.trail) + 1

    def onward(self, next_cursor: str) -> str:
        """The following place, as text for a form."""
        return _text(Place(next_cursor, (*self.trail, self.cursor)))

    def back(self) -> str:
        """The place before, as text for a form; empty on the first page."""
        return _text(Place(self.trail[-1], self.trail[:-1])) if self.trail else ""


def read_place(form: Mapping[str, str]) -> Place:
    """The place that a form asks for; the first page when that cannot be read."""
    try:
        cursors = json.loads(form.get("place", "[]"))
    except (ValueError, RecursionError):
        return Place()
    if not _are_cursors(cursors):
        return Place()
    return Place(cursors[-1], tuple(cursors[:-1]))


def _are_cursors(cursors: object) -> bool:
    return (
        isinstance(cursors, list)
        and 0 < len(cursors) <= LONGEST_TRAIL
        and all(isinstance(one, str) and len(one) <= LONGEST_CURSOR for one in cursors)
    )


def _text(place: Place) -> str:
    return json.dumps([*place.trail, place.cursor][-LONGEST_TRAIL:], ensure_ascii=True)
