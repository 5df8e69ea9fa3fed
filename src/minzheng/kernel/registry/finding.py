"""Finding subjects by name, through keyed tokens, in the order of the lists."""

from collections.abc import Sequence
from heapq import merge
from itertools import groupby, islice
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from minzheng.kernel.registry.models.persons import TokenRow
from minzheng.kernel.registry.naming.spelling import comparison_key
from minzheng.kernel.registry.naming.tokens import hashed, texts_of, wanted
from minzheng.kernel.registry.scoping import after_key, seen

Key = tuple[str, str, UUID]
"""Where a subject stands in a list: division, sort key, id."""

_ORDER = ("division", "name_sort", "subject")
Found = TypeVar("Found")


def keys_of(
    tokens: type[TokenRow], text: str, *, division: str, after: Key | None, limit: int
) -> list[Key]:
    """The next `limit` subjects whose name matches, in list order.

    Each alternative reading of the query is one walk along the index; the walks are merged.
    """
    sought = wanted(text)
    numbers = hashed(each for alternative in sought.alternatives for each in alternative)
    walks = [
        _walk(tokens, [numbers[each] for each in alternative], division, after)[:limit]
        for alternative in sought.alternatives
    ]
    found = (key for key, _ in groupby(merge(*(list(walk) for walk in walks))))
    return list(islice(found, limit))


def holds(name: str, text: str) -> bool:
    """Whether a name matches a query indeed: several pieces of one may stand apart in a name."""
    sought = wanted(text)
    texts = texts_of(name)
    return any(
        alternative[0] in texts if len(alternative) == 1 else sought.whole in comparison_key(name)
        for alternative in sought.alternatives
    )


def _walk(
    tokens: type[TokenRow], numbers: Sequence[int], division: str, after: Key | None
) -> "QuerySet[Any]":
    first, *others = numbers
    rows = seen(tokens._default_manager.filter(token=first), division)
    for other in others:
        same = tokens._default_manager.filter(subject=OuterRef("subject"), token=other)
        rows = rows.filter(Exists(same))
    if after is not None:
        rows = rows.filter(after_key(_ORDER, after))
    return rows.order_by(*_ORDER).values_list(*_ORDER)
