"""Lists that show the newest first."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db.models import QuerySet

from minzheng.base.errors import InvalidValue
from minzheng.kernel.protection.models import Identified
from minzheng.kernel.registry.api.listing import LARGEST_PAGE, Page, cursor_id

M = TypeVar("M", bound=Identified)
Row = TypeVar("Row")


def newest(
    rows: "QuerySet[M]", after: str, limit: int, made: Callable[[list[M]], Iterable[Row]]
) -> Page[Row]:
    """A page, the newest first: ids are in the order of their making. `after` is the last id."""
    if not 1 <= limit <= LARGEST_PAGE:
        raise InvalidValue(f"每页1至{LARGEST_PAGE}条。")
    if after:
        rows = rows.filter(pk__lt=cursor_id(after))
    found = list(rows.order_by("-pk")[: limit + 1])
    shown = found[:limit]
    return Page(tuple(made(shown)), str(shown[-1].pk) if len(found) > limit else "")
