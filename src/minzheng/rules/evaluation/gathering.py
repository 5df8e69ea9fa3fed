"""What each aggregate makes of members that are in, out, or not known to be either."""

from collections.abc import Callable, Iterable, Mapping

from minzheng.rules.evaluation.people import Subject, Value
from minzheng.rules.tree import Gathering

Pairs = Iterable[tuple[Value, Callable[[Subject], Value], Subject]]
"""For each member: whether it is in (or ``None``), its value on demand, the member."""


def _included(pairs: Pairs) -> list[int] | None:
    """The values of the members that are in; ``None`` if any is unknown or may be in."""
    values: list[int] = []
    for included, element, member in pairs:
        if included is None:
            return None
        if included:
            value = element(member)
            if value is None:
                return None
            values.append(value)
    return values


def _sum(pairs: Pairs) -> Value:
    values = _included(pairs)
    return None if values is None else sum(values)


def _max(pairs: Pairs) -> Value:
    values = _included(pairs)
    return None if values is None else max(values, default=0)


def _min(pairs: Pairs) -> Value:
    values = _included(pairs)
    return None if values is None else min(values, default=0)


def _any(pairs: Pairs) -> Value:
    """Kleene: yes if one member is surely in and yes."""
    unknown = False
    for included, element, member in pairs:
        if included is not None and not included:
            continue
        value = element(member)
        if included and value:
            return True
        unknown = unknown or value is None or (included is None and bool(value))
    return None if unknown else False


def _all(pairs: Pairs) -> Value:
    """Kleene: no if one member is surely in and no."""
    unknown = False
    for included, element, member in pairs:
        if included is not None and not included:
            continue
        value = element(member)
        if included and value is not None and not value:
            return False
        unknown = unknown or value is None or (included is None and not value)
    return None if unknown else True


GATHER: Mapping[Gathering, Callable[[Pairs], Value]] = {
    Gathering.SUM: _sum,
    Gathering.COUNT: _sum,
    Gathering.ANY: _any,
    Gathering.ALL: _all,
    Gathering.MAX: _max,
    Gathering.MIN: _min,
}
