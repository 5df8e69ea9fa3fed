"""Lists: what may be seen, in one order, a page at a time.

Row security would hide what is outside the scope anyway; saying it in the query as well gives the
planner bounds that it knows, and is the first net of two.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Manager, Model, Q, QuerySet

from minzheng.base.errors import InvalidValue
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.protection.context import current, scope_of
from minzheng.kernel.registry.api.results import Page

LARGEST_PAGE = 200
M = TypeVar("M", bound=Model)
Row = TypeVar("Row")


def bounds(division: str = "") -> tuple[str, str]:
    """The range of divisions asked for, cut to the scope; an empty range if nothing is left."""
    scope = current()
    low, high = scope_of(division) if division else (scope.low, scope.high)
    return max(low, scope.low), min(high, scope.high)


def seen(rows: "QuerySet[M] | Manager[M]", division: str = "") -> "QuerySet[M]":
    """The rows of a model that lie in a division and in the scope."""
    low, high = bounds(division)
    labels = current().labels
    return rows.filter(division__gte=low, division__lt=high, label__in=sorted(labels))


def within_scope(division: str) -> bool:
    """Whether rows of a division may be written."""
    scope = current()
    return scope.low <= division < scope.high


def one(rows: "QuerySet[M] | Manager[M]", identifier: UUID, *, lock: bool = False) -> M:
    """The row with an identifier. Raises `Unseen`."""
    found = seen(rows).filter(pk=identifier)
    if lock:
        found = found.select_for_update(of=("self",))
    row = found.first()
    if row is None:
        raise Unseen
    return row


def after_key(fields: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows behind a key, each field ascending.

    The first field alone bounds the index scan; the rest is written out, because Django knows no
    comparison of rows.
    """
    reached = Q(**{f"{fields[0]}__gte": values[0]})
    later = Q()
    for i in range(len(fields)):
        equal = {fields[j]: values[j] for j in range(i)}
        later |= Q(**equal, **{f"{fields[i]}__gt": values[i]})
    return reached & later


def page_of(
    rows: "QuerySet[M]",
    fields: Sequence[str],
    after: str,
    limit: int,
    made: Callable[[list[M]], Iterable[Row]],
    *,
    covered: bool = False,
) -> Page[Row]:
    """A page in the order of some fields, the last of them the id.

    ``covered`` says that one index holds all that the rows are chosen by: the page is found in it
    alone, and what many rows are passed over for costs no look at these rows.

    ``after`` is the id on which the page before ended: a key made of names does not belong into
    addresses and logs. A row that has gone since starts the list anew.
    """
    require_size(limit)
    if after:
        reached = rows.filter(pk=cursor_id(after)).values_list(*fields).first()
        if reached is not None:
            rows = rows.filter(after_key(fields, reached))
    chosen = rows.order_by(*fields)
    if covered:
        keys = chosen.values("pk")[: limit + 1]
        chosen = rows.model._default_manager.filter(pk__in=keys).order_by(*fields)
    return _cut(list(chosen[: limit + 1]), limit, made)


def newest_of(
    rows: "QuerySet[M]", after: str, limit: int, made: Callable[[list[M]], Iterable[Row]]
) -> Page[Row]:
    """A page, the newest first: ids are made in the order of time. `after` is the last id."""
    require_size(limit)
    if after:
        rows = rows.filter(pk__lt=cursor_id(after))
    return _cut(list(rows.order_by("-pk")[: limit + 1]), limit, made)


def require_size(limit: int) -> None:
    """Raises `InvalidValue` for a page that is too large, or none."""
    if not 1 <= limit <= LARGEST_PAGE:
        raise InvalidValue(f"每页1至{LARGEST_PAGE}条。")


def _cut(found: list[M], limit: int, made: Callable[[list[M]], Iterable[Row]]) -> Page[Row]:
    """A page of what was read, which is one row more where there is another page."""
    shown = found[:limit]
    return Page(tuple(made(shown)), str(shown[-1].pk) if len(found) > limit else "")


def cursor_id(after: str) -> UUID:
    """The id in a cursor. Raises `InvalidValue`."""
    try:
        return UUID(after)
    except ValueError:
        raise InvalidValue("翻页位置不正确，请从第一页重新打开。") from None
